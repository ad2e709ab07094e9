import { defineLibrary } from '../library';

const source = 'findings/node-http-timeout-only-emits-an-event.sh';

export default defineLibrary({
  name: "Node's http",
  packages: ['http', 'https', 'http2'],
  runtime: true,
  kinds: [{ kind: 'server', of: ['http', 'https'] }],
  servers: [{ path: '{createServer,createSecureServer,Server}.**', serves: 'http', closes: 'own' }],
  secrets: [{ path: '**', accounts: ['auth'], variable: 'PASSWORD' }],
  outgoing: [
    {
      path: '{request,get}',
      calledByModule: true,
      options: 1,
      takesAll: true,
      // A socket's `timeout` only tells; the signal ends the request.
      limits: { timeout: 'event', signal: 'whole' },
      agents: ['agent'],
      fix: 'signal: AbortSignal.timeout(10_000)',
      reader: 'clientRequest',
      source,
    },
  ],
  agents: [{ path: 'Agent', limits: { timeout: 'event' }, source }],
});
