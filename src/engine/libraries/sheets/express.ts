import { defineLibrary } from '../library';

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
    {
      path: '()',
      is: 'app',
      joins: 'app',
      takesNodeHandlers: true,
      limiter: 'express-rate-limit',
      of: ['express'],
    },
    { path: '().**', is: 'app', limiter: 'express-rate-limit' },
    { path: 'Router().**', is: 'router', limiter: 'express-rate-limit' },
  ],
  servers: [{ path: '**', serves: 'http', closes: 'returned' }],
  middleware: [{ path: '{json,urlencoded,raw,text,static,query}.**', does: 'nothing' }],
});
