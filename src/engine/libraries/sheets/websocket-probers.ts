import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Servers on top of WebSockets',
  packages: [
    'graphql-ws',
    'graphql-ws/*',
    '@hocuspocus/server',
    '@colyseus/*',
    'ws-heartbeat',
    'ws-heartbeat/*',
    'websocket-heartbeat*',
    'y-websocket/*',
    '@y/websocket-server',
    '@y/websocket-server/*',
  ],
  kinds: ['prober'],
});
