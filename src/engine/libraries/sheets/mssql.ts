import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'mssql',
  packages: ['mssql'],
  kinds: ['server-only'],
});
