import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'ioredis',
  packages: ['ioredis'],
  kinds: ['no-router', 'server', 'server-only', 'back-end'],
});
