import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Kysely',
  packages: ['kysely'],
  kinds: ['store'],
});
