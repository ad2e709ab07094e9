import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Elysia',
  packages: ['elysia', '@elysiajs/*'],
  kinds: [
    { kind: 'router', of: ['elysia'] },
    { kind: 'server', of: ['elysia'] },
    { kind: 'back-end', of: ['elysia'] },
    'tokens',
  ],
  routers: [
    {
      path: 'Elysia().**',
      is: 'app',
      optionsLast: true,
      optionHooks: ['beforeHandle', 'transform', 'resolve'],
      schemas: ['body', 'query', 'params', 'headers', 'cookie'],
      describing: [
        ...['response', 'detail', 'tags', 'type', 'parse', 'config', 'websocket'],
        ...[
          'afterHandle',
          'mapResponse',
          'afterResponse',
          'error',
          'trace',
          'as',
          'schema',
          'standaloneValidator',
        ],
      ],
      hooks: ['onRequest', 'onTransform', 'onBeforeHandle', 'derive', 'resolve', 'guard'],
      sharing: { as: ['scoped', 'global'] },
      sharesFunctions: true,
      groups: ['group', 'guard'],
      chaining: [
        ...['state', 'decorate', 'model', 'macro', 'mount', 'ws', 'as', 'prefix', 'env', 'wrap', 'trace'],
        ...['onStart', 'onStop', 'onParse', 'onAfterHandle', 'mapResponse', 'mapDerive', 'mapResolve'],
        ...['onAfterResponse', 'onError', 'error', 'listen', 'compile'],
      ],
      source: 'findings/guards-that-do-not-reach-a-route.sh; documentation 1.4',
      of: ['elysia'],
    },
  ],
  servers: [{ path: 'Elysia().**', serves: 'http', of: ['elysia'] }],
  middleware: [{ path: '**', does: 'nothing', of: ['@elysiajs/*'] }],
  errorAnswers: [
    {
      path: ['Elysia().**', 'Elysia'],
      uncaught: { unset: 'message', production: 'message', test: 'message' },
      hook: { method: 'onError', error: { parameter: 0, member: 'error' } },
      source: 'findings/production-still-sends-the-error-message.sh',
    },
  ],
  sockets: [
    {
      path: 'Elysia().**.ws()',
      of: ['elysia'],
      server: { made: 'call', heartbeat: 'own' },
      source: 'documentation 1.4: the options of Bun, whose idleTimeout is 120 s',
    },
  ],
});
