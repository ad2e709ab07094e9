import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'PGlite',
  packages: ['@electric-sql/pglite'],
});
