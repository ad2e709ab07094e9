import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Deno',
  packages: ['global'],
  runtime: true,
  sockets: [
    {
      path: 'Deno.upgradeWebSocket()',
      server: {
        made: 'call',
        heartbeat: 'own',
        off: { options: ['idleTimeout'], at: [1], instead: '30' },
      },
      source: 'documentation 2.x: idleTimeout 30 s, with pings',
    },
  ],
});
