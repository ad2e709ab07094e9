import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'node-redis',
  packages: ['redis', '@redis/client'],
  kinds: ['login'],
  secrets: [{ path: '**.auth', argument: 0, variable: 'REDIS_PASSWORD' }],
});
