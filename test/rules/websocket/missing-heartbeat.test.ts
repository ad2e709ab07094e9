import missingHeartbeat from '../../../rules/websocket/missing-heartbeat/rule';
import { defaultConfiguration } from '../../../src/engine';
import { ruleTests } from '../rule-tester';

ruleTests(missingHeartbeat, {
  invalid: [
    {
      name: 'Bun: told not to end silent connections',
      path: 'src/server.ts',
      code: 'Bun.serve({ fetch(req, server) { server.upgrade(req); }, websocket: { «idleTimeout: 0», message() {} } });\n',
      messages: [
        'This Bun server is told not to notice dead connections (idleTimeout: 0): clients whose other side is gone stay connected. Leave its heartbeat on.',
      ],
      output:
        'Bun.serve({ fetch(req, server) { server.upgrade(req); }, websocket: { idleTimeout: 120, message() {} } });\n',
    },
    {
      name: 'Deno: told not to',
      path: 'src/server.ts',
      code: 'Deno.serve((req) => Deno.upgradeWebSocket(req, { «idleTimeout: 0» }).response);\n',
    },
    {
      name: 'Hono on Node: ws, which does not ping',
      path: 'src/server.ts',
      code: "import { Hono } from 'hono';\nimport { createNodeWebSocket } from '@hono/node-ws';\nconst app = new Hono();\nconst { injectWebSocket, upgradeWebSocket } = «createNodeWebSocket»({ app });\n",
    },
    {
      name: 'websocket: keepalive is off',
      code: "const { server: WebSocketServer } = require('websocket');\nconst sockets = new WebSocketServer({ httpServer, «keepalive: false» });\n",
    },
    {
      name: 'a timer that waits for the login, and is no heartbeat',
      code: `
        const { WebSocketServer } = require('ws');
        const wss = «new WebSocketServer»({ port: 1 });
        wss.on('connection', (ws) => {
          const timer = setTimeout(() => ws.terminate(), 5000);
          ws.on('message', () => clearTimeout(timer));
        });
      `,
    },
    {
      name: 'ws',
      code: `
        const { WebSocketServer } = require('ws');

        const wss = «new WebSocketServer»({ port: 8080 });

        wss.on('connection', (ws) => {
          ws.on('message', (data) => ws.send(data));
        });
      `,
      messages: [
        'This ws server never pings its clients: connections whose other side is gone stay open for ever. Ping each client, and terminate those that do not answer.',
      ],
      fix: 'Ping clients and end the silent ones',
      output: `
        const { WebSocketServer } = require('ws');

        const wss = new WebSocketServer({ port: 8080 });
        // Ends connections that did not answer the last ping: their other side is gone.
        const heartbeat = setInterval(() => {
          for (const client of wss.clients) {
            if (client.isAlive === false) {
              client.terminate();
              continue;
            }
            client.isAlive = false;
            client.once('pong', () => {
              client.isAlive = true;
            });
            client.ping();
          }
        }, 30_000);
        wss.on('close', () => clearInterval(heartbeat));

        wss.on('connection', (ws) => {
          ws.on('message', (data) => ws.send(data));
        });
      `,
    },
    {
      name: 'a member of a class, in TypeScript',
      path: 'src/hub.ts',
      code: `
        import { WebSocketServer } from 'ws';
        export class Hub {
          private readonly wss: WebSocketServer;
          constructor() {
            this.wss = «new WebSocketServer»({ noServer: true });
          }
        }
      `,
      output: `
        import { WebSocketServer } from 'ws';
        export class Hub {
          private readonly wss: WebSocketServer;
          constructor() {
            this.wss = new WebSocketServer({ noServer: true });
            const isAlive = new WeakMap<object, boolean>();
            // Ends connections that did not answer the last ping: their other side is gone.
            const heartbeat = setInterval(() => {
              for (const client of this.wss.clients) {
                if (isAlive.get(client) === false) {
                  client.terminate();
                  continue;
                }
                isAlive.set(client, false);
                client.once('pong', () => isAlive.set(client, true));
                client.ping();
              }
            }, 30_000);
            this.wss.on('close', () => clearInterval(heartbeat));
          }
        }
      `,
    },
    {
      name: 'WebSocket.Server',
      code: "const WebSocket = require('ws');\nconst wss = «new WebSocket.Server»({ server });",
    },
    {
      name: 'the default import',
      code: "import WebSocket from 'ws';\nexport const wss = «new WebSocket.Server»({ port: 1 });",
    },
    {
      name: 'a namespace import',
      code: "import * as WebSocket from 'ws';\nconst wss = «new WebSocket.Server»({ port: 1 });",
    },
    {
      name: 'Server by another name',
      code: "import { Server as Sockets } from 'ws';\nconst wss = «new Sockets»({ noServer: true });",
    },
    {
      name: 'required in place',
      code: "const WebSocketServer = require('ws').Server;\nconst wss = «new WebSocketServer»({ port: 1 });",
    },
    {
      name: 'made in a function and not named',
      code: "import { WebSocketServer } from 'ws';\nexport const make = (server) => «new WebSocketServer»({ server });",
      output: false,
    },
    {
      name: 'only the answer to a ping of the client',
      code: `
        import { WebSocketServer } from 'ws';
        const wss = «new WebSocketServer»({ port: 1 });
        wss.on('connection', (ws) => {
          ws.on('message', (raw) => {
            if (JSON.parse(raw).type === 'ping') ws.send(JSON.stringify({ type: 'pong' }));
          });
        });
      `,
    },
    {
      name: 'a pong handler, and nobody pings',
      code: `
        import { WebSocketServer } from 'ws';
        const wss = «new WebSocketServer»({ port: 1 });
        wss.on('connection', (ws) => {
          ws.isAlive = true;
          ws.on('pong', () => { ws.isAlive = true; });
        });
      `,
      output: false,
    },
    {
      name: 'one ping as a greeting',
      code: "import { WebSocketServer } from 'ws';\nconst wss = «new WebSocketServer»({ port: 1 });\nwss.on('connection', (ws) => {\n  ws.ping();\n});",
    },
    {
      name: 'an interval that does something else',
      code: "import { WebSocketServer } from 'ws';\nconst wss = «new WebSocketServer»({ port: 1 });\nsetInterval(() => wss.clients.forEach((ws) => ws.send(String(Date.now()))), 1000);",
    },
    {
      name: 'a deadline for the login',
      code: "import { WebSocketServer } from 'ws';\nconst wss = «new WebSocketServer»({ port: 1 });\nwss.on('connection', (ws) => {\n  const deadline = setTimeout(() => ws.terminate(), 5000);\n  ws.once('message', () => clearTimeout(deadline));\n});",
    },
    {
      name: '@fastify/websocket',
      code: `
        import Fastify from 'fastify';
        import websocket from '@fastify/websocket';
        const fastify = Fastify();
        await «fastify.register»(websocket, { options: { maxPayload: 1048576 } });
        fastify.get('/live', { websocket: true }, (socket) => {
          socket.on('message', (data) => socket.send(data));
        });
      `,
      messages: [
        'This @fastify/websocket server never pings its clients: connections whose other side is gone stay open for ever. Ping each client, and terminate those that do not answer.',
      ],
      output: `
        import Fastify from 'fastify';
        import websocket from '@fastify/websocket';
        const fastify = Fastify();
        await fastify.register(websocket, { options: { maxPayload: 1048576 } });
        // Ends connections that did not answer the last ping: their other side is gone.
        const heartbeat = setInterval(() => {
          for (const client of fastify.websocketServer.clients) {
            if (client.isAlive === false) {
              client.terminate();
              continue;
            }
            client.isAlive = false;
            client.once('pong', () => {
              client.isAlive = true;
            });
            client.ping();
          }
        }, 30_000);
        fastify.addHook('onClose', async () => clearInterval(heartbeat));
        fastify.get('/live', { websocket: true }, (socket) => {
          socket.on('message', (data) => socket.send(data));
        });
      `,
    },
    {
      name: '@fastify/websocket, required in place',
      code: "const fastify = require('fastify')();\n«fastify.register»(require('@fastify/websocket'));",
    },
    {
      name: 'the old name of the plugin, in a plugin',
      code: "import ws from 'fastify-websocket';\nexport default async function plugin(app) {\n  «app.register»(ws);\n}",
    },
    {
      name: 'express-ws',
      code: "const app = require('express')();\n«require('express-ws')»(app);\napp.ws('/echo', (ws) => ws.on('message', (m) => ws.send(m)));",
    },
    {
      name: 'koa-websocket',
      code: "import Koa from 'koa';\nimport websockify from 'koa-websocket';\nconst app = «websockify»(new Koa());",
    },
    {
      name: 'a Nest gateway over ws',
      path: 'src/live.gateway.ts',
      code: `
        import { WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
        import { Server } from 'ws';
        «@WebSocketGateway(8080)»
        export class LiveGateway {
          @WebSocketServer() server: Server;
        }
      `,
    },
    {
      name: 'socket.io with its heartbeat turned off',
      code: "const { Server } = require('socket.io');\nconst io = new Server(server, { cors: { origin }, «pingInterval: 0» });",
      messages: [
        'This socket.io server is told not to notice dead connections (pingInterval: 0): clients whose other side is gone stay connected. Leave its heartbeat on.',
      ],
      output:
        "const { Server } = require('socket.io');\nconst io = new Server(server, { cors: { origin } });",
    },
    {
      name: 'socket.io, a timeout that never comes',
      code: "import { Server } from 'socket.io';\nconst DAY = 24 * 60 * 60 * 1000;\nconst io = new Server({ pingInterval: 25000, «pingTimeout: DAY» });",
    },
    {
      name: 'socket.io as a function, options in a variable',
      code: "const options = { «pingTimeout: Infinity» };\nconst io = require('socket.io')(server, options);",
    },
    {
      name: 'uWebSockets.js without an idle timeout',
      code: "const uWS = require('uWebSockets.js');\nuWS.App().ws('/*', { «idleTimeout: 0», message: (ws, m) => ws.send(m) }).listen(1, () => {});",
      output:
        "const uWS = require('uWebSockets.js');\nuWS.App().ws('/*', { idleTimeout: 120, message: (ws, m) => ws.send(m) }).listen(1, () => {});",
    },
    {
      name: 'the heartbeat of another server of the project',
      path: 'src/a.js',
      code: "const { WebSocketServer } = require('ws');\nconst wss = «new WebSocketServer»({ port: 1 });",
      files: {
        'src/b.js':
          "const { WebSocketServer } = require('ws');\nconst wss = new WebSocketServer({ port: 2 });\nsetInterval(() => wss.clients.forEach((ws) => ws.ping()), 1000);",
      },
    },

    {
      name: '@hono/node-ws',
      code: "import { createNodeWebSocket } from '@hono/node-ws';\nconst { injectWebSocket, upgradeWebSocket } = «createNodeWebSocket»({ app });",
    },
    {
      name: 'imported when it is needed',
      code: "async function start() {\n  const { WebSocketServer } = await import('ws');\n  const wss = «new WebSocketServer»({ port: 1 });\n}",
    },
    {
      name: 'a database that is pinged',
      code: "import { WebSocketServer } from 'ws';\nimport Redis from 'ioredis';\nconst redis = new Redis();\nconst wss = «new WebSocketServer»({ port: 1 });\nsetInterval(() => redis.ping(), 1000);",
    },
    {
      name: 'a worker that is ended',
      code: "import { WebSocketServer } from 'ws';\nimport { Worker } from 'worker_threads';\nconst worker = new Worker('./w.js');\nconst wss = «new WebSocketServer»({ port: 1 });\nsetInterval(() => worker.terminate(), 1000);",
    },

    {
      name: 'a class of its own',
      code: "const { WebSocketServer } = require('ws');\nclass Chat extends WebSocketServer {}\nconst chat = «new Chat»({ port: 1 });",
    },
  ],
  valid: [
    {
      name: 'ws as the engine of Socket.IO, which pings',
      code: "const { Server } = require('ws');\nconst io = require('socket.io')(3000);\nio.engine.ws = new Server({ noServer: true });\n",
    },
    {
      name: 'Bun: idleTimeout is two minutes, with pings',
      path: 'src/server.ts',
      code: 'Bun.serve({ fetch(req, server) { server.upgrade(req); }, websocket: { message(ws, text) { ws.send(text); } } });\n',
    },
    {
      name: 'Bun: an idle timeout of HTTP',
      path: 'src/server.ts',
      code: "Bun.serve({ idleTimeout: 0, fetch: () => new Response('a websocket is elsewhere') });\n",
    },
    {
      name: 'Deno: a client that answers no ping is closed',
      path: 'src/server.ts',
      code: 'Deno.serve((req) => {\n  const { socket, response } = Deno.upgradeWebSocket(req);\n  socket.onmessage = (event) => socket.send(event.data);\n  return response;\n});\n',
    },
    {
      name: 'Elysia: the sockets of Bun',
      path: 'src/server.ts',
      code: "import { Elysia } from 'elysia';\nnew Elysia().get('/', () => 'hi').ws('/chat', { message(ws, text) { ws.send(text); } }).listen(3000);\n",
    },
    {
      name: 'H3: what it runs on decides',
      path: 'src/chat.ts',
      code: "import { defineWebSocketHandler } from 'h3';\nexport default defineWebSocketHandler({ message(peer, message) { peer.send(message.text()); } });\n",
    },
    {
      name: 'Hono on Bun',
      path: 'src/server.ts',
      code: "import { Hono } from 'hono';\nimport { createBunWebSocket } from 'hono/bun';\nconst { upgradeWebSocket, websocket } = createBunWebSocket();\nconst app = new Hono().get('/ws', upgradeWebSocket(() => ({ onMessage(event, ws) { ws.send('a'); } })));\nexport default { fetch: app.fetch, websocket };\n",
    },
    {
      name: 'websocket: keepalive is on',
      code: "const { server: WebSocketServer } = require('websocket');\nconst sockets = new WebSocketServer({ httpServer });\nsockets.on('request', (request) => request.accept());\n",
    },
    {
      name: 'a timer that each message starts anew',
      code: `
        const { WebSocketServer } = require('ws');
        const wss = new WebSocketServer({ port: 1 });
        wss.on('connection', (ws) => {
          let timer;
          const arm = () => { clearTimeout(timer); timer = setTimeout(() => ws.terminate(), 45000); };
          arm();
          ws.on('message', arm);
        });
      `,
    },
    {
      name: 'isAlive, ping and terminate',
      code: `
        import { WebSocketServer } from 'ws';
        const wss = new WebSocketServer({ port: 1 });
        function heartbeat() { this.isAlive = true; }
        wss.on('connection', (ws) => {
          ws.isAlive = true;
          ws.on('pong', heartbeat);
        });
        const interval = setInterval(function ping() {
          wss.clients.forEach(function each(ws) {
            if (ws.isAlive === false) return ws.terminate();
            ws.isAlive = false;
            ws.ping();
          });
        }, 30000);
        wss.on('close', () => clearInterval(interval));
      `,
    },
    {
      name: 'for each connection a timer of its own',
      code: `
        import { WebSocketServer } from 'ws';
        const wss = new WebSocketServer({ port: 1 });
        wss.on('connection', (ws) => {
          const timer = setInterval(() => ws.ping(), 30000);
          ws.on('close', () => clearInterval(timer));
        });
      `,
    },
    {
      name: 'a method that an interval calls',
      path: 'src/hub.ts',
      code: `
        import { WebSocketServer } from 'ws';
        export class Hub {
          private wss = new WebSocketServer({ noServer: true });
          start() {
            this.timer = setInterval(() => this.checkConnections(), 30000);
          }
          private checkConnections() {
            for (const ws of this.wss.clients) {
              if (!ws.isAlive) { ws.terminate(); continue; }
              ws.isAlive = false;
              ws.ping();
            }
          }
        }
      `,
    },
    {
      name: 'ping messages of its own',
      code: "import { WebSocketServer } from 'ws';\nconst wss = new WebSocketServer({ port: 1 });\nsetInterval(() => {\n  for (const ws of wss.clients) ws.send(JSON.stringify({ type: 'ping' }));\n}, 30000);",
    },
    {
      name: 'a timer that starts itself again',
      code: `
        import { WebSocketServer } from 'ws';
        const wss = new WebSocketServer({ port: 1 });
        function beat() {
          wss.clients.forEach((ws) => ws.ping());
          setTimeout(beat, 30000);
        }
        beat();
      `,
    },
    {
      name: 'silence ends a connection',
      code: `
        import { WebSocketServer } from 'ws';
        const wss = new WebSocketServer({ port: 1 });
        function heartbeat(ws) {
          clearTimeout(ws.pingTimeout);
          ws.pingTimeout = setTimeout(() => ws.terminate(), 31000);
        }
        wss.on('connection', (ws) => {
          heartbeat(ws);
          ws.on('message', () => heartbeat(ws));
        });
      `,
    },
    {
      name: 'a helper of another file is given the server',
      code: "const { WebSocketServer } = require('ws');\nconst { startHeartbeat } = require('./heartbeat');\nconst wss = new WebSocketServer({ port: 1 });\nstartHeartbeat(wss);",
      files: {
        'src/heartbeat.js': `
          function startHeartbeat(server) {
            return setInterval(() => {
              server.clients.forEach((client) => {
                if (!client.isAlive) return client.terminate();
                client.isAlive = false;
                client.ping();
              });
            }, 30000);
          }
          module.exports = { startHeartbeat };
        `,
      },
    },
    {
      name: 'a monitor that is made in the file that starts',
      code: "import { wss } from './server';\nimport { Monitor } from './monitor';\nnew Monitor(wss).start();",
      files: {
        'src/server.ts':
          "import { WebSocketServer } from 'ws';\nimport './monitor';\nexport const wss = new WebSocketServer({ port: 1 });",
        'src/monitor.ts':
          'export class Monitor {\n  constructor(private wss: any) {}\n  start() {\n    setInterval(() => this.sweep(), 1000);\n  }\n  sweep() {\n    for (const ws of this.wss.clients) ws.ping();\n  }\n}',
      },
    },
    {
      name: 'the file that imports the server',
      code: "import { wss } from './server';\nsetInterval(() => wss.clients.forEach((ws) => ws.ping()), 30000);",
      files: {
        'src/server.ts':
          "import { WebSocketServer } from 'ws';\nexport const wss = new WebSocketServer({ port: 1 });",
      },
    },
    {
      name: '@fastify/websocket with a heartbeat',
      code: `
        import websocket from '@fastify/websocket';
        export default async function plugin(fastify) {
          await fastify.register(websocket);
          setInterval(() => {
            for (const client of fastify.websocketServer.clients) client.ping();
          }, 30000);
        }
      `,
    },
    {
      name: 'socket.io as it comes',
      code: "const { Server } = require('socket.io');\nconst io = new Server(server, { cors: { origin: '*' } });",
    },
    {
      name: 'socket.io, its times chosen',
      code: "import { Server } from 'socket.io';\nconst io = new Server(server, { pingInterval: 10000, pingTimeout: 5000 });",
    },
    {
      name: 'uWebSockets.js with an idle timeout',
      code: "const uWS = require('uWebSockets.js');\nuWS.App().ws('/*', { idleTimeout: 32 });",
    },
    {
      name: 'uWebSockets.js as it comes',
      code: "import { App } from 'uWebSockets.js';\nApp().ws('/*', { message: (ws, m) => ws.send(m) });",
    },
    {
      name: 'a library that pings for it',
      code: "import { WebSocketServer } from 'ws';\nimport { useServer } from 'graphql-ws/lib/use/ws';\nconst wss = new WebSocketServer({ server, path: '/graphql' });\nuseServer({ schema }, wss);",
    },
    {
      name: 'a client',
      code: "import WebSocket from 'ws';\nexport const open = () => new WebSocket('wss://example.com');",
    },
    {
      name: 'a Nest gateway over socket.io',
      path: 'src/a.gateway.ts',
      code: "import { WebSocketGateway, WebSocketServer } from '@nestjs/websockets';\nimport { Server } from 'socket.io';\n@WebSocketGateway()\nexport class A {\n  @WebSocketServer() server: Server;\n}",
    },
    {
      name: 'a test',
      path: 'test/ws.test.js',
      code: "const { WebSocketServer } = require('ws');\nconst wss = new WebSocketServer({ port: 0 });",
    },
    {
      name: 'a server of something else',
      code: "import { Server } from 'http';\nimport { Server as Rpc } from './rpc';\nconst a = new Server();\nconst b = new Rpc({ port: 1 });",
    },
    {
      name: 'declared to be the heartbeat',
      code: "import { WebSocketServer } from 'ws';\nimport { guard } from '@acme/sockets';\nconst wss = new WebSocketServer({ port: 1 });\nguard(wss);",
      configuration: {
        recognize: { ...defaultConfiguration.recognize, heartbeats: ['@acme/sockets#guard'] },
      },
    },

    {
      name: 'a function that is handed to the interval',
      code: "import { WebSocketServer } from 'ws';\nconst wss = new WebSocketServer({ port: 1 });\nfunction check(ws) {\n  if (!ws.isAlive) return ws.terminate();\n  ws.isAlive = false;\n  ws.ping();\n}\nsetInterval(() => wss.clients.forEach(check), 30000);",
    },
    {
      name: 'a bound method',
      path: 'src/hub.ts',
      code: "import { WebSocketServer } from 'ws';\nexport class Hub {\n  wss = new WebSocketServer({ port: 1 });\n  constructor() {\n    setInterval(this.beat.bind(this), 30000);\n  }\n  beat() {\n    this.wss.clients.forEach((ws) => ws.ping());\n  }\n}",
    },
    {
      name: 'silence measured by the time of the last message',
      code: "import { WebSocketServer } from 'ws';\nconst wss = new WebSocketServer({ port: 1 });\nwss.on('connection', (ws) => ws.on('message', () => { ws.lastSeen = Date.now(); }));\nsetInterval(() => {\n  for (const ws of wss.clients) if (Date.now() - ws.lastSeen > 60000) ws.close();\n}, 10000);",
    },

    {
      name: 'who starts both hands the one to the other',
      code: "import { wss } from './server';\nimport { startHeartbeat } from './heartbeat';\nstartHeartbeat(wss);",
      files: {
        'src/server.ts':
          "import { WebSocketServer } from 'ws';\nexport const wss = new WebSocketServer({ port: 1 });",
        'src/heartbeat.ts':
          'export function startHeartbeat(server) {\n  setInterval(() => server.clients.forEach((ws) => ws.ping()), 30000);\n}',
      },
    },
  ],
});
