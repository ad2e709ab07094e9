import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'better-sqlite3',
  packages: ['better-sqlite3', 'better-sqlite3-*'],
});
