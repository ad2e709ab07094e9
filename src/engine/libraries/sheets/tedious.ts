import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'tedious',
  packages: ['tedious'],
  kinds: ['server-only', 'login'],
});
