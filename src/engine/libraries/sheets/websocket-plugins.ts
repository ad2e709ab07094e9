import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'WebSocket plugins of HTTP frameworks',
  packages: [
    'express-ws',
    'koa-websocket',
    '@fastify/websocket',
    'fastify-websocket',
    '@hono/node-ws',
    'koa-easy-ws',
    'fastify-socket.io',
    'sockjs',
  ],
  kinds: [{ kind: 'router', of: ['express-ws'] }, 'sockets'],
  sockets: [
    {
      path: '()',
      of: ['express-ws', 'koa-websocket'],
      server: { made: 'call', heartbeat: 'none' },
      source: 'source express-ws 5.0.2 and koa-websocket 7.0.0',
    },
    {
      path: '().getWss()',
      of: ['express-ws'],
      server: { heartbeat: 'none', clients: 'clients' },
      source: 'source express-ws 5.0.2',
    },
    {
      path: '().ws.server',
      of: ['koa-websocket'],
      server: { heartbeat: 'none', clients: 'clients' },
      source: 'source koa-websocket 7.0.0',
    },
    { path: '().getWss().clients', of: ['express-ws'], allSockets: true },
    { path: '().ws.server.clients', of: ['koa-websocket'], allSockets: true },
    {
      path: '',
      of: ['@fastify/websocket', 'fastify-websocket'],
      server: { made: 'registered', heartbeat: 'none', clients: 'websocketServer.clients' },
      source: 'source 11.3.7',
    },
    { path: '{WebSocket,SocketStream}()', of: ['@fastify/websocket'], held: true },
    {
      path: 'createNodeWebSocket()',
      of: ['@hono/node-ws'],
      server: { made: 'either', heartbeat: 'none' },
      source: 'source 1.3.1',
    },
    {
      path: 'createServer()',
      of: ['sockjs'],
      server: { made: 'call', heartbeat: 'own' },
      source: 'documentation 0.3: heartbeat_delay 25 s',
    },
  ],
});
