import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'uWebSockets.js',
  packages: ['uWebSockets.js'],
  kinds: ['sockets'],
  sockets: [
    {
      path: '[SSL]App()',
      server: { made: 'either', heartbeat: 'own', off: { options: ['idleTimeout'], instead: '120' } },
      source: 'documentation 20.x: idleTimeout 120 s, sendPingsAutomatically',
    },
    { path: 'WebSocket()', held: true },
  ],
});
