import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's http",
  packages: ['http', 'https', 'http2'],
  kinds: [{ kind: 'server', of: ['http', 'https'] }],
  servers: [{ path: '{createServer,createSecureServer,Server}.**', serves: 'http', closes: 'own' }],
  secrets: [{ path: '**', accounts: ['auth'], variable: 'PASSWORD' }],
});
