import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Fastify',
  packages: ['fastify', 'fastify-plugin'],
  kinds: [
    { kind: 'router', of: ['fastify'] },
    { kind: 'server', of: ['fastify'] },
    { kind: 'server-only', of: ['fastify'] },
    { kind: 'back-end', of: ['fastify'] },
    { kind: 'request-logger', of: ['fastify'] },
  ],
  routers: [
    {
      path: '{,fastify,Fastify}().**',
      is: 'app',
      chaining: ['withTypeProvider', 'addHook', 'setErrorHandler', 'decorate'],
    },
  ],
  mounts: [{ path: '**', mounts: 'shares', of: ['fastify-plugin'] }],
  servers: [{ path: '**', serves: 'http', closes: 'promise', of: ['fastify'] }],
  errorAnswers: [
    {
      path: '',
      uncaught: { unset: 'message', production: 'message', test: 'message' },
      sentIsUncaught: true,
      source: 'findings/production-still-sends-the-error-message.sh',
    },
  ],
  httpErrors: [{ path: 'FastifyError', status: 'none' }],
});
