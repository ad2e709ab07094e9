import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Slonik',
  packages: ['slonik'],
  kinds: ['server', 'server-only'],
});
