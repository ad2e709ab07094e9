import { defineLibrary } from '../library';

const limiter = {
  package: 'express-rate-limit',
  version: '^7.5.0',
  name: 'rateLimit',
  options: 'windowMs: 15 * 60 * 1000, limit: 10',
};

export default defineLibrary({
  name: 'Express',
  packages: ['express', 'connect', 'polka'],
  kinds: [
    { kind: 'router', of: ['express', 'polka'] },
    { kind: 'server', of: ['express'] },
    { kind: 'server-only', of: ['express'] },
    { kind: 'back-end', of: ['express', 'polka'] },
  ],
  routers: [
    { path: '()', is: 'app', joins: 'app', takesNodeHandlers: true, limiter, of: ['express'] },
    { path: '().**', is: 'app', limiter, chaining: ['param'] },
    { path: 'Router().**', is: 'router', limiter },
  ],
  servers: [{ path: '**', serves: 'http', closes: 'returned' }],
  middleware: [{ path: '{json,urlencoded,raw,text,static,query}.**', does: 'nothing' }],
  secrets: [
    // What Express 3 brought with it.
    { path: 'cookieParser', argument: 0, variable: 'COOKIE_SECRET' },
    { path: 'basicAuth', argument: 1, variable: 'PASSWORD' },
  ],
  handlers: [
    { path: 'RequestHandler', answers: 1, as: 'response' },
    { path: 'ErrorRequestHandler', answers: 2, as: 'response', error: 0 },
  ],
  errorAnswers: [
    {
      path: '',
      of: ['express'],
      uncaught: { unset: 'stack', production: 'nothing', test: 'stack' },
      source: 'findings/production-still-sends-the-error-message.sh',
    },
  ],
});
