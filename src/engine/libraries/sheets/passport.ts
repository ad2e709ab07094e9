import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Passport',
  packages: ['passport', 'passport-*', 'koa-passport', '@fastify/passport', '@nestjs/passport'],
  middleware: [
    {
      path: '**.{authenticate,authorize}.**',
      does: 'authenticates',
      of: ['passport', 'koa-passport', '@fastify/passport'],
    },
    { path: 'AuthGuard.**', does: 'authenticates', of: ['@nestjs/passport'] },
    { path: '{initialize,session}.**', does: 'nothing', of: ['passport', 'koa-passport'] },
  ],
});
