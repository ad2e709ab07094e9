import missingHealthCheck from '../../../rules/infrastructure/missing-health-check/rule';
import { ruleTests } from '../rule-tester';

const express = "const express = require('express');\nconst app = express();\n";
const listening = (route: string) => `${express}${route}\napp.listen(3000);\n`;

ruleTests(missingHealthCheck, {
  files: { 'package.json': '{ "name": "shop" }' },
  invalid: [
    {
      name: 'a server that is closed when the process is told to end, or by a route for it',
      code: "const http = require('http');\nconst express = require('express');\nfunction start() {\n  const app = express();\n  const server = http.createServer(app);\n  app.post('/shutdown', (req, res) => { server.close(); res.end(); });\n  process.on('SIGTERM', () => server.close());\n  «server.listen»(3000);\n}\nstart();\n",
    },
    {
      name: 'Express: a route before all others is added',
      code: `
        const express = require('express');
        const app = express();
        app.get('/orders', (req, res) => res.json([]));
        «app.listen»(3000);
      `,
      messages: [
        'shop listens for requests, but has no health route, so a load balancer cannot tell a broken instance from a good one. Add GET /healthz that asks the database.',
      ],
      fix: 'Add GET /healthz',
      output: `
        const express = require('express');
        const app = express();
        app.get('/healthz', (req, res) => {
          res.json({ status: 'ok' });
        });

        app.get('/orders', (req, res) => res.json([]));
        «app.listen»(3000);
      `.replaceAll(/[«»]/g, ''),
    },
    {
      name: 'with a pool: the check asks the database',
      code: `
        const express = require('express');
        const { Pool } = require('pg');
        const pool = new Pool();
        const app = express();
        «app.listen»(3000);
      `,
      output: `
        const express = require('express');
        const { Pool } = require('pg');
        const pool = new Pool();
        const app = express();
        app.get('/healthz', async (req, res) => {
          try {
            await pool.query('SELECT 1');
            res.json({ status: 'ok' });
          } catch {
            res.status(503).json({ status: 'unavailable' });
          }
        });

        app.listen(3000);
      `,
    },
    {
      name: 'the app is made in another file: the route goes there',
      files: {
        'src/app.js': `${express}app.use(express.json());\nmodule.exports = app;\n`,
        'src/server.js': "const app = require('./app');\n«app.listen»(3000);\n",
      },
      output: `${express}app.get('/healthz', (req, res) => {\n  res.json({ status: 'ok' });\n});\n\napp.use(express.json());\nmodule.exports = app;\n`,
    },
    {
      name: 'ESM',
      path: 'src/server.ts',
      code: "import express from 'express';\nconst app = express();\n«app.listen»(3000);\n",
    },
    {
      name: 'Fastify: found, and no fix',
      code: "const fastify = require('fastify')();\n«fastify.listen»({ port: 3000 });\n",
      output: false,
    },
    {
      name: 'a bare http server',
      code: "const http = require('http');\nconst server = http.createServer(handle);\n«server.listen»(3000);\n",
    },
    { name: 'Koa', code: "const Koa = require('koa');\nconst app = new Koa();\n«app.listen»(3000);\n" },
    {
      name: 'Hono',
      path: 'src/server.ts',
      code: "import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\nconst app = new Hono();\n«serve»({ fetch: app.fetch, port: 3000 });\n",
    },
    {
      name: 'Nest',
      path: 'src/main.ts',
      code: "import { NestFactory } from '@nestjs/core';\nasync function start() {\n  const app = await NestFactory.create(AppModule);\n  await «app.listen»(3000);\n}\nstart();\n",
    },
    {
      name: 'one finding per app, however often it listens',
      code: `${express}if (port) «app.listen»(port);\nelse app.listen(3000);\n`,
    },
    {
      name: 'two packages are two apps, and one has a health route',
      files: {
        'api/package.json': '{ "name": "api" }',
        'api/src/server.js': `${express}«app.listen»(1);\n`,
        'gateway/package.json': '{ "name": "gateway" }',
        'gateway/src/server.js': `${express}app.get('/healthz', ok);\napp.listen(2);\n`,
      },
    },
    {
      name: 'the status of a thing is no health',
      code: `${express}app.get('/orders/:id/status', show);\n«app.listen»(3000);\n`,
    },
    {
      name: 'a route that only sounds like it',
      code: `${express}app.get('/healthy-recipes', list);\n«app.listen»(3000);\n`,
    },
    { name: 'a POST is no check', code: `${express}app.post('/health', save);\n«app.listen»(3000);\n` },
    {
      name: 'an app that a function of another file makes',
      files: {
        'src/app.js':
          "const express = require('express');\nexports.createApp = () => {\n  const app = express();\n  return app;\n};\n",
        'src/server.js':
          "const { createApp } = require('./app');\nconst app = createApp();\n«app.listen»(3000);\n",
      },
    },
    {
      name: 'a server that starts in bin/',
      path: 'bin/www.js',
      code: "const express = require('express');\nconst app = express();\n«app.listen»(3000);\n",
    },
  ],
  valid: [
    {
      name: 'hapi: routes in a list of another file',
      code: `
        const Hapi = require('@hapi/hapi');
        const server = Hapi.server({ port: 3000 });
        server.route(require('./routes'));
        server.start();
      `,
      files: {
        'src/routes.js': "module.exports = [{ method: 'GET', path: '/health', handler: () => 'ok' }];",
      },
    },
    {
      name: 'a plugin that @fastify/autoload mounts under its folder',
      code: `
        import { join } from 'node:path';
        import autoload from '@fastify/autoload';
        import Fastify from 'fastify';
        const app = Fastify();
        app.register(autoload, { dir: join(import.meta.dirname, 'routes') });
        app.listen({ port: 3000 });
      `,
      files: {
        'src/routes/health/index.js':
          "export default async function (fastify) { fastify.get('/', async () => ({ ok: true })); }",
      },
    },
    {
      name: 'its path in another file',
      code: `
        const express = require('express');
        const { paths } = require('./paths');
        const { HEALTH_PATH } = require('./paths');
        const app = express();
        app.get(HEALTH_PATH, (req, res) => res.end());
        app.listen(3000);
      `,
      files: { 'src/paths.js': "exports.HEALTH_PATH = '/internal/health';" },
    },
    {
      name: 'hapi: routes in a list that has a name',
      code: `
        import Hapi from '@hapi/hapi';
        const server = Hapi.server({ port: 3000 });
        const routes = [{ method: 'GET', path: '/health', handler: () => 'ok' }];
        server.route(routes);
        server.start();
      `,
    },
    ...[
      '/health',
      '/healthz',
      '/health-check',
      '/api/v1/health',
      '/livez',
      '/readyz',
      '/ready',
      '/ping',
      '/status',
      '/_status',
    ].map((path) => listening(`app.get('${path}', (req, res) => res.end());`)),
    {
      name: 'a router that is mounted at /health',
      code: listening("app.use('/health', require('./health'));"),
    },
    {
      name: 'a handler that is mounted at /health',
      code: listening("app.use('/health', (req, res) => res.end());"),
    },
    {
      name: 'a route in another file',
      files: {
        'src/health.js':
          "const { Router } = require('express');\nconst router = Router();\nrouter.get('/healthz', (req, res) => res.end());\nmodule.exports = router;",
        'src/app.js': listening("app.use(require('./health'));"),
      },
    },
    {
      name: 'a comparison of the path in a bare server',
      code: "const http = require('http');\nhttp.createServer((req, res) => {\n  if (req.url === '/healthz') res.end('ok');\n}).listen(3000);",
    },
    {
      name: 'Fastify',
      code: "const fastify = require('fastify')();\nfastify.get('/healthz', async () => 'ok');\nfastify.listen({ port: 3000 });",
    },
    {
      name: 'Fastify: route()',
      code: "const fastify = require('fastify')();\nfastify.route({ method: 'GET', url: '/healthz', handler });\nfastify.listen({ port: 3000 });",
    },
    {
      name: 'a Nest controller',
      path: 'src/main.ts',
      code: "import { Controller, Get } from '@nestjs/common';\nimport { NestFactory } from '@nestjs/core';\n@Controller('health')\nexport class Health {\n  @Get()\n  check() {\n    return 'ok';\n  }\n}\nNestFactory.create(Health).then((app) => app.listen(3000));",
    },
    {
      name: 'terminus',
      code: `const { createTerminus } = require('@godaddy/terminus');\n${listening('createTerminus(app);')}`,
    },
    {
      name: 'lightship',
      code: `const { createLightship } = require('lightship');\n${listening('createLightship();')}`,
    },
    {
      name: '@nestjs/terminus',
      path: 'src/main.ts',
      code: "import { NestFactory } from '@nestjs/core';\nimport { TerminusModule } from '@nestjs/terminus';\nNestFactory.create(TerminusModule).then((app) => app.listen(3000));",
    },
    {
      name: 'an app that does not listen: a lambda',
      code: `${express}app.get('/orders', list);\nexports.handler = serverless(app);`,
    },
    { name: 'a command-line tool', code: "const { program } = require('commander');\nprogram.parse();" },
    {
      name: 'a command-line tool that serves while it runs',
      files: {
        'package.json': '{ "name": "tool", "bin": "cli.js", "dependencies": { "yargs": "17" } }',
        'src/preview.js': listening(''),
      },
    },
    {
      name: 'Next.js: the framework listens',
      files: {
        'app/api/users/route.ts': 'export async function GET() {\n  return Response.json([]);\n}\n',
      },
    },
    {
      name: 'controllers that are bound to a server by a container: their routes are not read',
      path: 'src/server.ts',
      code: "import { InversifyExpressServer } from 'inversify-express-utils';\nconst server = new InversifyExpressServer(container);\nconst app = server.build();\napp.listen(3000);\n",
    },
    {
      name: 'a WebSocket server',
      code: "const { WebSocketServer } = require('ws');\nnew WebSocketServer({ port: 8080 });\n",
    },
    {
      name: 'something else that listens',
      code: "const { EventBus } = require('./bus');\nnew EventBus().listen('x');",
    },
    { name: 'a test', path: 'test/server.test.js', code: listening('') },
    {
      name: 'a server that waits for one log-in and is closed by its own handler',
      code: "import http from 'node:http';\nexport function login() {\n  return new Promise((resolve) => {\n    const server = http.createServer((req, res) => {\n      res.end('You may close this window.');\n      server.close();\n      resolve(new URL(req.url, 'http://localhost').searchParams.get('code'));\n    });\n    server.listen(0);\n  });\n}\n",
    },
    {
      name: 'the same with Express',
      code: "const express = require('express');\nmodule.exports = async () => {\n  const app = express();\n  return new Promise((resolve) => {\n    const server = app.listen(7777);\n    app.get('/callback', (req, res) => {\n      res.send('Done');\n      server.close(() => resolve(req.query.code));\n    });\n  });\n};\n",
    },
    { name: 'a script', path: 'scripts/dev.js', code: listening('') },
  ],
});
