import missingRoomCleanup from '../../../rules/websocket/missing-room-cleanup/rule';
import { defaultConfiguration } from '../../../src/engine';
import { ruleTests } from '../rule-tester';

const ws =
  "const { WebSocketServer } = require('ws');\nconst wss = new WebSocketServer({ noServer: true });\nsetInterval(() => wss.clients.forEach((each) => each.ping()), 30000);\n";
const io = "const { Server } = require('socket.io');\nconst io = new Server();\n";

ruleTests(missingRoomCleanup, {
  invalid: [
    {
      name: 'a module of handlers that another file registers',
      path: 'src/realtime.js',
      code: "const users = {};\nfunction connection(socket) {\n  «users[socket.id] = { id: socket.id, address: socket.handshake.address }»;\n  socket.on('disconnect', () => { console.log('gone', socket.id); });\n}\nexports.connection = connection;\n",
    },
    {
      name: 'a list that its function returns, and that a handler of connections fills later',
      code: "const { WebSocketServer } = require('ws');\nfunction createHub() {\n  const clients = new Set();\n  const wss = new WebSocketServer({ port: 1 });\n  wss.on('connection', (ws) => { «clients.add(ws)»; });\n  return clients;\n}\nmodule.exports = createHub();\n",
    },
    {
      name: 'a class of another file keeps it, and is told of once',
      path: 'src/connections.ts',
      code: `
        import type { WebSocket } from 'ws';
        export class Connections {
          private byUser = new Map<string, WebSocket>();
          add(user: string, ws: WebSocket) { «this.byUser.set(user, ws)»; }
        }
      `,
      files: {
        'src/server.ts': `
          import { WebSocketServer } from 'ws';
          import { Connections } from './connections';
          const connections = new Connections();
          const wss = new WebSocketServer({ port: 1 });
          wss.on('connection', (ws, req) => { connections.add(req.url ?? '', ws); });
        `,
      },
    },
    {
      name: 'a Set that only grows',
      code: `${ws}const clients = new Set();\nwss.on('connection', (socket) => {\n  «clients.add(socket)»;\n});`,
      messages: [
        'clients keeps socket after its socket is gone: nothing takes it out on close. It grows with every connection, and messages go to closed sockets. Take it out in the close handler.',
      ],
      fix: 'Take it out of clients on close',
      output: `${ws}const clients = new Set();\nwss.on('connection', (socket) => {\n  clients.add(socket);\n  socket.on('close', () => {\n    clients.delete(socket);\n  });\n});`,
    },
    {
      name: 'rooms of sockets, joined by message',
      code: `${ws}const rooms = new Map();\nwss.on('connection', (ws) => {\n  ws.on('message', (raw) => {\n    const { room } = JSON.parse(raw);\n    if (!rooms.has(room)) rooms.set(room, new Set());\n    «rooms.get(room).add(ws)»;\n  });\n});`,
      output: `${ws}const rooms = new Map();\nwss.on('connection', (ws) => {\n  ws.on('message', (raw) => {\n    const { room } = JSON.parse(raw);\n    if (!rooms.has(room)) rooms.set(room, new Set());\n    rooms.get(room).add(ws);\n  });\n  ws.on('close', () => {\n    for (const [key, members] of rooms) {\n      members.delete(ws);\n      if (members.size === 0) rooms.delete(key);\n    }\n  });\n});`,
    },
    {
      name: 'left only when asked',
      code: `${ws}const rooms = new Map();\nwss.on('connection', (ws) => {\n  ws.on('message', (raw) => {\n    const { type, room } = JSON.parse(raw);\n    if (type === 'join') «rooms.get(room).add(ws)»;\n    if (type === 'leave') rooms.get(room).delete(ws);\n  });\n  ws.on('close', () => console.log('gone'));\n});`,
      related: [1],
    },
    {
      name: 'taken out of one, and not of the other',
      code: `${ws}const clients = new Map();\nconst subscribers = new Map();\nwss.on('connection', (ws) => {\n  const id = nextId();\n  clients.set(id, ws);\n  ws.on('message', (topic) => {\n    const members = subscribers.get(topic) ?? new Set();\n    «members.add(ws)»;\n    subscribers.set(topic, members);\n  });\n  ws.on('close', () => clients.delete(id));\n});`,
    },
    {
      name: 'a Map by user',
      code: `${ws}const users = new Map();\nwss.on('connection', (ws, req) => {\n  const userId = userOf(req);\n  «users.set(userId, ws)»;\n});`,
      output: `${ws}const users = new Map();\nwss.on('connection', (ws, req) => {\n  const userId = userOf(req);\n  users.set(userId, ws);\n  ws.on('close', () => {\n    users.delete(userId);\n  });\n});`,
    },
    {
      name: 'an array',
      code: `${ws}const sockets = [];\nwss.on('connection', (ws) => {\n  «sockets.push(ws)»;\n});`,
      output: `${ws}const sockets = [];\nwss.on('connection', (ws) => {\n  sockets.push(ws);\n  ws.on('close', () => {\n    const index = sockets.indexOf(ws);\n    if (index >= 0) sockets.splice(index, 1);\n  });\n});`,
    },
    {
      name: 'an array of records',
      code: `${ws}const clients = [];\nwss.on('connection', (ws) => {\n  const client = { ws, joinedAt: Date.now() };\n  «clients.push(client)»;\n});`,
      output: false,
    },
    {
      name: 'an object by id',
      code: `${ws}const clients = {};\nwss.on('connection', (ws) => {\n  ws.id = nextId();\n  «clients[ws.id] = ws»;\n});`,
      output: `${ws}const clients = {};\nwss.on('connection', (ws) => {\n  ws.id = nextId();\n  clients[ws.id] = ws;\n  ws.on('close', () => {\n    delete clients[ws.id];\n  });\n});`,
    },
    {
      name: 'an object of arrays',
      code: `${ws}const rooms = {};\nwss.on('connection', (ws) => {\n  ws.on('message', (room) => {\n    rooms[room] = rooms[room] || [];\n    «rooms[room].push(ws)»;\n  });\n});`,
    },
    {
      name: 'a list that is made anew',
      code: `${ws}let clients = [];\nwss.on('connection', (ws) => {\n  «clients = [...clients, ws]»;\n});`,
    },
    {
      name: "socket.io, a list of one's own by the socket's id",
      code: `${io}const users = {};\nio.on('connection', (socket) => {\n  socket.on('login', (name) => {\n    «users[socket.id] = name»;\n  });\n});`,
      messages: [
        'users keeps socket.id after its socket is gone: nothing takes it out on disconnect. It grows with every connection, and messages go to closed sockets. Take it out in the disconnect handler.',
      ],
      output: `${io}const users = {};\nio.on('connection', (socket) => {\n  socket.on('login', (name) => {\n    users[socket.id] = name;\n  });\n  socket.on('disconnect', () => {\n    delete users[socket.id];\n  });\n});`,
    },
    {
      name: 'socket.io, the id as a value',
      code: `${io}const online = new Map();\nio.on('connection', (socket) => {\n  «online.set(socket.data.userId, socket.id)»;\n  socket.on('disconnect', () => console.log('bye'));\n});`,
    },
    {
      name: 'a class, from the handler to its method',
      path: 'src/hub.ts',
      code: `
        import { WebSocketServer, WebSocket } from 'ws';
        export class Hub {
          private readonly rooms = new Map<string, Set<WebSocket>>();
          attach(wss: WebSocketServer) {
            wss.on('connection', (socket) => {
              socket.on('message', (raw) => this.join(String(raw), socket));
              socket.on('close', () => this.onGone(socket));
            });
            setInterval(() => wss.clients.forEach((each) => each.ping()), 30000);
          }
          join(room: string, socket: WebSocket) {
            let members = this.rooms.get(room);
            if (!members) {
              members = new Set();
              this.rooms.set(room, members);
            }
            «members.add(socket)»;
          }
          leave(room: string, socket: WebSocket) {
            this.rooms.get(room)?.delete(socket);
          }
          private onGone(socket: WebSocket) {
            console.log('gone');
          }
        }
      `,
      related: [1],
    },
    {
      name: 'a manager in another file, whose leave nobody calls on close',
      code: `${ws}const { RoomManager } = require('./rooms');\nconst manager = new RoomManager();\nwss.on('connection', (ws) => {\n  ws.on('message', (room) => manager.join(room, ws));\n  ws.on('close', () => console.log('closed'));\n});`,
      files: {
        'src/rooms.js': `
          class RoomManager {
            constructor() {
              this.rooms = new Map();
            }
            join(room, ws) {
              if (!this.rooms.has(room)) this.rooms.set(room, new Set());
              «this.rooms.get(room).add(ws)»;
            }
            leave(room, ws) {
              this.rooms.get(room)?.delete(ws);
            }
            broadcast(room, data) {
              for (const ws of this.rooms.get(room) ?? []) if (ws.readyState === 1) ws.send(data);
            }
          }
          module.exports = { RoomManager };
        `,
      },
    },
    {
      name: '@fastify/websocket',
      code: "const subscribers = new Set();\nmodule.exports = async (fastify) => {\n  fastify.get('/live', { websocket: true }, (socket, req) => {\n    «subscribers.add(socket)»;\n    setInterval(() => socket.ping(), 30000);\n  });\n};",
    },
    {
      name: 'express-ws',
      code: "require('express-ws')(app);\nconst peers = [];\napp.ws('/live', (ws, req) => {\n  «peers.push(ws)»;\n  setInterval(() => ws.ping(), 30000);\n});",
    },
    {
      name: 'a Nest gateway',
      path: 'src/a.gateway.ts',
      code: `
        import { WebSocketGateway, OnGatewayConnection, OnGatewayDisconnect } from '@nestjs/websockets';
        import { Socket } from 'socket.io';
        @WebSocketGateway()
        export class Presence implements OnGatewayConnection, OnGatewayDisconnect {
          private readonly online = new Map<string, Socket>();
          handleConnection(client: Socket) {
            «this.online.set(client.data.userId, client)»;
          }
          handleDisconnect(client: Socket) {
            console.log(client.id);
          }
        }
      `,
    },
    {
      name: 'after handleUpgrade',
      code: `${ws}const viewers = new Set();\nserver.on('upgrade', (req, socket, head) => {\n  wss.handleUpgrade(req, socket, head, (client) => {\n    «viewers.add(client)»;\n  });\n});`,
    },

    {
      name: 'by an id that is handed on',
      code: `${io}const users = [];\nfunction userJoin(id, name) {\n  const user = { id, name };\n  «users.push(user)»;\n  return user;\n}\nio.on('connection', (socket) => {\n  socket.on('join', (name) => userJoin(socket.id, name));\n});`,
      output: false,
    },
    {
      name: 'the members of a record',
      code: `${io}const games = {};\nio.on('connection', (socket) => {\n  socket.on('join', (id) => {\n    «games[id].players.push({ id: socket.id })»;\n  });\n});`,
      output: false,
    },
    {
      name: 'before the connection is made',
      code: `${io}const sockets = new Map();\nio.use((socket, next) => {\n  «sockets.set(socket.id, socket)»;\n  next();\n});`,
    },

    {
      name: 'emptied when the server closes',
      code: `${ws}const clients = new Set();\nwss.on('connection', (ws) => {\n  «clients.add(ws)»;\n});\nwss.on('close', () => clients.clear());`,
    },
    {
      name: 'only on an error',
      code: `${ws}const clients = new Set();\nwss.on('connection', (ws) => {\n  «clients.add(ws)»;\n  ws.on('error', () => clients.delete(ws));\n});`,
    },
  ],
  valid: [
    {
      name: 'a local list of the sockets in some rooms, which is returned',
      path: 'src/adapter.ts',
      code: "import { WebSocket } from 'ws';\nexport class Adapter {\n  private readonly members = new Map<string, WebSocket>();\n  ids(rooms: Set<string>): Set<string> {\n    const ids = new Set<string>();\n    this.each(rooms, (socket) => { ids.add(socket.id); });\n    return ids;\n  }\n  private each(rooms: Set<string>, callback: (socket) => void): void {\n    for (const id of rooms) { const socket = this.members.get(id); if (socket) callback(socket); }\n  }\n}\n",
    },
    {
      name: 'taken out on close',
      code: `${ws}const clients = new Set();\nwss.on('connection', (ws) => {\n  clients.add(ws);\n  ws.on('close', () => clients.delete(ws));\n});`,
    },
    {
      name: 'taken out with once',
      code: `${ws}const clients = new Map();\nwss.on('connection', (ws) => {\n  const id = nextId();\n  clients.set(id, ws);\n  ws.once('close', () => { clients.delete(id); });\n});`,
    },
    {
      name: 'taken out with onclose',
      code: `${ws}const clients = [];\nwss.on('connection', (ws) => {\n  clients.push(ws);\n  ws.onclose = () => clients.splice(clients.indexOf(ws), 1);\n});`,
    },
    {
      name: 'an array without it',
      code: `${ws}let clients = [];\nwss.on('connection', (ws) => {\n  clients.push({ ws });\n  ws.on('close', () => { clients = clients.filter((c) => c.ws !== ws); });\n});`,
    },
    {
      name: 'the key of an object',
      code: `${io}const users = {};\nio.on('connection', (socket) => {\n  users[socket.id] = 'x';\n  socket.on('disconnect', () => { delete users[socket.id]; });\n});`,
    },
    {
      name: 'the key of an object, set to nothing',
      code: `${io}const users = {};\nio.on('connection', (socket) => {\n  users[socket.id] = 'x';\n  socket.on('disconnect', () => { users[socket.id] = null; });\n});`,
    },
    {
      name: 'out of all rooms',
      code: `${ws}const rooms = new Map();\nwss.on('connection', (ws) => {\n  ws.on('message', (room) => {\n    if (!rooms.has(room)) rooms.set(room, new Set());\n    rooms.get(room).add(ws);\n  });\n  ws.on('close', () => {\n    for (const [room, members] of rooms) {\n      members.delete(ws);\n      if (members.size === 0) rooms.delete(room);\n    }\n  });\n});`,
    },
    {
      name: 'out of all rooms with forEach',
      code: `${ws}const rooms = new Map();\nwss.on('connection', (ws) => {\n  ws.on('message', (room) => rooms.get(room).add(ws));\n  ws.on('close', () => rooms.forEach((members) => members.delete(ws)));\n});`,
    },
    {
      name: 'out of all rooms of an object',
      code: `${ws}const rooms = {};\nwss.on('connection', (ws) => {\n  ws.on('message', (room) => rooms[room].push(ws));\n  ws.on('close', () => {\n    for (const room of Object.keys(rooms)) rooms[room] = rooms[room].filter((each) => each !== ws);\n  });\n});`,
    },
    {
      name: 'out of the room it remembers',
      code: `${ws}const rooms = new Map();\nwss.on('connection', (ws) => {\n  let current;\n  ws.on('message', (room) => {\n    current = room;\n    rooms.get(room).add(ws);\n  });\n  ws.on('close', () => rooms.get(current)?.delete(ws));\n});`,
    },
    {
      name: 'through functions',
      code: `${ws}const rooms = new Map();\nfunction leave(ws, room) {\n  const members = rooms.get(room);\n  if (!members) return;\n  members.delete(ws);\n}\nfunction leaveAll(ws) {\n  for (const room of rooms.keys()) leave(ws, room);\n}\nwss.on('connection', (ws) => {\n  ws.on('message', (room) => rooms.get(room).add(ws));\n  ws.on('close', () => leaveAll(ws));\n});`,
    },
    {
      name: 'through a function that is bound',
      code: `${ws}const clients = new Set();\nfunction gone() {\n  clients.delete(this);\n}\nwss.on('connection', (ws) => {\n  clients.add(ws);\n  ws.on('close', gone.bind(ws));\n});`,
    },
    {
      name: 'through a method of another file',
      code: `${ws}const { RoomManager } = require('./rooms');\nconst manager = new RoomManager();\nwss.on('connection', (ws) => {\n  ws.on('message', (room) => manager.join(room, ws));\n  ws.on('close', () => manager.leaveAll(ws));\n});`,
      files: {
        'src/rooms.js':
          'class RoomManager {\n  constructor() {\n    this.rooms = new Map();\n  }\n  join(room, ws) {\n    this.rooms.get(room).add(ws);\n    ws.readyState;\n  }\n  leaveAll(ws) {\n    for (const room of this.rooms.keys()) this.leave(room, ws);\n  }\n  leave(room, ws) {\n    this.rooms.get(room)?.delete(ws);\n  }\n}\nmodule.exports = { RoomManager };',
      },
    },
    {
      name: 'through a service whose class cannot be told',
      code: `${ws}module.exports = (hub) => wss.on('connection', (ws) => {\n  hub.join('a', ws);\n  ws.on('close', () => hub.leave(ws));\n});`,
      files: {
        'src/hub.js':
          'exports.makeHub = () => {\n  const rooms = new Map();\n  return {\n    join(room, ws) {\n      rooms.get(room).add(ws);\n      ws.readyState;\n    },\n    leave(ws) {\n      for (const members of rooms.values()) members.delete(ws);\n    },\n  };\n};',
      },
    },
    {
      name: 'a Map of another file',
      code: `${ws}const { clients } = require('./state');\nwss.on('connection', (ws) => {\n  clients.set(ws.id, ws);\n});`,
      files: {
        'src/state.js': 'const clients = new Map();\nmodule.exports = { clients };',
        'src/closing.js':
          "const { clients } = require('./state');\nexports.watch = (ws) => ws.on('close', () => clients.delete(ws.id));",
      },
    },
    {
      name: 'a sweep',
      code: `${ws}const clients = new Set();\nwss.on('connection', (ws) => clients.add(ws));\nsetInterval(() => {\n  for (const ws of clients) if (ws.readyState !== 1) clients.delete(ws);\n}, 60000);`,
    },
    {
      name: 'a WeakMap and a WeakSet',
      code: `${ws}const info = new WeakMap();\nconst seen = new WeakSet();\nwss.on('connection', (ws) => {\n  info.set(ws, {});\n  seen.add(ws);\n});`,
    },
    {
      name: 'a WeakSet of a class',
      path: 'src/a.ts',
      code: "import { WebSocket } from 'ws';\nexport class A {\n  #seen = new WeakSet<WebSocket>();\n  greet(socket: WebSocket) {\n    this.#seen.add(socket);\n  }\n}",
    },
    {
      name: "socket.io's rooms",
      code: `${io}io.on('connection', (socket) => {\n  socket.on('join', (room) => socket.join(room));\n});`,
    },
    {
      name: 'a list that goes with the socket',
      code: `${ws}wss.on('connection', (ws) => {\n  const topics = new Set();\n  const peers = new Map();\n  ws.on('message', (topic) => {\n    topics.add(topic);\n    peers.set(topic, ws);\n  });\n});`,
    },
    {
      name: 'a member of the socket',
      code: `${io}io.on('connection', (socket) => {\n  socket.rooms.add(socket.id);\n  socket.data.self = socket;\n});`,
    },
    {
      name: 'a record of who was seen',
      code: `${io}const lastSeen = new Map();\nio.on('connection', (socket) => {\n  lastSeen.set(socket.data.userId, Date.now());\n});`,
    },
    {
      name: 'a list of a moment',
      code: `${ws}const clients = new Set();\nwss.on('connection', (ws) => {\n  clients.add(ws);\n  ws.on('message', () => {\n    const targets = [];\n    for (const each of clients) targets.push(each);\n  });\n  ws.on('close', () => clients.delete(ws));\n});`,
    },
    {
      name: 'Nest, taken out in handleDisconnect',
      path: 'src/a.gateway.ts',
      code: "import { WebSocketGateway } from '@nestjs/websockets';\nimport { Socket } from 'socket.io';\n@WebSocketGateway()\nexport class Presence {\n  private readonly online = new Map<string, Socket>();\n  handleConnection(client: Socket) {\n    this.online.set(client.id, client);\n  }\n  handleDisconnect(client: Socket) {\n    this.online.delete(client.id);\n  }\n}",
    },
    {
      name: 'a handler from elsewhere',
      code: `${ws}const clients = new Set();\nmodule.exports = (onClose) => wss.on('connection', (ws) => {\n  clients.add(ws);\n  ws.on('close', onClose);\n});`,
    },
    {
      name: 'sockets of an HTTP server',
      code: "const http = require('http');\nconst server = http.createServer();\nconst sockets = new Set();\nserver.on('connection', (socket) => {\n  sockets.add(socket);\n});",
    },
    {
      name: 'clients of something else',
      code: 'const clients = new Map();\nexport function register(client) {\n  clients.set(client.id, client);\n}',
    },
    {
      name: 'a test',
      path: 'test/a.test.js',
      code: `${ws}const clients = new Set();\nwss.on('connection', (ws) => clients.add(ws));`,
    },
    {
      name: 'declared to be the cleanup',
      code: `${ws}const tidy = require('@acme/tidy');\nconst clients = new Set();\nwss.on('connection', (ws) => {\n  clients.add(ws);\n  ws.on('close', () => tidy.everything(ws));\n});`,
      configuration: { recognize: { ...defaultConfiguration.recognize, roomCleanups: ['everything'] } },
    },

    {
      name: 'the room it is in, kept in a variable',
      code: `${ws}const rooms = new Map();\nwss.on('connection', (ws) => {\n  let current = null;\n  ws.on('message', (id) => {\n    current = rooms.get(id);\n    current.add(ws);\n  });\n  ws.on('close', () => current?.delete(ws));\n});`,
    },
    {
      name: 'the room it is in, kept on the socket',
      code: `${ws}const rooms = new Map();\nwss.on('connection', (ws) => {\n  ws.on('message', (id) => {\n    ws.room = rooms.get(id);\n    ws.room.members.add(ws);\n  });\n  ws.on('close', () => ws.room?.members.delete(ws));\n});`,
    },
    {
      name: 'found by its value',
      code: `${io}const online = {};\nio.on('connection', (socket) => {\n  socket.on('login', (userId) => { online[userId] = socket.id; });\n  socket.on('disconnect', () => {\n    for (const userId in online) if (online[userId] === socket.id) delete online[userId];\n  });\n});`,
    },
    {
      name: 'found by its index',
      code: `${io}const users = [];\nfunction userLeave(id) {\n  const index = users.findIndex((user) => user.id === id);\n  if (index !== -1) return users.splice(index, 1)[0];\n}\nio.on('connection', (socket) => {\n  socket.on('join', (name) => users.push({ id: socket.id, name }));\n  socket.on('disconnect', () => userLeave(socket.id));\n});`,
    },
    {
      name: 'out of the members of a record',
      code: `${io}const games = {};\nio.on('connection', (socket) => {\n  let game;\n  socket.on('join', (id) => {\n    game = id;\n    games[id].players.push({ id: socket.id });\n  });\n  socket.on('disconnect', () => {\n    games[game].players = games[game].players.filter((player) => player.id !== socket.id);\n  });\n});`,
    },
    {
      name: 'by a function that is given the list',
      code: `${ws}const { spliceOne } = require('./lists');\nconst clients = [];\nwss.on('connection', (ws) => {\n  clients.push(ws);\n  ws.on('close', () => spliceOne(clients, clients.indexOf(ws)));\n});`,
    },
    {
      name: 'by lodash',
      code: `${ws}const _ = require('lodash');\nconst clients = [];\nwss.on('connection', (ws) => {\n  clients.push(ws);\n  ws.on('close', () => _.pull(clients, ws));\n});`,
    },
    {
      name: 'by what subscribing returned',
      code: `${ws}const { Hub } = require('./hub');\nconst hub = new Hub();\nwss.on('connection', (ws) => {\n  const unsubscribe = hub.subscribe(ws);\n  ws.on('close', unsubscribe);\n});`,
      files: {
        'src/hub.js':
          'class Hub {\n  #sockets = new Set();\n  subscribe(ws) {\n    this.#sockets.add(ws);\n    return () => this.#sockets.delete(ws);\n  }\n  tell(data) {\n    for (const ws of this.#sockets) if (ws.readyState === 1) ws.send(data);\n  }\n}\nmodule.exports = { Hub };',
      },
    },
    {
      name: 'after the loop over its messages',
      code: `${ws}const clients = new Set();\nwss.on('connection', async (ws) => {\n  clients.add(ws);\n  try {\n    for await (const message of read(ws)) handle(message);\n  } finally {\n    clients.delete(ws);\n  }\n});`,
    },
    {
      name: 'uWebSockets.js',
      code: "const uWS = require('uWebSockets.js');\nconst sockets = new Set();\nuWS.App().ws('/*', {\n  open: (ws) => { sockets.add(ws); },\n  message: (ws, m) => ws.send(m),\n  close: (ws) => { sockets.delete(ws); },\n});",
    },

    {
      name: 'Hono',
      code: "import { createNodeWebSocket } from '@hono/node-ws';\nconst { upgradeWebSocket } = createNodeWebSocket({ app });\nconst clients = new Set();\napp.get('/ws', upgradeWebSocket(() => ({\n  onOpen(_event, ws) { clients.add(ws); },\n  onClose(_event, ws) { clients.delete(ws); },\n})));",
    },
  ],
});
