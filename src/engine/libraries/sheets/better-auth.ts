import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Better Auth',
  packages: ['better-auth', 'better-auth/*', '@better-auth/*'],
  kinds: ['sign-in-limiter', 'tokens'],
  middleware: [{ path: '**', does: 'authenticates' }],
  tokens: [
    {
      path: 'jwt',
      does: 'registers',
      options: 0,
      lifetime: { option: 'jwt.expirationTime', number: 'moment', short: "'15m'", byDefault: 900 },
      source: 'documentation 1.3',
    },
  ],
  secrets: [{ path: 'betterAuth', options: ['secret'], variable: 'BETTER_AUTH_SECRET' }],
});
