import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Node',
  packages: ['global'],
  runtime: true,
  prose: [{ path: 'console.**' }],
  servers: [
    { path: '{Bun,Deno}.**', serves: 'http' },
    { path: '{Bun,Deno}.serve', serves: 'http', listens: 'made' },
  ],
  secrets: [{ path: '[crypto.][webcrypto.]subtle.importKey', argument: 1, variable: 'ENCRYPTION_KEY' }],
  runs: [
    { path: '{,globalThis.,window.}eval', runs: 'code' },
    { path: '{,globalThis.}Function', runs: 'made code' },
    { path: ['Bun.{$,spawn,spawnSync}', '$'], runs: 'words' },
  ],
  outgoing: [
    {
      path: '[{globalThis,window}.]fetch',
      called: 'fetch',
      // Node's own fetch is undici's, and its dispatcher holds for both.
      defaultsOf: 'undici',
      options: 1,
      ownOptions: 'Request',
      limits: { signal: 'whole', timeout: 'nothing' },
      agents: ['dispatcher'],
      byDefault: { seconds: 300, covers: 'headers', isTooLong: true },
      fix: 'signal: AbortSignal.timeout(10_000)',
      source: 'measured Node 20.20.2 and 24.21.0; source undici 6.24 and 7.29',
    },
  ],
  sockets: [
    {
      path: '[{window,globalThis,self,global}.]WebSocket()',
      client: { made: 'new', reconnects: 'never' },
      source: 'source undici 6.24 and 7.29',
    },
  ],
  results: [{ path: '[globalThis.]crypto.randomUUID', is: 'escaped' }],
});
