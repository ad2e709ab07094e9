import sequentialBroadcast from '../../../rules/websocket/sequential-broadcast/rule';
import { ruleTests } from '../rule-tester';

const io = "const { Server } = require('socket.io');\nconst io = new Server();\n";
const hub = (body: string, more = '') => `
  class Hub {
    constructor() {
      this.rooms = new Map();
    }

    broadcast(room, event, payload) {
      const sockets = this.rooms.get(room);
      if (!sockets) return;
      const message = JSON.stringify({ event, payload });
      for (const socket of sockets) socket.send(message);
    }
${more}
    ticketUpdate(ticketId, payload, extra) {
${body}
    }
  }
`;

ruleTests(sequentialBroadcast, {
  invalid: [
    {
      name: 'rooms that are spelled out in a list',
      code: `
        const io = require('socket.io')(1);
        exports.tell = (t) => { ['board', t.owner].forEach((room) => «io.to(room).emit»('t', t)); };
      `,
    },
    {
      name: 'socket.io: the same message to two rooms',
      code: `
        const { Server } = require('socket.io');
        const io = new Server();
        function changed(ticket) {
          «io.to(\`ticket:\${ticket.id}\`).emit»('changed', ticket);
          io.to(\`project:\${ticket.projectId}\`).emit('changed', ticket);
        }
      `,
      messages: [
        "changed() sends 'changed' to 2 rooms one after another. When one send fails part-way, the rooms show different states. Collect the rooms and send once.",
      ],
      related: [1],
      fix: 'Send to 2 rooms at once',
      output: `
        const { Server } = require('socket.io');
        const io = new Server();
        function changed(ticket) {
          const rooms = [\`ticket:\${ticket.id}\`, \`project:\${ticket.projectId}\`];
          io.to(rooms).emit('changed', ticket);
        }
      `,
    },
    {
      name: 'rooms under conditions of their own',
      path: 'src/realtime.ts',
      code: `
        import { Server } from 'socket.io';
        const io = new Server();
        export const changed = (id: string, payload: object, extra: { a?: string; b?: string }) => {
          «io.to(id).emit»('changed', payload);
          if (extra.a) io.to(extra.a).emit('changed', payload);
          if (extra.b) {
            io.to(extra.b).emit('changed', payload);
          }
        };
      `,
      related: [2],
      output: `
        import { Server } from 'socket.io';
        const io = new Server();
        export const changed = (id: string, payload: object, extra: { a?: string; b?: string }) => {
          const rooms = [id];
          if (extra.a) rooms.push(extra.a);
          if (extra.b) rooms.push(extra.b);
          io.to(rooms).emit('changed', payload);
        };
      `,
    },
    {
      name: 'all rooms under conditions: nothing is sent when there is none',
      code: `
        const { Server } = require('socket.io');
        const io = new Server();
        function changed(a, b) {
          if (a) «io.to(a).emit»('changed');
          if (b) io.to(b).emit('changed');
        }
      `,
      output: `
        const { Server } = require('socket.io');
        const io = new Server();
        function changed(a, b) {
          const rooms = [];
          if (a) rooms.push(a);
          if (b) rooms.push(b);
          if (rooms.length > 0) io.to(rooms).emit('changed');
        }
      `,
    },
    {
      name: 'io.in is io.to',
      code: `${io}function changed() {\n  «io.in('a').emit»('changed');\n  io.in('b').emit('changed');\n}\n`,
    },
    {
      name: 'at module level',
      code: `${io}«io.to('a').emit»('up');\nio.to('b').emit('up');\n`,
      messages: [
        "This code sends 'up' to 2 rooms one after another. When one send fails part-way, the rooms show different states. Collect the rooms and send once.",
      ],
    },
    {
      name: 'something stands between the sends: no fix',
      code: `${io}function changed(t) {\n  «io.to('a').emit»('changed', t);\n  save(t);\n  io.to('b').emit('changed', t);\n}\n`,
      output: false,
    },
    {
      name: 'a variable called rooms is there already: no fix',
      code: `${io}function changed(rooms) {\n  «io.to(rooms.a).emit»('changed');\n  io.to(rooms.b).emit('changed');\n}\n`,
      output: false,
    },
    {
      name: "the project's own room service: a method for several rooms is added",
      code: hub(
        "      «this.broadcast»(`ticket:${ticketId}`, 'update', payload);\n      if (extra.session) this.broadcast(`session:${extra.session}`, 'update', payload);",
      ),
      output: `
        class Hub {
          constructor() {
            this.rooms = new Map();
          }

          broadcast(room, event, payload) {
            const sockets = this.rooms.get(room);
            if (!sockets) return;
            const message = JSON.stringify({ event, payload });
            for (const socket of sockets) socket.send(message);
          }

          /** Sends one event to everyone in any of the rooms, and to nobody twice. */
          toRooms(rooms, event, payload) {
            const sockets = new Set(rooms.flatMap((room) => [...(this.rooms.get(room) ?? [])]));
            const message = JSON.stringify({ event, payload });
            for (const socket of sockets) socket.send(message);
          }

          ticketUpdate(ticketId, payload, extra) {
            const rooms = [\`ticket:\${ticketId}\`];
            if (extra.session) rooms.push(\`session:\${extra.session}\`);
            this.toRooms(rooms, 'update', payload);
          }
        }
      `,
    },
    {
      name: "the project's own, with a method for several rooms",
      code: hub(
        "      «this.broadcast»('room:a', 'update', payload);\n      this.broadcast('room:b', 'update', payload);",
        '\n    toRooms(rooms, event, payload) {\n      for (const room of rooms) this.rooms.get(room).send(payload);\n    }\n',
      ),
    },
    {
      name: 'a loop over the rooms',
      code: `${io}function changed(rooms, ticket) {\n  for (const room of rooms) {\n    «io.to(room).emit»('changed', ticket);\n  }\n}\n`,
      messages: [
        "changed() sends 'changed' to each of rooms in a call of its own. When one send fails part-way, the rooms show different states. Send once to all of them.",
      ],
      related: [1],
      fix: 'Send to all of them at once',
      output: `${io}function changed(rooms, ticket) {\n  const targets = [...rooms];\n  if (targets.length > 0) io.to(targets).emit('changed', ticket);\n}\n`,
    },
    {
      name: 'a loop over ids that name the rooms',
      code: `${io}function changed(ids, ticket) {\n  for (const id of ids) «io.to(\`user:\${id}\`).emit»('changed', ticket);\n}\n`,
      output: `${io}function changed(ids, ticket) {\n  const targets = [...ids].map((id) => \`user:\${id}\`);\n  if (targets.length > 0) io.to(targets).emit('changed', ticket);\n}\n`,
    },
    {
      name: 'forEach over the rooms',
      code: `${io}function changed(rooms, ticket) {\n  rooms.forEach((room) => «io.to(room).emit»('changed', ticket));\n}\n`,
      output: false,
    },
    {
      name: 'a function that gives out the server',
      code: "const { getIO } = require('./socket');\nfunction changed(t) {\n  «getIO().to('a').emit»('changed', t);\n  getIO().to('b').emit('changed', t);\n}\n",
    },
  ],
  valid: [
    {
      name: 'one room or the other',
      code: `
        const io = require('socket.io')(1);
        exports.either = (t) => { if (t.open) { io.to('all').emit('t', t); } else { io.to(t.owner).emit('t', t); } };
        exports.early = (t) => { if (t.open) { io.to('all').emit('t', t); return; } io.to(t.owner).emit('t', t); };
      `,
    },
    `${io}function changed(t) {\n  io.to('a').emit('changed', t);\n}`,
    `${io}function changed(t) {\n  io.to('a').to('b').emit('changed', t);\n}`,
    `${io}function changed(t) {\n  io.to(['a', 'b']).emit('changed', t);\n}`,
    {
      name: 'different events',
      code: `${io}function changed(t) {\n  io.to('a').emit('changed', t);\n  io.to('b').emit('moved', t);\n}`,
    },
    {
      name: 'different payloads',
      code: `${io}function changed(t) {\n  io.to('a').emit('changed', t);\n  io.to('b').emit('changed', t.id);\n}`,
    },
    {
      name: 'the same room twice',
      code: `${io}function changed(t) {\n  io.to('a').emit('changed', t);\n  io.to('a').emit('changed', t);\n}`,
    },
    {
      name: 'different senders',
      code: `${io}function changed(t) {\n  io.of('/x').to('a').emit('changed', t);\n  io.of('/y').to('b').emit('changed', t);\n}`,
    },
    {
      name: 'two functions',
      code: `${io}function opened(t) {\n  io.to('a').emit('changed', t);\n}\nfunction closed(t) {\n  io.to('b').emit('changed', t);\n}`,
    },
    {
      name: 'answers to one client',
      code: `${io}io.on('connection', (socket) => {\n  socket.emit('hello');\n  socket.emit('hello');\n});`,
    },
    {
      name: 'an emitter that is no socket',
      code: "const { EventEmitter } = require('events');\nconst bus = new EventEmitter();\nbus.emit('a', 1);\nbus.emit('b', 1);",
    },
    {
      name: 'toRooms',
      code: hub(
        "      this.toRooms(['a', 'b'], 'update', payload);",
        '\n    toRooms(rooms, event, payload) {\n      this.server.send(rooms, event, payload);\n    }\n',
      ),
    },
    {
      name: 'a broadcast of something that sends nothing',
      code: 'class Grid {\n  broadcast(room, value) {\n    return this.cells[room] * value;\n  }\n  run(v) {\n    this.broadcast("room:a", v);\n    this.broadcast("room:b", v);\n  }\n}',
    },
    {
      name: 'a loop whose messages differ',
      code: `${io}function changed(tickets) {\n  for (const ticket of tickets) io.to(ticket.id).emit('changed', ticket);\n}`,
    },
    {
      name: 'a loop that sends to one room',
      code: `${io}function changed(room, tickets) {\n  for (const ticket of tickets) io.to(room).emit('changed', ticket);\n}`,
    },
    { name: 'a test', path: 'test/io.test.js', code: `${io}io.to('a').emit('up');\nio.to('b').emit('up');` },
  ],
});
