import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'ioredis',
  packages: ['ioredis'],
});
