import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'NextAuth',
  packages: ['next-auth', 'next-auth/*', '@auth/*'],
  middleware: [{ path: '**', does: 'authenticates' }],
  secrets: [
    {
      path: ['', 'NextAuth', 'getToken', 'encode', 'decode'],
      options: ['secret'],
      variable: 'NEXTAUTH_SECRET',
      calledAs: ['NextAuth'],
    },
  ],
});
