import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Better Auth',
  packages: ['better-auth', 'better-auth/*', '@better-auth/*'],
  kinds: ['sign-in-limiter'],
  middleware: [{ path: '**', does: 'authenticates' }],
});
