import tenantlessRoom from '../../../rules/architecture/tenantless-room/rule';
import { defaultConfiguration } from '../../../src/engine';
import { ruleTests } from '../rule-tester';

const schema = `
  CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL);
  CREATE TABLE projects (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), name text);
  CREATE TABLE tickets (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), title text);
`;
const io = "const { Server } = require('socket.io');\nconst io = new Server(3000);\n";
/** The handlers of one socket. */
const on = (body: string) => `${io}io.on('connection', (socket) => {\n  ${body}\n});\n`;
const pg = "const { Pool } = require('pg');\nconst pool = new Pool();\n";

ruleTests(tenantlessRoom, {
  files: { 'migrations/001.sql': schema },
  invalid: [
    {
      name: 'socket.io: the name itself',
      code: on("socket.on('join', (room) => socket.join(«room»));"),
      messages: [
        'A client joins the room room by a name that it chooses, and nobody asks whether that is its tenant’s: it gets what is sent to other tenants. Put the tenant of the session into the name, or look the thing up for that tenant before.',
      ],
      output: false,
    },
    {
      name: 'socket.io: an id in the name; the tenant at hand goes before it',
      code: `${io}io.on('connection', (socket) => {\n  socket.on('watch', ({ ticketId }) => socket.join(«\`ticket:\${ticketId}\`»));\n  socket.join(\`tenant:\${socket.data.tenantId}\`);\n});\n`,
      fix: 'Put the tenant into the room’s name, and send to that name',
      output: `${io}io.on('connection', (socket) => {\n  socket.on('watch', ({ ticketId }) => socket.join(\`tenant:\${socket.data.tenantId}:ticket:\${ticketId}\`));\n  socket.join(\`tenant:\${socket.data.tenantId}\`);\n});\n`,
    },
    {
      name: 'a plain name becomes a template',
      code: `${io}io.on('connection', (socket) => {\n  const tenantId = socket.user.tenantId;\n  socket.on('watch', (room) => socket.join(«room»));\n});\n`,
      output: `${io}io.on('connection', (socket) => {\n  const tenantId = socket.user.tenantId;\n  socket.on('watch', (room) => socket.join(\`tenant:\${tenantId}:\${room}\`));\n});\n`,
    },
    {
      name: 'what is sent to such rooms is shown',
      code: on(
        "socket.on('watch', (id) => socket.join(«'project:' + id»));\n  io.to('project:' + p).emit('changed', { p });",
      ),
      related: [1],
    },
    {
      name: 'the tenant as the client says',
      code: on("socket.on('join', ({ tenantId }) => socket.join(«`tenant:${tenantId}`»));"),
    },
    { name: 'from the handshake’s query', code: on('socket.join(«socket.handshake.query.room»);') },
    {
      name: 'in a variable',
      code: on(
        "socket.on('join', (data) => {\n    const room = `project:${data.projectId}`;\n    socket.join(«room»);\n  });",
      ),
    },
    {
      name: 'several',
      code: on("socket.on('join', (a) => socket.join([«`project:${a.p}`», «`ticket:${a.t}`»]));"),
    },
    {
      name: 'each of a list',
      code: on("socket.on('join', (rooms) => rooms.forEach((room) => socket.join(«room»)));"),
    },
    {
      name: 'in a loop',
      code: on("socket.on('join', (rooms) => {\n    for (const room of rooms) socket.join(«room»);\n  });"),
    },
    {
      name: 'only whether it is there, and well-formed',
      code: on(
        "socket.on('join', (room) => {\n    if (!room || typeof room !== 'string') return;\n    if (!uuidPattern.test(room)) return;\n    socket.join(«room»);\n  });",
      ),
    },
    {
      name: 'only whether the room exists',
      code: on("socket.on('join', (room) => {\n    if (rooms.has(room)) socket.join(«room»);\n  });"),
    },
    {
      name: 'only whether somebody is logged in',
      code: on(
        "if (!socket.user) return socket.disconnect();\n  socket.on('join', (room) => socket.join(«room»));",
      ),
    },
    {
      name: 'looked up, but not for the tenant',
      code: `${pg}${on("socket.on('watch', async (id) => {\n    const { rows } = await pool.query('SELECT id FROM projects WHERE id = $1', [id]);\n    if (rows.length === 0) return;\n    socket.join(«`project:${id}`»);\n  });")}`,
    },
    {
      name: 'a handler that has a name',
      code: `${io}function watch(socket, { projectId }) {\n  socket.join(«\`project:\${projectId}\`»);\n}\nio.on('connection', (socket) => {\n  socket.on('watch', (message) => watch(socket, message));\n});\n`,
    },
    {
      name: 'a helper that joins: the call is shown',
      code: `${io}const joinRoom = (socket, id) => socket.join(\`project:\${id}\`);\nio.on('connection', (socket) => {\n  socket.on('watch', (id) => joinRoom(socket, «id»));\n});\n`,
    },
    {
      name: 'ws: a Map of rooms',
      code: `
        const { WebSocketServer } = require('ws');
        const wss = new WebSocketServer({ port: 8080 });
        const rooms = new Map();
        wss.on('connection', (ws) => {
          ws.on('message', (raw) => {
            const message = JSON.parse(raw);
            if (message.type === 'join') {
              if (!rooms.has(message.room)) rooms.set(message.room, new Set());
              rooms.get(«message.room»).add(ws);
            }
          });
        });
      `,
    },
    {
      name: 'ws: an object of rooms',
      code: `
        const WebSocket = require('ws');
        const wss = new WebSocket.Server({ port: 8080 });
        const channels = {};
        wss.on('connection', (ws) => {
          ws.on('message', (raw) => {
            const { channel } = JSON.parse(raw.toString());
            (channels[«channel»] ??= new Set()).add(ws);
          });
        });
      `,
    },
    {
      name: 'ws: rooms that the socket keeps',
      code: `
        const { WebSocketServer } = require('ws');
        const wss = new WebSocketServer({ port: 8080 });
        wss.on('connection', (ws, req) => {
          ws.rooms = new Set();
          const url = new URL(req.url, 'http://localhost');
          ws.room = «url.searchParams.get('room')»;
          ws.on('message', (raw) => ws.rooms.add(«JSON.parse(raw).room»));
        });
      `,
    },
    {
      name: 'a class with its own join',
      code: `
        const { WebSocketServer } = require('ws');
        class Realtime {
          constructor() {
            this.rooms = new Map();
          }
          attach(server) {
            new WebSocketServer({ server }).on('connection', (socket) => {
              socket.on('message', (raw) => this.onMessage(socket, raw));
            });
          }
          onMessage(socket, raw) {
            const message = JSON.parse(raw.toString());
            switch (message.type) {
              case 'watch':
                this.join(socket, «\`ticket:\${message.ticketId}\`»);
                break;
            }
          }
          join(socket, room) {
            if (!this.rooms.has(room)) this.rooms.set(room, new Set());
            this.rooms.get(room).add(socket);
          }
        }
      `,
    },
    {
      name: 'a hub of another file',
      path: 'src/stream.ts',
      files: {
        'src/hub.ts': 'export class Hub {\n  join(room: string, socket: unknown) {}\n}\n',
      },
      code: `
        import { WebSocketServer } from 'ws';
        import type { Hub } from './hub';
        export function attach(wss: WebSocketServer, hub: Hub) {
          wss.on('connection', (socket) => {
            socket.on('message', (raw) => {
              const { room } = JSON.parse(raw.toString());
              hub.join(«room», socket);
            });
          });
        }
      `,
    },
    {
      name: 'a NestJS gateway',
      path: 'src/events.gateway.ts',
      code: `
        import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
        import { Socket } from 'socket.io';
        @WebSocketGateway()
        export class EventsGateway {
          @SubscribeMessage('join')
          join(@ConnectedSocket() client: Socket, @MessageBody() data: { room: string }) {
            client.join(«data.room»);
          }
        }
      `,
    },
    {
      name: 'a NestJS gateway that only knows who logs in',
      path: 'src/events.gateway.ts',
      code: `
        import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
        import { Socket } from 'socket.io';
        @UseGuards(WsJwtGuard)
        @WebSocketGateway()
        export class EventsGateway {
          @SubscribeMessage('join')
          join(client: Socket, projectId: string) {
            client.join(«\`project:\${projectId}\`»);
          }
        }
      `,
    },
    {
      name: '@fastify/websocket',
      code: `
        const rooms = new Map();
        fastify.register(require('@fastify/websocket'));
        fastify.get('/ws/:room', { websocket: true }, (socket, req) => {
          const { room } = req.params;
          const members = rooms.get(«room») ?? new Set();
          members.add(socket);
          rooms.set(room, members);
          socket.on('close', () => members.delete(socket));
        });
      `,
    },
    {
      name: 'the handlers of a file that is only given the socket',
      code: "module.exports = (io, socket) => {\n  const subscribe = (payload) => socket.join(«'project-' + payload.projectId»);\n  socket.on('project:subscribe', subscribe);\n};\n",
    },
    {
      name: 'uWebSockets.js',
      code: "const uWS = require('uWebSockets.js');\nuWS.App().ws('/*', {\n  idleTimeout: 60,\n  message: (ws, data) => {\n    const message = JSON.parse(Buffer.from(data).toString());\n    ws.subscribe(«message.topic»);\n  },\n});\n",
    },
  ],
  valid: [
    {
      name: 'a function makes the name of what the socket has',
      code: `
        const io = require('socket.io')(1);
        const roomFor = (socket, id) => \`\${socket.tenantId}:\${id}\`;
        io.on('connection', (socket) => { socket.on('join', (id) => socket.join(roomFor(socket, id))); });
      `,
    },
    {
      name: 'the tenant of the session in the name',
      code: on("socket.on('watch', (id) => socket.join(`tenant:${socket.data.tenantId}:project:${id}`));"),
    },
    {
      name: 'the tenant in a variable',
      code: on(
        "const { tenantId } = socket.data;\n  socket.on('watch', (id) => socket.join('t:' + tenantId + ':' + id));",
      ),
    },
    {
      name: 'the name in a function that is given the tenant',
      code: `${io}const roomOf = (tenantId, id) => \`\${tenantId}:\${id}\`;\nio.on('connection', (socket) => {\n  socket.on('watch', (id) => socket.join(roomOf(socket.tenantId, id)));\n});\n`,
    },
    {
      name: 'the session’s own rooms',
      code: on(
        'socket.join(`tenant:${socket.tenantId}`);\n  socket.join(`user:${socket.user.id}`);\n  socket.join(socket.id);',
      ),
    },
    { name: 'a fixed name', code: on("socket.on('subscribe', () => socket.join('announcements'));") },
    {
      name: 'the token says the room',
      code: `const jwt = require('jsonwebtoken');\n${on('const claims = jwt.verify(socket.handshake.auth.token, key);\n  socket.join(`tenant:${claims.tenantId}`);')}`,
    },
    {
      name: 'a query with the tenant before',
      code: `${pg}${on("socket.on('watch', async (id) => {\n    const { rowCount } = await pool.query('SELECT 1 FROM projects WHERE tenant_id = $1 AND id = $2', [socket.tenantId, id]);\n    if (rowCount === 0) return;\n    socket.join(`project:${id}`);\n  });")}`,
    },
    {
      name: 'a query with the tenant, and the row of it',
      code: `${pg}${on("socket.on('watch', async (id) => {\n    const { rows } = await pool.query('SELECT id FROM projects WHERE tenant_id = $1 AND id = $2', [socket.tenantId, id]);\n    const project = rows[0];\n    if (!project) return socket.emit('refused');\n    socket.join(`project:${id}`);\n  });")}`,
    },
    {
      name: 'a comparison with the tenant of what was looked up',
      code: on(
        "socket.on('watch', async (id) => {\n    const ticket = await findTicket(id);\n    if (ticket.tenantId !== socket.tenantId) return;\n    socket.join(`ticket:${id}`);\n  });",
      ),
    },
    {
      name: 'a comparison of the tenant that the client says',
      code: on(
        "socket.on('join', ({ tenantId }) => {\n    if (tenantId === socket.user.tenantId) socket.join(`tenant:${tenantId}`);\n  });",
      ),
    },
    {
      name: 'a function that is asked',
      code: on(
        "socket.on('watch', async (id) => {\n    if (await canWatch(socket.user, id)) {\n      socket.join(`project:${id}`);\n    }\n  });",
      ),
    },
    {
      name: 'a function that throws',
      code: on(
        "socket.on('watch', async (id) => {\n    await assertMember(socket.user, id);\n    socket.join(`project:${id}`);\n  });",
      ),
    },
    {
      name: 'a function whose answer is a promise',
      code: on(
        "socket.on('watch', (id) => belongsTo(socket.user, id).then((ok) => {\n    if (ok) socket.join(`project:${id}`);\n  }));",
      ),
    },
    {
      name: 'an answer in a variable',
      code: on(
        "socket.on('watch', async (id, done) => {\n    const allowed = await isAllowed(socket.user.id, id);\n    if (!allowed) return done('forbidden');\n    socket.join(`project:${id}`);\n  });",
      ),
    },
    {
      name: 'one of the rooms of the user',
      code: on(
        "socket.on('watch', (id) => {\n    if (!socket.user.projects.includes(id)) return;\n    socket.join(`project:${id}`);\n  });",
      ),
    },
    {
      name: 'one of a list',
      code: on(
        "socket.on('watch', (topic) => {\n    if (!TOPICS.has(topic)) return;\n    socket.join(topic);\n  });",
      ),
    },
    {
      name: 'a name that has to begin with the tenant',
      code: on(
        "socket.on('join', (room) => {\n    if (!room.startsWith(`tenant:${socket.tenantId}:`)) return;\n    socket.join(room);\n  });",
      ),
    },
    {
      name: 'a check in the function that joins',
      code: `${io}async function join(socket, id) {\n  if (!(await mayWatch(socket.user, id))) return;\n  socket.join(\`project:\${id}\`);\n}\nio.on('connection', (socket) => {\n  socket.on('watch', (id) => join(socket, id));\n});\n`,
    },
    {
      name: 'a hub of another file that asks for the tenant',
      path: 'src/stream.ts',
      files: {
        'src/hub.ts': `
          import { Pool } from 'pg';
          const pool = new Pool();
          export async function joinRoom(socket: { tenantId: string }, id: string) {
            const { rowCount } = await pool.query('SELECT 1 FROM projects WHERE tenant_id = $1 AND id = $2', [socket.tenantId, id]);
            return rowCount;
          }
        `,
      },
      code: `
        import { WebSocketServer } from 'ws';
        import { joinRoom } from './hub';
        export function attach(wss: WebSocketServer) {
          wss.on('connection', (socket) => {
            socket.on('message', (raw) => joinRoom(socket, JSON.parse(raw.toString()).id));
          });
        }
      `,
    },
    {
      name: 'a guard of the gateway’s method',
      path: 'src/events.gateway.ts',
      code: `
        import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
        import { Socket } from 'socket.io';
        @WebSocketGateway()
        export class EventsGateway {
          @UseGuards(ProjectGuard)
          @SubscribeMessage('join')
          join(client: Socket, projectId: string) {
            client.join(\`project:\${projectId}\`);
          }
        }
      `,
    },
    {
      name: 'the record that was found for the session names the room',
      code: on(
        "socket.on('watch', async (id) => {\n    const project = await projects.forTenant(socket.tenantId, id);\n    socket.join(`project:${project.id}`);\n  });",
      ),
    },
    {
      name: 'a namespace for each tenant',
      code: "const { Server } = require('socket.io');\nconst io = new Server(3000);\nio.of(/^\\/tenant-\\w+$/).on('connection', (socket) => {\n  socket.on('join', (room) => socket.join(room));\n});\n",
    },
    {
      name: 'a look at every packet',
      code: on(
        "socket.use(([event, room], next) => (mayJoin(socket.user, room) ? next() : next(new Error('no'))));\n  socket.on('join', (room) => socket.join(room));",
      ),
    },
    {
      name: 'a project without tenants',
      files: { 'migrations/001.sql': 'CREATE TABLE users (id uuid PRIMARY KEY);' },
      code: on("socket.on('join', (room) => socket.join(room));"),
    },
    { name: 'a list that is joined', code: on("socket.on('say', (words) => log(words.join(' ')));") },
    {
      name: 'sockets by user',
      code: `${io}const users = new Map();\nio.on('connection', (socket) => {\n  socket.on('hello', (name) => users.set(name, socket));\n  socket.on('disconnect', () => users.clear());\n});\n`,
    },
    {
      name: 'a test',
      path: 'test/rooms.test.js',
      code: on("socket.on('join', (room) => socket.join(room));"),
    },
    {
      name: 'a scope that the configuration names',
      configuration: { recognize: { ...defaultConfiguration.recognize, tenantScopes: ['ourTenant'] } },
      code: on(
        "socket.on('join', async (room) => {\n    const name = await ourTenant(socket);\n    log(name);\n    socket.join(room);\n  });",
      ),
    },
  ],
});
