import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'libSQL',
  packages: ['@libsql/client', '@libsql/client/*', 'libsql'],
});
