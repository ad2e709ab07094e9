import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Hono's parts",
  packages: ['hono/*', '@hono/*'],
  kinds: [
    { kind: 'router', of: ['@hono/*'] },
    { kind: 'sockets', of: ['hono/*'] },
  ],
  routers: [
    {
      path: '{,Hono,OpenAPIHono}().**',
      is: 'app',
      chaining: ['notFound', 'onError'],
      prefixing: ['basePath'],
    },
  ],
  servers: [{ path: '**', serves: 'http', of: ['@hono/*'] }],
  middleware: [
    {
      path: '{cors,csrf,logger,secureHeaders,compress,etag,prettyJSON,requestId,timing,serveStatic,poweredBy,languageDetector,contextStorage,trimTrailingSlash,appendTrailingSlash}.**',
      does: 'nothing',
      of: ['hono/*'],
    },
  ],
  secrets: [
    { path: 'setSignedCookie', argument: 3, variable: 'COOKIE_SECRET' },
    { path: 'getSignedCookie', argument: 1, variable: 'COOKIE_SECRET' },
  ],
  handlers: [{ path: '', answers: 0, as: 'context' }],
  httpErrors: [{ path: 'HTTPException', status: 0, messageOf: 1 }],
  sockets: [
    { path: 'WSContext()', of: ['hono/*'], held: true },
    {
      path: '{createBunWebSocket,upgradeWebSocket}()',
      of: ['hono/*'],
      server: {
        made: 'call',
        heartbeat: 'own',
        off: { options: ['idleTimeout'], at: [1], instead: '30' },
      },
      source:
        'documentation Bun 1.x: idleTimeout 120 s, sendPings; documentation Deno 2.x: idleTimeout 30 s, with pings',
    },
  ],
});
