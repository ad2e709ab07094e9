import rule from '../../../rules/infrastructure/missing-graceful-shutdown/rule';
import { ruleTests } from '../rule-tester';

const health = "app.get('/healthz', (req, res) => res.json({}));\n";
const app = `const express = require('express');\nconst app = express();\n${health}`;
const appModule = `import express from 'express';\nconst app = express();\n${health}`;
const nest = "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\n";
const probes = "import '@nestjs/terminus';\n";
const close = 'server.close(() => process.exit(0));';

ruleTests(rule, {
  files: { 'package.json': '{ "name": "shop", "dependencies": { "express": "5" } }' },
  invalid: [
    {
      name: 'closes the pool of another file, and not the server',
      code: `
        import http from 'node:http';
        import { pool } from './db';
        const server = http.createServer();
        server.listen(3000);
        process.once('SIGTERM', async () => { await pool.end(); «process.exit(0)»; });
      `,
      files: { 'src/db.js': "import { Pool } from 'pg';\nexport const pool = new Pool();" },
    },
    {
      name: 'one answer for all, which tells nobody to wait',
      code: "const http = require('node:http');\n«http.createServer((req, res) => { res.writeHead(200); res.end('hello'); }).listen»(3000);\n",
    },
    {
      name: 'an app of Express has no close()',
      code: `${app}app.listen(3000);\n«process.on('SIGTERM', () => { app.close(); })»;\n`,
      messages: [
        'shop handles SIGTERM here without closing its server, so the requests in flight are cut off. Close the server, then what it uses, then exit, with a deadline.',
      ],
    },
    {
      name: 'h3: serve() is told to leave signals alone',
      path: 'src/server.ts',
      code: `import { H3, serve } from 'h3';\nimport express from 'express';\nconst app = new H3();\n«serve»(app, { port: 3000, gracefulShutdown: false });\nconst admin = express();\nadmin.listen(3001);\n`,
    },
    {
      name: 'a method of its own that only calls a close() that is not there',
      code: `
        import { Web } from './web';
        const web = new Web();
        async function shutDown() { await web.stop(); «process.exit(0)»; }
        process.on('SIGTERM', () => shutDown());
        web.start();
      `,
      files: {
        'src/web.js':
          "import express from 'express';\nexport class Web {\n  constructor() { this.app = express(); }\n  start() { this.app.listen(3000); }\n  async stop() { await this.app.close(); }\n}\n",
      },
    },
    {
      name: 'open WebSockets keep the server from closing',
      code: `const { WebSocketServer } = require('ws');\n${app}const server = app.listen(3000);\nnew WebSocketServer({ server });\n«process.on('SIGTERM', () => { ${close} server.closeAllConnections(); })»;\n`,
      messages: [
        'shop waits without end on SIGTERM: close() waits for the open WebSocket connections of ws, which closeAllConnections() spares and nothing here ends. End each of them too, and exit after a deadline.',
      ],
      related: [2],
    },
    {
      name: 'ws since 8: its close() leaves its connections open',
      code: `const { WebSocketServer } = require('ws');\n${app}const server = app.listen(3000);\nconst wss = new WebSocketServer({ server });\n«process.on('SIGTERM', () => { wss.close(); ${close} })»;\n`,
      files: { 'package.json': '{ "name": "shop", "dependencies": { "express": "5.1.0", "ws": "8.18.0" } }' },
      messages: [
        'shop waits without end on SIGTERM: close() waits for the open WebSocket connections of ws 8.18.0, which closeAllConnections() spares and nothing here ends. End each of them too, and exit after a deadline.',
      ],
    },
    {
      name: 'closes on SIGTERM, and PM2 sends SIGINT',
      code: `${app}const server = app.listen(3000);\n«process.on('SIGTERM', () => { ${close} })»;\n`,
      files: {
        'ecosystem.config.js': "module.exports = { apps: [{ name: 'api', script: 'src/app.js' }] };\n",
      },
      messages: [
        'shop closes only on SIGTERM, but PM2 stops and reloads it with SIGINT, so every deployment cuts off the requests in flight. Handle SIGINT in the same way.',
      ],
      related: [2],
    },
    {
      name: 'Express: nothing handles SIGTERM',
      code: `${app}«app.listen»(3000);\n`,
      messages: [
        'shop listens here and does nothing on SIGTERM, so every deployment cuts off the requests in flight. On SIGTERM, close the server, then what it uses, then exit, with a deadline.',
      ],
      fix: 'Close the server on SIGTERM and SIGINT',
      output: `${app}const server = app.listen(3000);

function shutDown() {
  setTimeout(() => process.exit(1), 10_000).unref();
  server.close(() => process.exit(0));
}
process.on('SIGTERM', shutDown);
process.on('SIGINT', shutDown);
`,
    },
    {
      name: 'the server is held: the handler closes it, and the pool',
      code: `const { Pool } = require('pg');\nconst pool = new Pool();\n${app}const api = «app.listen»(3000);\n`,
      output: `const { Pool } = require('pg');\nconst pool = new Pool();\n${app}const api = app.listen(3000);

function shutDown() {
  setTimeout(() => process.exit(1), 10_000).unref();
  api.close(async () => {
    await pool.end();
    process.exit(0);
  });
}
process.on('SIGTERM', shutDown);
process.on('SIGINT', shutDown);
`,
    },
    {
      name: 'in a function, without semicolons',
      code: `${app.replaceAll(';', '')}function main() {\n  const server = «app.listen»(3000)\n}\nmain()\n`,
      output: `${app.replaceAll(';', '')}function main() {
  const server = app.listen(3000)

  function shutDown() {
    setTimeout(() => process.exit(1), 10_000).unref()
    server.close(() => process.exit(0))
  }
  process.on('SIGTERM', shutDown)
  process.on('SIGINT', shutDown)
}
main()
`,
    },
    {
      name: 'a bare http server over an app of another file',
      files: {
        'src/app.js': `${app}module.exports = { app };\n`,
        'src/server.js':
          "const http = require('node:http');\nconst { app } = require('./app');\nconst server = http.createServer(app);\n«server.listen»(3000);\n",
      },
    },
    {
      name: 'an app that a function of another file makes',
      files: {
        'src/app.js': `const express = require('express');\nfunction createApp() {\n  const app = express();\n  ${health}  return app;\n}\nmodule.exports = { createApp };\n`,
        'src/server.js':
          "const { createApp } = require('./app');\nconst app = createApp();\n«app.listen»(3000);\n",
      },
    },
    {
      name: 'Fastify',
      path: 'src/app.ts',
      code: `import Fastify from 'fastify';\nconst app = Fastify();\n${health}await «app.listen»({ port: 3000 });\n`,
      output: `import Fastify from 'fastify';\nconst app = Fastify();\n${health}await app.listen({ port: 3000 });

async function shutDown() {
  setTimeout(() => process.exit(1), 10_000).unref();
  await app.close();
  process.exit(0);
}
process.on('SIGTERM', shutDown);
process.on('SIGINT', shutDown);
`,
    },
    {
      name: 'Koa',
      code: "const Koa = require('koa');\nconst app = new Koa();\n«app.listen»(3000);\n",
    },
    {
      name: 'Nest: the hooks are turned on',
      path: 'src/main.ts',
      code: `${nest}${probes}async function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  await «app.listen»(3000);\n}\nbootstrap();\n`,
      output: `${nest}${probes}async function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  app.enableShutdownHooks();\n  await app.listen(3000);\n}\nbootstrap();\n`,
    },
    {
      name: 'Hono on Node',
      path: 'src/main.ts',
      code: `import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\nconst app = new Hono();\napp.get('/healthz', (c) => c.json({}));\n«serve»({ fetch: app.fetch, port: 3000 });\n`,
    },
    {
      name: 'controllers that are bound to a server by a container',
      path: 'bin/server.ts',
      code: "import { InversifyExpressServer } from 'inversify-express-utils';\nconst server = new InversifyExpressServer(container);\nconst instance = «server.build().listen»(3000);\n",
    },
    {
      name: 'a WebSocket server on a port of its own',
      code: "const { WebSocketServer } = require('ws');\nconst wss = «new WebSocketServer»({ port: 8080 });\nwss.on('connection', () => {});\n".replace(
        '«new WebSocketServer»',
        'new «WebSocketServer»',
      ),
      output: false,
    },
    {
      name: 'a gRPC server',
      code: "const grpc = require('@grpc/grpc-js');\nconst server = new grpc.Server();\n«server.bindAsync»('0.0.0.0:50051', grpc.ServerCredentials.createInsecure(), () => {});\n",
      output: false,
    },
    {
      name: 'the handler exits and closes nothing',
      code: `${app}app.listen(3000);\nprocess.on('SIGTERM', () => {\n  console.log('bye');\n  «process.exit(0)»;\n});\n`,
      messages: [
        'shop calls process.exit() on SIGTERM before its server has closed, so the requests in flight are cut off. Exit when closing is done, with a deadline.',
      ],
      related: [1],
    },
    {
      name: 'the handler exits while the server is closing',
      code: `${app}const server = app.listen(3000);\nprocess.on('SIGTERM', () => {\n  server.close();\n  «process.exit(0)»;\n});\n`,
    },
    {
      name: 'the handler of another file exits while the server is closing',
      files: {
        'src/shutdown.js':
          "function installShutdown(server) {\n  const stop = () => {\n    server.close();\n    «process.exit(0)»;\n  };\n  process.on('SIGTERM', stop);\n}\nmodule.exports = { installShutdown };\n",
        'src/server.js': `${app}const { installShutdown } = require('./shutdown');\ninstallShutdown(app.listen(3000));\n`,
      },
    },
    {
      name: 'the handler closes the database, not the server',
      code: `const { Pool } = require('pg');\nconst pool = new Pool();\n${app}app.listen(3000);\nprocess.on('SIGTERM', async () => {\n  await pool.end();\n  «process.exit(0)»;\n});\n`,
    },
    {
      name: 'Prisma alone is closed',
      code: `const { PrismaClient } = require('@prisma/client');\nconst prisma = new PrismaClient();\n${app}app.listen(3000);\nprocess.on('SIGTERM', async () => {\n  await prisma.$disconnect();\n  «process.exit(0)»;\n});\n`,
    },
    {
      name: 'the handler only logs',
      code: `${app}app.listen(3000);\n«process.on('SIGTERM', () => {\n  console.log('told to end');\n})»;\n`,
      messages: [
        'shop handles SIGTERM here without closing its server, so the requests in flight are cut off. Close the server, then what it uses, then exit, with a deadline.',
      ],
    },
    {
      name: 'only SIGINT is handled',
      code: `${app}const server = app.listen(3000);\n«process.on('SIGINT', () => {\n  server.close(() => process.exit(0));\n})»;\n`,
      messages: [
        'shop closes only on SIGINT, but orchestrators and process managers send SIGTERM, so every deployment cuts off the requests in flight. Handle SIGTERM in the same way.',
      ],
    },
    {
      name: 'uncaught errors are no signals',
      code: `${app}const server = «app.listen»(3000);\nprocess.on('uncaughtException', () => {\n  ${close}\n});\nprocess.on('exit', () => {});\n`,
    },
    {
      name: 'a handler that is there for tests only',
      code: `${app}const server = «app.listen»(3000);\nif (process.env.INTEGRATION_TEST) {\n  process.on('SIGTERM', () => process.exit(0));\n}\n`,
    },
    {
      name: 'one finding per app, however often it listens',
      files: {
        'src/a.js': `${app}«app.listen»(3000);\n`,
        'src/b.js': `${app}app.listen(3001);\n`,
      },
    },
    {
      name: 'each package of a monorepo is an app',
      files: {
        'packages/a/package.json': '{ "name": "a" }',
        'packages/a/src/server.js': `${app}«app.listen»(3000);\n`,
        'packages/b/package.json': '{ "name": "b" }',
        'packages/b/src/server.js': `${app}const server = app.listen(3001);\nprocess.on('SIGTERM', () => { ${close} });\n`,
      },
    },
    {
      name: 'a server that starts in bin/',
      path: 'bin/www.js',
      code: `${app}«app.listen»(3000);\n`,
    },
  ],
  valid: [
    {
      name: 'hooks that others registered',
      code: `
        import express from 'express';
        import { onShutdown } from './lifecycle';
        const server = express().listen(3000);
        onShutdown(() => server.close());
      `,
      files: {
        'src/lifecycle.js': `
          const hooks = [];
          export const onShutdown = (hook) => hooks.push(hook);
          process.on('SIGTERM', async () => { for (const hook of hooks) await hook(); process.exit(0); });
        `,
      },
    },
    {
      name: 'waits for the signal as for an event',
      code: `
        import { once } from 'node:events';
        import express from 'express';
        const server = express().listen(3000);
        await once(process, 'SIGTERM');
        server.close();
      `,
    },
    {
      name: 'closed in a callback',
      code: `${app}const server = app.listen(3000);\nprocess.on('SIGTERM', () => {\n  ${close}\n});\n`,
    },
    {
      name: 'once',
      code: `${app}const server = app.listen(3000);\nprocess.once('SIGTERM', () => {\n  ${close}\n});\n`,
    },
    {
      name: 'a named function, with a deadline',
      code: `${app}const server = app.listen(3000);\nconst shutDown = () => {\n  setTimeout(() => process.exit(1), 5000);\n  ${close}\n};\nprocess.on('SIGTERM', shutDown);\nprocess.on('SIGINT', shutDown);\n`,
    },
    {
      name: 'a second signal ends at once',
      code: `${app}const server = app.listen(3000);\nlet closing = false;\nprocess.on('SIGTERM', () => {\n  if (closing) process.exit(1);\n  closing = true;\n  ${close}\n});\n`,
    },
    {
      name: 'a loop over signals',
      path: 'src/app.ts',
      code: `${appModule}const server = app.listen(3000);\nfor (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { ${close} });\n`,
    },
    {
      name: 'forEach over signals',
      code: `${app}const server = app.listen(3000);\n['SIGTERM', 'SIGINT'].forEach((signal) => process.on(signal, () => { ${close} }));\n`,
    },
    {
      name: 'a list of signals in a constant',
      code: `${app}const server = app.listen(3000);\nconst signals = ['SIGTERM', 'SIGINT'];\nsignals.forEach((signal) => {\n  process.once(signal, async () => {\n    await new Promise((resolve) => server.close(resolve));\n    process.exit(0);\n  });\n});\n`,
    },
    {
      name: 'bound and awaited',
      code: `const Fastify = require('fastify');\nconst app = Fastify();\n${health}async function stop(signal) {\n  await app.close();\n  process.exit(0);\n}\nprocess.on('SIGTERM', stop.bind(null, 'SIGTERM'));\napp.listen({ port: 3000 });\n`,
    },
    {
      name: 'then',
      code: `const Fastify = require('fastify');\nconst app = Fastify();\n${health}process.on('SIGTERM', () => app.close().then(() => process.exit(0)));\napp.listen({ port: 3000 });\n`,
    },
    {
      name: 'a function of another file, which is given the server',
      files: {
        'src/shutdown.js': `exports.installShutdown = (server) => {\n  process.on('SIGTERM', () => {\n    ${close}\n  });\n};\n`,
        'src/server.js': `${app}const { installShutdown } = require('./shutdown');\ninstallShutdown(app.listen(3000));\n`,
      },
    },
    {
      name: 'a handler that another file exports',
      files: {
        'src/shutdown.ts':
          "import type { Server } from 'node:http';\nexport const shutdown = (server: Server) => () => {\n  server.close(() => process.exit(0));\n};\n",
        'src/server.ts': `${appModule}import { shutdown } from './shutdown';\nconst server = app.listen(3000);\nprocess.on('SIGTERM', shutdown(server));\n`,
      },
    },
    {
      name: 'the handler calls a function that closes',
      code: `${app}const server = app.listen(3000);\nasync function closeAll() {\n  await new Promise((done) => server.close(done));\n}\nasync function stop() {\n  await closeAll();\n  process.exit(0);\n}\nprocess.on('SIGTERM', () => void stop());\n`,
    },
    {
      name: 'a package of the project that the app uses',
      files: {
        'packages/kit/package.json': '{ "name": "@shop/kit" }',
        'packages/kit/src/index.js': `exports.install = (server) => process.on('SIGTERM', () => { ${close} });\n`,
        'packages/api/package.json': '{ "name": "api", "dependencies": { "@shop/kit": "*" } }',
        'packages/api/src/server.js': `${app}const { install } = require('@shop/kit');\ninstall(app.listen(3000));\n`,
      },
    },
    {
      name: 'a WebSocket server that shares the port of an HTTP server',
      code: `const { WebSocketServer } = require('ws');\n${app}const server = app.listen(3000);\nnew WebSocketServer({ server });\nprocess.on('SIGTERM', () => { setTimeout(() => process.exit(1), 10_000).unref(); ${close} });\n`,
    },
    {
      name: 'ws before 8: its close() ends its connections',
      code: `const { WebSocketServer } = require('ws');\n${app}const server = app.listen(3000);\nconst wss = new WebSocketServer({ server });\nprocess.on('SIGTERM', () => { wss.close(); ${close} });\n`,
      files: { 'package.json': '{ "name": "shop", "dependencies": { "express": "5.1.0", "ws": "7.5.10" } }' },
    },
    {
      name: 'PM2 stops it with SIGINT',
      code: `${app}const server = app.listen(3000);\nprocess.on('SIGINT', () => { ${close} });\n`,
      files: {
        'ecosystem.config.js': "module.exports = { apps: [{ name: 'api', script: 'src/app.js' }] };\n",
      },
    },
    {
      name: 'PM2 is told to send a message instead of a signal',
      code: `${app}const server = app.listen(3000);\nprocess.on('SIGTERM', () => { ${close} });\n`,
      files: {
        'ecosystem.config.js':
          "module.exports = { apps: [{ name: 'api', script: 'src/app.js', shutdown_with_message: true }] };\n",
      },
    },
    {
      name: 'a WebSocket server that shares the port, whose clients are ended',
      code: `const { WebSocketServer } = require('ws');\n${app}const server = app.listen(3000);\nconst wss = new WebSocketServer({ server });\nprocess.on('SIGTERM', () => { for (const client of wss.clients) client.terminate(); ${close} });\n`,
    },
    {
      name: 'a WebSocket server on a port of its own',
      code: `const { WebSocketServer } = require('ws');\n${app}const server = app.listen(3000);\nnew WebSocketServer({ port: 3001 });\nprocess.on('SIGTERM', () => { ${close} });\n`,
    },
    {
      name: 'a stand-in that tells everybody to wait',
      code: "const http = require('node:http');\nconst page = '<p>This page refreshes by itself.</p>';\nhttp.createServer((req, res) => {\n  res.writeHead(503, { 'Retry-After': '5' });\n  res.end(page);\n}).listen(3000);\n",
    },
    {
      name: 'h3: serve() handles SIGTERM itself',
      path: 'src/server.ts',
      code: `import { H3, serve } from 'h3';\nimport express from 'express';\nconst app = new H3();\nserve(app, { port: 3000 });\nconst admin = express();\nadmin.listen(3001);\n`,
      files: { 'package.json': '{ "name": "shop", "dependencies": { "h3": "2.0.8" } }' },
    },
    {
      name: 'gRPC: tryShutdown',
      code: "const grpc = require('@grpc/grpc-js');\nconst server = new grpc.Server();\nserver.bindAsync('0.0.0.0:50051', grpc.ServerCredentials.createInsecure(), () => {});\nprocess.on('SIGTERM', () => server.tryShutdown(() => process.exit(0)));\n",
    },
    ...[
      '@godaddy/terminus',
      'stoppable',
      'http-terminator',
      'close-with-grace',
      'lightship',
      'http-graceful-shutdown',
      'fastify-graceful-shutdown',
    ].map((name) => ({ name, code: `const kit = require('${name}');\n${app}app.listen(3000);\n` })),
    {
      name: 'Nest with shutdown hooks',
      path: 'src/main.ts',
      code: `${nest}${probes}async function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  app.enableShutdownHooks();\n  await app.listen(3000);\n}\nbootstrap();\n`,
    },
    {
      name: 'serverless: a platform starts and ends it; it listens on a developer’s machine',
      code: `const serverless = require('serverless-http');\n${app}if (require.main === module) app.listen(3000);\nexports.handler = serverless(app);\n`,
    },
    { name: 'an app that does not listen', code: `${app}module.exports = app;\n` },
    {
      name: 'Next.js: the framework listens',
      files: {
        'package.json': '{ "name": "web", "dependencies": { "next": "15" } }',
        'app/api/users/route.ts': 'export async function GET() {\n  return Response.json([]);\n}\n',
      },
    },
    {
      name: 'a command-line tool that serves while it runs',
      files: {
        'package.json': '{ "name": "tool", "bin": "cli.js", "dependencies": { "commander": "12" } }',
        'src/preview.js': `${app}app.listen(3000);\n`,
      },
    },
    { name: 'a test', path: 'test/server.test.js', code: `${app}app.listen(0);\n` },
    { name: 'a script', path: 'scripts/mock.js', code: `${app}app.listen(0);\n` },
  ],
});
