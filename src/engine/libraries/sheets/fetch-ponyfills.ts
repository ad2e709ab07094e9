import { defineLibrary } from '../library';

/** What stands in for `fetch` and calls node-fetch 2 on a server, which reads `timeout`. */
export default defineLibrary({
  name: 'Ponyfills of fetch',
  packages: ['cross-fetch', 'isomorphic-fetch'],
  outgoing: [
    {
      path: ['', 'fetch'],
      calledByModule: true,
      options: 1,
      ownOptions: 'Request',
      limits: { signal: 'whole', timeout: 'try' },
      agents: ['agent'],
      fix: 'signal: AbortSignal.timeout(10_000)',
      source: 'source cross-fetch 4.1.0 and isomorphic-fetch 3.0.0',
    },
  ],
});
