import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Knex',
  packages: ['knex'],
});
