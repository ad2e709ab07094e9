import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'ws',
  packages: ['ws', 'isows', 'isomorphic-ws'],
  kinds: [
    { kind: 'server', of: ['ws'] },
    { kind: 'back-end', of: ['ws'] },
  ],
  servers: [
    { path: '{WebSocketServer,Server,WebSocket.Server}', serves: 'connections', listens: 'port', of: ['ws'] },
    { path: '{WebSocketServer,Server,WebSocket.Server}().**', serves: 'connections', of: ['ws'] },
  ],
});
