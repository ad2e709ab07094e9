import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'ioredis',
  packages: ['ioredis'],
  kinds: ['no-router', 'server', 'server-only', 'back-end', 'login', 'client'],
  secrets: [{ path: '**.auth', argument: 0, variable: 'REDIS_PASSWORD' }],
  connections: [{ path: '{,Redis,Cluster}', kind: 'connection', release: 'quit' }],
});
