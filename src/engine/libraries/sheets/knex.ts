import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Knex',
  packages: ['knex'],
  kinds: ['server', 'server-only', 'back-end'],
});
