import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Bun',
  packages: ['bun', 'bun:sqlite', 'global'],
  servers: [{ path: 'serve', serves: 'http', listens: 'made', of: ['bun'] }],
  runs: [{ path: ['$', 'spawn', 'spawnSync'], runs: 'words' }],
  kinds: [{ kind: 'sockets', of: ['bun'] }],
  sockets: [
    {
      path: 'serve()',
      of: ['bun'],
      server: {
        made: 'call',
        heartbeat: 'own',
        off: { options: ['idleTimeout'], at: [0], in: 'websocket', instead: '120' },
      },
      source: 'documentation 1.x: idleTimeout 120 s, sendPings',
    },
    {
      path: 'Bun.serve()',
      of: ['global'],
      server: {
        made: 'call',
        heartbeat: 'own',
        off: { options: ['idleTimeout'], at: [0], in: 'websocket', instead: '120' },
      },
      source: 'documentation 1.x: idleTimeout 120 s, sendPings',
    },
  ],
});
