import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'ws',
  packages: ['ws', 'isows', 'isomorphic-ws', 'ws/browser', 'ws/browser.js'],
  kinds: [
    { kind: 'server', of: ['ws'] },
    { kind: 'back-end', of: ['ws'] },
    { kind: 'sockets', of: ['ws', 'isows'] },
  ],
  servers: [
    { path: '{WebSocketServer,Server,WebSocket.Server}', serves: 'connections', listens: 'port', of: ['ws'] },
    {
      path: '{WebSocketServer,Server,WebSocket.Server}().**',
      serves: 'connections',
      of: ['ws'],
      keepsConnections: { with: ['server', 'noServer'] },
      versions: '>=8',
      source: 'findings/websockets-keep-close-open.sh',
    },
    {
      path: '{WebSocketServer,Server,WebSocket.Server}().**',
      serves: 'connections',
      of: ['ws'],
      keepsConnections: { with: ['server', 'noServer'], endedByClose: true },
      versions: '<8',
      source: 'documentation 8.0.0: release notes, close() no longer closes existing connections',
    },
  ],
  sockets: [
    {
      path: '{[WebSocket.]Server,[WebSocket.]WebSocketServer}()',
      of: ['ws', 'isows'],
      server: { made: 'new', heartbeat: 'none', clients: 'clients' },
      source: 'measured 8.23.0',
    },
    {
      path: '{[WebSocket.]Server,[WebSocket.]WebSocketServer}().clients',
      of: ['ws', 'isows'],
      allSockets: true,
    },
    {
      path: '[WebSocket]()',
      of: ['ws', 'isows'],
      held: true,
      client: { made: 'new', reconnects: 'never' },
      source: 'source 8.23.0',
    },
    {
      path: '[WebSocket]()',
      of: ['isomorphic-ws', 'ws/browser', 'ws/browser.js'],
      client: { made: 'new', reconnects: 'never' },
      source: 'source ws 8.23.0 and isomorphic-ws 5.0.0',
    },
  ],
});
