import unscopedBroadcast from '../../../rules/websocket/unscoped-broadcast/rule';
import { ruleTests } from '../rule-tester';

const ws =
  "const { WebSocket, WebSocketServer } = require('ws');\nconst wss = new WebSocketServer({ noServer: true });\n";
const io = "const { Server } = require('socket.io');\nconst io = new Server();\n";
const tenants = {
  'migrations/001.sql':
    'CREATE TABLE tickets (id int PRIMARY KEY, tenant_id int, title text);\nCREATE TABLE notes (id int PRIMARY KEY, tenant_id int);',
};

ruleTests(unscopedBroadcast, {
  invalid: [
    {
      name: 'what an administrator changed, and not what they say',
      code: "const { Server } = require('socket.io');\nconst io = new Server(3000);\nio.on('connection', (socket) => {\n  if (!socket.data.user.isAdmin) return;\n  socket.on('order:update', (order) => { «io.emit»('order:updated', order); });\n});\n",
    },
    {
      name: 'words of anybody who is no administrator',
      code: "const { Server } = require('socket.io');\nconst io = new Server(3000);\nio.on('connection', (socket) => {\n  if (socket.data.user.isAdmin) return;\n  socket.on('shout', (message) => { «io.emit»('shout', { payload: { message } }); });\n});\n",
    },
    {
      name: 'a loop over all clients, filtered by readyState only',
      code: `${ws}function changed(ticket) {\n  «wss.clients.forEach»((client) => {\n    if (client.readyState === WebSocket.OPEN) client.send(JSON.stringify({ type: 'ticket:changed', ticket }));\n  });\n}`,
      messages: [
        "'ticket:changed' goes to every connected client in wss.clients, whoever they are: each sees what concerns others. Send it to the room, user or tenant that it is about.",
      ],
    },
    {
      name: 'an error where tenants share the process',
      code: `${ws}function changed(ticket) {\n  «wss.clients.forEach»((client) => client.send(JSON.stringify({ event: 'ticket:changed', ticket })));\n}`,
      files: tenants,
      severity: 'error',
      messages: [
        "'ticket:changed' goes to every connected client in wss.clients, of all tenants: each tenant hears of the others' data. Send it to the tenant's room.",
      ],
    },
    {
      name: 'for of, with continue',
      code: `${ws}function relay(data) {\n  for (const client of «wss.clients») {\n    if (client.readyState !== WebSocket.OPEN) continue;\n    client.send(data);\n  }\n}`,
    },
    {
      name: 'all but the sender',
      code: `${ws}wss.on('connection', (ws) => {\n  ws.on('message', (data) => {\n    «wss.clients.forEach»((client) => {\n      if (client !== ws && client.readyState === WebSocket.OPEN) client.send(data);\n    });\n  });\n});`,
    },
    {
      name: 'all but the sender, by continue',
      code: `${ws}wss.on('connection', (ws) => {\n  ws.on('message', (data) => {\n    for (const client of «wss.clients») {\n      if (client === ws) continue;\n      client.send(data);\n    }\n  });\n});`,
    },
    {
      name: 'a copy of the clients, filtered by readyState',
      code: `${ws}const relay = (data) => «[...wss.clients].filter((c) => c.readyState === 1).forEach»((c) => c.send(data));`,
    },
    {
      name: 'Array.from',
      code: `${ws}const relay = (data) => {\n  const open = Array.from(wss.clients);\n  «open.forEach»((c) => c.send(data));\n};`,
    },
    {
      name: 'a helper that sends',
      code: `${ws}const safeSend = (c, data) => c.readyState === 1 && c.send(data);\nconst relay = (data) => «wss.clients.forEach»((c) => safeSend(c, data));`,
    },
    {
      name: 'a member of a class, in TypeScript',
      path: 'src/hub.ts',
      code: `
        import WebSocket, { WebSocketServer } from 'ws';
        export class Hub {
          private wss = new WebSocketServer({ noServer: true });
          broadcast(data: unknown): void {
            const text = JSON.stringify(data);
            «this.wss.clients.forEach»((client) => {
              if (client.readyState === WebSocket.OPEN) {
                client.send(text);
              }
            });
          }
        }
      `,
    },
    {
      name: 'a server that is handed in',
      code: "import { WebSocketServer } from 'ws';\nexport function publish(server: WebSocketServer, message: string) {\n  for (const client of «server.clients») client.send(message);\n}",
      path: 'src/publish.ts',
    },
    {
      name: '@fastify/websocket',
      code: "module.exports = async (fastify) => {\n  fastify.post('/notes', async (request) => {\n    for (const client of «fastify.websocketServer.clients») {\n      if (client.readyState === 1) client.send(JSON.stringify(request.body));\n    }\n  });\n};",
    },
    {
      name: 'express-ws',
      code: "const expressWs = require('express-ws')(app);\napp.ws('/chat', (ws) => {\n  ws.on('message', (m) => «expressWs.getWss().clients.forEach»((c) => c.send(m)));\n});",
    },
    {
      name: 'a Set of its own',
      code: `${ws}const clients = new Set();\nwss.on('connection', (ws) => {\n  clients.add(ws);\n  ws.on('message', (data) => {\n    for (const client of «clients») client.send(data);\n  });\n  ws.on('close', () => clients.delete(ws));\n});`,
    },
    {
      name: 'a Map of its own by id',
      code: `${ws}const clients = new Map();\nwss.on('connection', (ws) => {\n  const id = nextId();\n  clients.set(id, ws);\n  ws.on('message', (data) => «clients.forEach»((client, key) => {\n    if (key !== id) client.send(data);\n  }));\n  ws.on('close', () => clients.delete(id));\n});`,
    },
    {
      name: 'an object of its own by id',
      code: `${ws}const users = {};\nwss.on('connection', (ws) => {\n  ws.id = nextId();\n  users[ws.id] = ws;\n  ws.on('message', (data) => {\n    «Object.values(users).forEach»((user) => user.send(data));\n  });\n  ws.on('close', () => { delete users[ws.id]; });\n});`,
    },
    {
      name: 'an array of its own, of records with the socket',
      code: `${ws}let connections = [];\nwss.on('connection', (ws) => {\n  const record = { ws, since: Date.now() };\n  connections.push(record);\n  ws.on('message', (data) => «connections.forEach»((each) => each.ws.send(data)));\n  ws.on('close', () => { connections = connections.filter((each) => each !== record); });\n});`,
    },
    {
      name: 'a chat that answers to all',
      code: `${io}io.on('connection', (socket) => {\n  socket.on('chat message', (msg) => {\n    «io.emit»('chat message', msg);\n  });\n});`,
      messages: [
        "'chat message' goes to every connected client, whoever they are: each sees what concerns others. Send it to the room, user or tenant that it is about.",
      ],
      output: false,
    },
    {
      name: 'io.sockets.emit',
      code: `${io}const moved = (order) => «io.sockets.emit»('order:moved', order);`,
    },
    {
      name: 'io.local and io.volatile',
      code: `${io}const moved = (order) => {\n  «io.local.emit»('a', order);\n  «io.volatile.emit»('b', order);\n  «io.compress(true).emit»('c', order);\n  «io.timeout(5000).emit»('d', order);\n};`,
    },
    { name: 'io.send', code: `${io}const relay = (text) => «io.send»(text);` },
    {
      name: 'a namespace of a fixed name',
      code: `${io}const orders = io.of('/orders');\nconst moved = (order) => {\n  «orders.emit»('moved', order);\n  «io.of('/orders').emit»('moved', order);\n};`,
    },
    {
      name: 'socket.broadcast',
      code: `${io}io.on('connection', (socket) => {\n  socket.on('typing', (data) => «socket.broadcast.emit»('typing', data));\n  socket.on('draw', (line) => «socket.broadcast.volatile.emit»('draw', line));\n});`,
    },
    {
      name: 'the room is at hand',
      code: `${io}io.on('connection', (socket) => {\n  socket.on('move', ({ room, move }) => {\n    «io.emit»('move', move);\n  });\n});`,
      fix: 'Send to room only',
      output: `${io}io.on('connection', (socket) => {\n  socket.on('move', ({ room, move }) => {\n    io.to(room).emit('move', move);\n  });\n});`,
    },
    {
      name: 'the room is at hand, and the sender is left out',
      code: `${io}io.on('connection', (socket) => {\n  socket.on('move', (roomId, move) => «socket.broadcast.emit»('move', move));\n});`,
      output: `${io}io.on('connection', (socket) => {\n  socket.on('move', (roomId, move) => socket.to(roomId).emit('move', move));\n});`,
    },
    {
      name: 'socket.io as a function',
      code: "const io = require('socket.io')(server);\nconst moved = (order) => «io.emit»('moved', order);",
    },
    {
      name: 'a parameter called io',
      code: "module.exports = (io) => {\n  io.on('connection', (socket) => {\n    socket.on('bid', (bid) => «io.emit»('bid', bid));\n  });\n};",
    },
    {
      name: 'kept on the app',
      code: "router.post('/orders', async (req, res) => {\n  const io = req.app.get('io');\n  «io.emit»('order:new', req.body);\n  «req.app.get('io').emit»('order:new', req.body);\n  res.end();\n});",
    },
    {
      name: 'a member that may be absent',
      path: 'src/api.ts',
      code: "import { Server } from 'socket.io';\nexport class Api {\n  private io: Server | null = null;\n  mail(mail: object) {\n    «this.io?.emit»('mail', mail);\n  }\n}",
    },
    {
      name: 'the server of another file',
      code: "const { io } = require('./socket');\nexports.save = (note) => «io.emit»('note:saved', note);",
      files: {
        'src/socket.js':
          "const { Server } = require('socket.io');\nconst io = new Server();\nmodule.exports = { io };",
      },
    },
    {
      name: 'a function that gives out the server',
      code: "import { getIO } from './socket';\nexport const save = (note) => «getIO().emit»('note:saved', note);",
      files: {
        'src/socket.js':
          "import { Server } from 'socket.io';\nlet io;\nexport function init(server) {\n  io = new Server(server);\n}\nexport function getIO() {\n  return io;\n}",
      },
    },
    {
      name: 'a Nest gateway',
      path: 'src/a.gateway.ts',
      code: "import { SubscribeMessage, MessageBody, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';\nimport { Server } from 'socket.io';\n@WebSocketGateway()\nexport class ChatGateway {\n  @WebSocketServer() server: Server;\n  @SubscribeMessage('message')\n  onMessage(@MessageBody() text: string) {\n    «this.server.emit»('message', text);\n  }\n}",
    },
    {
      name: 'an emitter from another process',
      code: "import { Emitter } from '@socket.io/redis-emitter';\nconst emitter = new Emitter(client);\nexport const moved = (order) => «emitter.emit»('moved', order);",
    },
    {
      name: 'who is online, by name',
      code: `${io}const users = {};\nio.on('connection', (socket) => {\n  users[socket.id] = socket.data.name;\n  «io.emit»('users', Object.values(users));\n  socket.on('disconnect', () => { delete users[socket.id]; });\n});`,
    },
    {
      name: 'a time entry is no clock',
      code: `${io}const logged = (entry) => «io.emit»('time-entry', entry);`,
    },
    {
      name: 'an administrator who deletes a user',
      code: `${io}router.delete('/admin/users/:id', requireAdmin, async (req, res) => {\n  const user = await remove(req.params.id);\n  «io.emit»('user:deleted', user);\n});`,
    },

    {
      name: 'a loop that counts',
      code: `${ws}const clients = [];\nwss.on('connection', (ws) => {\n  clients.push(ws);\n  ws.on('message', (data) => {\n    for (let i = 0; i < «clients».length; i++) {\n      if (clients[i].readyState === 1) clients[i].send(data);\n    }\n  });\n  ws.on('close', () => clients.splice(clients.indexOf(ws), 1));\n});`,
    },
    {
      name: 'by keys, under a name',
      code: `${ws}const userSockets = {};\nwss.on('connection', (ws, req) => {\n  userSockets[idOf(req)] = ws;\n  ws.on('message', (data) => {\n    for (const id of «Object.keys(userSockets)») {\n      const client = userSockets[id];\n      client.send(data);\n    }\n  });\n  ws.on('close', () => { delete userSockets[idOf(req)]; });\n});`,
    },
    {
      name: 'entries of a Map',
      code: `${ws}const onlineUsers = new Map();\nwss.on('connection', (ws, req) => {\n  onlineUsers.set(idOf(req), ws);\n  ws.on('message', (data) => {\n    for (const [, socket] of «onlineUsers») socket.send(data);\n  });\n  ws.on('close', () => onlineUsers.delete(idOf(req)));\n});`,
    },
    {
      name: 'all sockets of socket.io',
      code: `${io}async function moved(order) {\n  for (const socket of «await io.fetchSockets()») socket.emit('moved', order);\n  «io.sockets.sockets.forEach»((socket) => socket.emit('moved', order));\n}`,
    },
    {
      name: 'the server of a gateway',
      path: 'src/orders.service.ts',
      code: "import { OrdersGateway } from './orders.gateway';\nexport class OrdersService {\n  constructor(private readonly gateway: OrdersGateway) {}\n  moved(order: object) {\n    «this.gateway.server.emit»('moved', order);\n  }\n}",
      files: {
        'src/orders.gateway.ts':
          "import { WebSocketGateway, WebSocketServer } from '@nestjs/websockets';\nimport { Server } from 'socket.io';\n@WebSocketGateway()\nexport class OrdersGateway {\n  @WebSocketServer() server: Server;\n}",
      },
    },
    {
      name: 'the server of a file that is not there',
      code: "import io from '../socket';\nimport { io as other } from '../other';\nexport const save = (note) => {\n  «io.emit»('note:saved', note);\n  «other.emit»('note:saved', note);\n};",
    },
    {
      name: 'on the request',
      code: "router.post('/', (req, res) => {\n  «req.io.emit»('saved', req.body);\n  res.send({});\n});",
    },
    {
      name: 'nobody said what it is',
      code: "exports.save = (note) => «global.io.emit»('note:saved', note);",
    },
    {
      name: 'a list that another file keeps',
      code: "const WebSocket = require('ws');\nconst { clients } = require('./state');\nexports.save = (note) => «clients.forEach»((c) => {\n  if (c.readyState === WebSocket.OPEN) c.send(JSON.stringify(note));\n});",
      files: { 'src/state.js': 'const clients = new Set();\nmodule.exports = { clients };' },
    },
    {
      name: 'the tenant is at hand, and its room is joined',
      code: `${io}io.on('connection', (socket) => {\n  socket.join(\`tenant:\${socket.data.tenantId}\`);\n});\nfunction moved(tenantId, order) {\n  «io.emit»('moved', order);\n}`,
      fix: 'Send to `tenant:${tenantId}` only',
      output: `${io}io.on('connection', (socket) => {\n  socket.join(\`tenant:\${socket.data.tenantId}\`);\n});\nfunction moved(tenantId, order) {\n  io.to(\`tenant:\${tenantId}\`).emit('moved', order);\n}`,
    },
    {
      name: 'the tenant is at hand, and kept on the sockets',
      code: `${ws}wss.on('connection', (client, req) => {\n  client.tenantId = tenantOf(req);\n});\nfunction moved(tenantId, order) {\n  «wss.clients.forEach»((client) => {\n    if (client.readyState === WebSocket.OPEN) client.send(JSON.stringify(order));\n  });\n}`,
      fix: 'Send to the clients of this tenantId only',
      output: `${ws}wss.on('connection', (client, req) => {\n  client.tenantId = tenantOf(req);\n});\nfunction moved(tenantId, order) {\n  wss.clients.forEach((client) => {\n    if (client.tenantId === tenantId && client.readyState === WebSocket.OPEN) client.send(JSON.stringify(order));\n  });\n}`,
    },

    {
      name: 'the clients under a name',
      code: `${ws}const { clients } = wss;\nconst relay = (data) => «clients.forEach»((c) => c.send(data));`,
    },
    {
      name: 'a server that is called so',
      code: "const WebSocket = require('ws');\nconst server = new WebSocket.Server({ port: 1 });\nserver.on('connection', (socket) => {\n  socket.on('message', (m) => «server.clients.forEach»((client) => client.send(m)));\n});",
    },
    {
      name: 'a key that is called like the loop variable',
      code: `${ws}const relay = (user) => «wss.clients.forEach»((client) => client.send(JSON.stringify({ client: user, type: 'client' })));`,
    },
    {
      name: 'socket.io of old',
      code: "const io = require('socket.io').listen(3000);\nio.sockets.on('connection', (s) => {\n  s.on('m', (d) => «io.sockets.emit»('m', d));\n});",
    },
  ],
  valid: [
    {
      name: 'words of an administrator, behind a check of the connection',
      code: "const { Server } = require('socket.io');\nconst io = new Server(3000);\nio.of('/settings').on('connection', (socket) => {\n  if (!socket.request.session?.user?.is_admin) return;\n  socket.on('shout', (message) => { io.sockets.emit('shout', { type: 'shout', payload: { message } }); });\n});\n",
    },
    {
      name: 'filtered by tenant',
      code: `${ws}function notify(tenantId, data) {\n  wss.clients.forEach((c) => {\n    if (c.tenantId === tenantId && c.readyState === WebSocket.OPEN) c.send(data);\n  });\n}`,
      files: tenants,
    },
    {
      name: 'filtered by tenant, in two conditions',
      code: `${ws}function notify(tenantId, data) {\n  wss.clients.forEach((c) => {\n    if (c.readyState === WebSocket.OPEN) {\n      if (c.user.tenantId === tenantId) c.send(data);\n    }\n  });\n}`,
    },
    {
      name: 'filtered by room, with continue',
      code: `${ws}function notify(room, data) {\n  for (const c of wss.clients) {\n    if (c.room !== room) continue;\n    c.send(data);\n  }\n}`,
    },
    {
      name: 'filtered by room, with return and or',
      code: `${ws}function notify(room, data) {\n  wss.clients.forEach((c) => {\n    if (c.readyState !== 1 || !c.rooms.has(room)) return;\n    c.send(data);\n  });\n}`,
    },
    {
      name: 'filtered by user, with filter',
      code: `${ws}const notify = (userId, data) => [...wss.clients].filter((c) => c.userId === userId).forEach((c) => c.send(data));`,
    },
    {
      name: 'filtered by subscription',
      code: `${ws}const notify = (topic, data) => wss.clients.forEach((c) => c.subscriptions.has(topic) && c.send(data));`,
    },
    {
      name: 'filtered by a list kept elsewhere',
      code: `${ws}const members = new Map();\nconst notify = (room, data) => wss.clients.forEach((c) => {\n  if (members.get(room)?.has(c)) c.send(data);\n});`,
    },
    {
      name: 'filtered by a function',
      code: `${ws}const notify = (event) => wss.clients.forEach((c) => {\n  if (maySee(c, event)) c.send(event);\n});`,
    },
    {
      name: 'the members of one room',
      code: `${ws}const rooms = new Map();\nwss.on('connection', (ws) => {\n  ws.on('message', (data) => {\n    for (const member of rooms.get(ws.room) ?? []) member.send(data);\n  });\n  ws.on('close', () => rooms.get(ws.room)?.delete(ws));\n});`,
    },
    {
      name: 'the clients of a room',
      code: `${ws}function publish(room, data) {\n  room.clients.forEach((c) => c.send(data));\n}`,
    },
    {
      name: 'for each its own',
      code: `${ws}const push = (state) => wss.clients.forEach((c) => c.send(JSON.stringify(viewOf(state, c))));`,
    },
    {
      name: 'a loop that sends nothing',
      code: `${ws}setInterval(() => wss.clients.forEach((c) => (c.isAlive ? c.ping() : c.terminate())), 1000);`,
    },
    {
      name: 'a heartbeat of its own',
      code: `${ws}setInterval(() => wss.clients.forEach((c) => c.send(JSON.stringify({ type: 'ping', at: Date.now() }))), 1000);`,
    },
    {
      name: 'to, in and except',
      code: `${io}const moved = (order) => {\n  io.to('a').emit('moved', order);\n  io.in(order.shop).emit('moved', order);\n  io.except('b').emit('moved', order);\n  io.volatile.to('a').emit('moved', order);\n  io.of('/x').to('a').emit('moved', order);\n};`,
    },
    {
      name: 'to, on another line of the chain',
      code: `${io}const moved = (order) =>\n  io\n    .to(\`shop:\${order.shop}\`)\n    .emit('moved', order);`,
    },
    {
      name: 'to, kept before',
      code: `${io}const moved = (order) => {\n  const room = io.to(order.shop);\n  room.emit('moved', order);\n};`,
    },
    {
      name: 'to, added in a loop',
      code: `${io}const moved = (order, rooms) => {\n  let target = io;\n  for (const room of rooms) target = target.to(room);\n  target.emit('moved', order);\n};`,
    },
    {
      name: 'socket.to',
      code: `${io}io.on('connection', (socket) => {\n  socket.on('move', (move) => {\n    socket.to(socket.data.game).emit('move', move);\n    socket.broadcast.to('x').emit('move', move);\n  });\n});`,
    },
    {
      name: 'one client',
      code: `${io}io.on('connection', (socket) => {\n  socket.emit('welcome', socket.data.user);\n  socket.send('hi');\n});`,
    },
    {
      name: 'a namespace per tenant',
      code: `${io}const moved = (order) => {\n  io.of(\`/tenant-\${order.tenantId}\`).emit('moved', order);\n  io.of('/' + order.tenantId).emit('moved', order);\n  const ns = io.of(\`/shop-\${order.shop}\`);\n  ns.emit('moved', order);\n};`,
    },
    {
      name: 'the namespace of the socket, one of many',
      code: `${io}const workspaces = io.of(/^\\/\\w+$/);\nworkspaces.on('connection', (socket) => {\n  const workspace = socket.nsp;\n  workspace.emit('hello', socket.data.user);\n});`,
    },
    { name: 'the clock', code: `${io}setInterval(() => io.emit('time', new Date().toISOString()), 1000);` },
    {
      name: 'a tick with numbers',
      code: `${io}setInterval(() => io.emit('tick', { now: Date.now(), up: process.uptime() }), 1000);`,
    },
    {
      name: 'how many are online',
      code: `${io}io.on('connection', () => io.emit('online', io.engine.clientsCount));`,
    },
    {
      name: 'how many are online, counted',
      code: `${io}let online = 0;\nlet count = 0;\nio.on('connection', (socket) => {\n  count++;\n  io.emit('user count', count);\n  socket.on('disconnect', () => io.emit('user count', --count));\n});`,
    },
    {
      name: 'how many are in wss',
      code: `${ws}const tell = () => wss.clients.forEach((c) => c.send(JSON.stringify({ type: 'viewers', n: wss.clients.size })));`,
    },
    {
      name: 'the version',
      code: `${io}io.emit('version', require('../package.json').version);\nio.emit('app:version', process.env.VERSION);`,
    },
    { name: 'public prices', code: `${io}feed.on('quote', (quote) => io.emit('prices', quote));` },
    {
      name: 'public news',
      code: `${ws}function broadcastNews(story) {\n  wss.clients.forEach((c) => c.send(JSON.stringify({ type: 'breaking-news', story })));\n}`,
    },
    { name: 'nothing in it', code: `${io}io.emit('refresh');\nio.emit('message', 'The match begins');` },
    {
      name: 'an announcement',
      code: `${io}router.post('/announcements', requireAdmin, (req, res) => {\n  io.emit('announcement', req.body.text);\n  res.end();\n});`,
    },
    {
      name: 'a message of an administrator to all',
      code: `${io}router.post('/admin/broadcast', requireAdmin, (req, res) => {\n  io.emit('notification', req.body);\n  res.end();\n});`,
    },
    {
      name: 'a notice of maintenance',
      code: `${ws}function announceMaintenance(startsAt, minutes) {\n  const frame = JSON.stringify({ event: 'maintenance', startsAt, minutes });\n  wss.clients.forEach((c) => c.send(frame));\n}`,
    },
    {
      name: 'a shutdown',
      code: `${io}process.on('SIGTERM', () => {\n  io.emit('server:closing', { at: deadline() });\n  io.close();\n});`,
    },
    {
      name: 'a shutdown of ws',
      code: `${ws}function shutdown(reason) {\n  wss.clients.forEach((c) => c.send(JSON.stringify({ type: 'bye', reason })));\n}`,
    },
    {
      name: 'only harmless calls of a private function',
      code: `${ws}function tellAll(message) {\n  wss.clients.forEach((c) => c.send(JSON.stringify(message)));\n}\nsetInterval(() => tellAll({ type: 'tick', at: Date.now() }), 1000);`,
    },
    {
      name: 'an emitter that is no socket',
      code: "const { EventEmitter } = require('events');\nconst bus = new EventEmitter();\nbus.emit('saved', note);\nclass A extends EventEmitter {\n  save(note) {\n    this.emit('saved', note);\n  }\n}",
    },
    {
      name: 'a client of socket.io',
      code: "import { io } from 'socket.io-client';\nconst socket = io(url);\nsocket.emit('chat message', text);",
    },
    {
      name: 'subscribers of server-sent events',
      code: "const clients = new Set();\napp.get('/events', (req, res) => {\n  clients.add(res);\n  req.on('close', () => clients.delete(res));\n});\nconst push = (data) => clients.forEach((res) => res.write(data));",
    },
    {
      name: 'listeners of its own',
      code: 'const listeners = new Set();\nexport const notify = (event) => listeners.forEach((each) => each.send(event));',
    },
    { name: 'a test', path: 'test/io.test.js', code: `${io}io.emit('moved', order);` },

    {
      name: 'those who subscribed',
      code: `${ws}const subscribers = new Set();\nwss.on('connection', (ws) => {\n  ws.on('message', (m) => {\n    if (m === 'subscribe') subscribers.add(ws);\n    for (const each of subscribers) each.send(m);\n  });\n  ws.on('close', () => subscribers.delete(ws));\n});`,
    },
    {
      name: 'all sockets of socket.io, one of them',
      code: `${io}async function moved(order) {\n  for (const socket of await io.fetchSockets()) {\n    if (socket.data.shop === order.shop) socket.emit('moved', order);\n  }\n  for (const socket of await io.in(order.shop).fetchSockets()) socket.emit('moved', order);\n}`,
    },
    {
      name: 'a gateway over ws',
      path: 'src/a.service.ts',
      code: "import { AGateway } from './a.gateway';\nexport class A {\n  constructor(private readonly gateway: AGateway) {}\n  moved(order: object) {\n    this.gateway.server.emit('moved', order);\n  }\n}",
      files: {
        'src/a.gateway.ts':
          "import { WebSocketGateway, WebSocketServer } from '@nestjs/websockets';\nimport { Server } from 'ws';\n@WebSocketGateway()\nexport class AGateway {\n  @WebSocketServer() server: Server;\n}",
      },
    },
    {
      name: 'an answer of a route',
      code: "app.get('/x', (req, res) => {\n  res.send(req.body);\n  mailer.send(req.body);\n});",
    },
    {
      name: 'figures of the process',
      code: `${io}setInterval(() => io.emit('server:stats', sample()), 1000);`,
    },

    {
      name: 'filtered by what is known of the socket',
      code: `${ws}const infos = new WeakMap();\nfunction say(room, m) {\n  wss.clients.forEach((ws) => {\n    const info = infos.get(ws);\n    if (info.room !== room) return;\n    ws.send(m);\n  });\n}`,
    },
    {
      name: 'filtered by what a Map has beside the socket',
      code: `${ws}const clients = new Map();\nwss.on('connection', (ws) => {\n  clients.set(ws, { room: null });\n  ws.on('close', () => clients.delete(ws));\n});\nfunction say(room, m) {\n  for (const [ws, info] of clients) if (info.room === room) ws.send(m);\n}`,
    },
    {
      name: 'filtered by a member taken out before',
      code: `${ws}function say(room, m) {\n  wss.clients.forEach((ws) => {\n    const { roomId } = ws;\n    if (roomId === room) ws.send(m);\n  });\n}`,
    },
    {
      name: 'for each its own, made before',
      code: `${ws}function push(state) {\n  for (const client of wss.clients) {\n    const view = viewOf(state, client);\n    client.send(JSON.stringify(view));\n  }\n}`,
    },
    {
      name: 'a room or all',
      code: `${io}function say(m, room) {\n  const target = room ? io.to(room) : io;\n  target.emit('said', m);\n}`,
    },
  ],
});
