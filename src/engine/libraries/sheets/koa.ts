import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Koa',
  packages: ['koa', 'koa-router', '@koa/router', 'koa-joi-router'],
  kinds: [
    { kind: 'router', of: ['koa-router', '@koa/router', 'koa-joi-router'] },
    { kind: 'validator', of: ['koa-joi-router'] },
    { kind: 'server', of: ['koa'] },
    { kind: 'server-only', of: ['koa'] },
    { kind: 'back-end', of: ['koa'] },
  ],
  routers: [
    {
      path: '{,Router}().**',
      is: 'router',
      chaining: ['param'],
      of: ['koa-router', '@koa/router', 'koa-joi-router'],
    },
  ],
  servers: [{ path: '{,Koa,Application}().**', serves: 'http', closes: 'returned', of: ['koa'] }],
  middleware: [{ path: '**', does: 'validates', of: ['koa-joi-router'] }],
  handlers: [{ path: '', answers: 0, as: 'context' }],
  errorAnswers: [
    {
      path: '',
      uncaught: { unset: 'nothing', production: 'nothing', test: 'nothing' },
      source: 'findings/production-still-sends-the-error-message.sh',
    },
  ],
});
