import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'NextAuth',
  packages: ['next-auth', 'next-auth/*'],
  secrets: [
    {
      path: '**',
      options: [
        'secret',
        'secrets',
        'secretOrKey',
        'secretOrPrivateKey',
        'key',
        'keys',
        'privateKey',
        'password',
      ],
      variable: 'SESSION_SECRET',
      calledAs: ['NextAuth'],
    },
  ],
});
