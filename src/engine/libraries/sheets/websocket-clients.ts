import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'WebSocket clients',
  packages: ['websocket', 'faye-websocket', 'universal-websocket-client', 'html5-websocket'],
  kinds: [{ kind: 'sockets', of: ['websocket'] }],
  sockets: [
    {
      path: 'w3cwebsocket()',
      of: ['websocket'],
      client: { made: 'new', reconnects: 'never' },
      source: 'source 1.0.35',
    },
    {
      path: 'server()',
      of: ['websocket'],
      server: {
        made: 'new',
        heartbeat: 'own',
        off: { options: ['keepalive', 'dropConnectionOnKeepaliveTimeout'], at: [0] },
      },
      source: 'documentation 1.0.35: keepalive every 20 s',
    },
    {
      path: 'Client()',
      of: ['faye-websocket'],
      client: { made: 'new', reconnects: 'never' },
      source: 'source 0.11.4',
    },
    {
      path: '()',
      of: ['universal-websocket-client', 'html5-websocket'],
      client: { made: 'new', reconnects: 'never' },
      source: 'source universal-websocket-client 1.0.3 and html5-websocket 2.0.4',
    },
  ],
});
