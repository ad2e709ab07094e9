import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Knex',
  packages: ['knex'],
  kinds: ['store', 'server', 'server-only', 'back-end'],
});
