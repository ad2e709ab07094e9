import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Hono',
  packages: ['hono', 'hono/tiny', 'hono/quick', '@hono/node-server'],
  kinds: [
    'router',
    { kind: 'server', of: ['hono', '@hono/node-server'] },
    { kind: 'back-end', of: ['hono'] },
  ],
  routers: [
    {
      path: '{,Hono,OpenAPIHono}().**',
      is: 'app',
      chaining: ['notFound', 'onError'],
      prefixing: ['basePath'],
    },
  ],
  servers: [
    { path: '**', serves: 'http', of: ['@hono/node-server'] },
    { path: 'serve', serves: 'http', listens: 'made', of: ['@hono/node-server'] },
    { path: 'Hono().**', serves: 'http' },
  ],
  handlers: [{ path: '', answers: 0, as: 'context' }],
  errorAnswers: [
    {
      path: '',
      uncaught: { unset: 'nothing', production: 'nothing', test: 'nothing' },
      source: 'findings/production-still-sends-the-error-message.sh',
    },
  ],
});
