import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'postgres.js',
  packages: ['postgres'],
  kinds: ['server', 'server-only'],
});
