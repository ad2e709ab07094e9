import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'sqlite3',
  packages: ['sqlite3'],
  kinds: ['server-only'],
});
