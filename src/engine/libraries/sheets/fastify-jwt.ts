import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@fastify/jwt',
  packages: ['@fastify/jwt', 'fastify-jwt'],
  middleware: [{ path: '**', does: 'authenticates' }],
  kinds: ['tokens'],
  tokens: [
    {
      // What the plugin adds to replies and to the app.
      path: [],
      writtenAs: ['reply.jwtSign', 'res.jwtSign', '*.jwt.sign'],
      does: 'signs',
      payload: 0,
      options: 1,
      registered: 'always',
      lifetime: { option: 'expiresIn', number: 'seconds', digits: 'milliseconds', short: "'15m'" },
      source: 'findings/jwt-lifetimes-have-three-units.sh',
    },
    {
      path: '',
      does: 'registers',
      plugin: true,
      options: 1,
      lifetime: { option: 'sign.expiresIn', number: 'seconds', digits: 'milliseconds', short: "'15m'" },
      source: 'findings/jwt-lifetimes-have-three-units.sh',
    },
  ],
  secrets: [{ path: '', options: ['secret', 'secret.private'], variable: 'JWT_SECRET' }],
});
