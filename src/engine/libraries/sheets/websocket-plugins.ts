import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'WebSocket plugins of HTTP frameworks',
  packages: ['express-ws', 'koa-websocket', '@fastify/websocket', 'fastify-websocket', '@hono/node-ws'],
  kinds: [{ kind: 'router', of: ['express-ws'] }],
});
