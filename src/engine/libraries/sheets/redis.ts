import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'node-redis',
  packages: ['redis', '@redis/client'],
});
