import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Middleware that checks tokens',
  packages: ['express-jwt', 'koa-jwt', 'passport-jwt'],
  kinds: ['tokens'],
  middleware: [{ path: '**', does: 'authenticates', of: ['express-jwt', 'koa-jwt'] }],
  secrets: [
    {
      path: '**',
      options: ['secret', 'secretOrKey', 'secretOrPrivateKey', 'key', 'privateKey'],
      variable: 'JWT_SECRET',
      calledAs: [
        'expressjwt',
        'expressJwt',
        'express-jwt',
        'jwt',
        'koaJwt',
        'koajwt',
        'koa-jwt',
        'Strategy',
        'JwtStrategy',
        'JWTStrategy',
      ],
    },
  ],
});
