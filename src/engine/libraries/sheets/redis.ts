import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'node-redis',
  packages: ['redis', '@redis/client'],
  kinds: [
    { kind: 'no-router', of: ['redis'] },
    { kind: 'server', of: ['redis'] },
    { kind: 'server-only', of: ['redis'] },
    'login',
    'client',
  ],
  secrets: [{ path: '**.auth', argument: 0, variable: 'REDIS_PASSWORD' }],
  connections: [{ path: 'createClient', kind: 'connection', release: 'quit' }],
});
