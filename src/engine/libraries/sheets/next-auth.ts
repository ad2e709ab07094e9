import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'NextAuth',
  packages: ['next-auth', 'next-auth/*', '@auth/*'],
  middleware: [{ path: '**', does: 'authenticates' }],
});
