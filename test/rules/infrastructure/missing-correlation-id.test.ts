import rule from '../../../rules/infrastructure/missing-correlation-id/rule';
import { defaultConfiguration } from '../../../src/engine';
import { ruleTests } from '../rule-tester';

const start = "const express = require('express');\nconst app = express();\n";
const health = "app.get('/healthz', (req, res) => res.json({}));\n";
const stop = "process.on('SIGTERM', () => server.close());\n";
const listen = `const server = «app.listen»(3000);\n${stop}`;
const quiet = listen.replace(/[«»]/g, '');
const logs = "app.get('/tickets', (req, res) => {\n  console.log('list');\n  res.json([]);\n});\n";
const missing =
  'shop logs while it handles requests, but gives no request an id, so the lines of one request cannot be told from those of another. Take x-request-id or make an id for each request, and log with it.';

ruleTests(rule, {
  files: { 'package.json': '{ "name": "shop" }' },
  invalid: [
    {
      name: 'a logger of a container, which its type tells',
      path: 'src/app.ts',
      code: "import express from 'express';\nimport { Container } from 'typedi';\nimport type { Logger } from 'winston';\nconst app = express();\napp.post('/signup', async (req, res) => {\n  const logger: Logger = Container.get('logger');\n  logger.debug('sign-up');\n  res.status(201).json({});\n});\n«app.listen»(3000);\n",
    },
    {
      name: 'console.log in a handler',
      code: `${start}${health}${logs}${listen}`,
      messages: [missing],
      related: [1],
      fix: 'Give each request an id, from x-request-id or new',
      output: `const { AsyncLocalStorage } = require('node:async_hooks');\n${start}const requestContext = new AsyncLocalStorage();
app.use((req, res, next) => {
  const requestId = req.get('x-request-id') ?? crypto.randomUUID();
  res.set('x-request-id', requestId);
  requestContext.run({ requestId }, next);
});

${health}${logs}${quiet}`,
    },
    {
      name: 'ESM: the import comes first',
      path: 'src/app.ts',
      code: `import express from 'express';\nconst app = express();\n${health}${logs}${listen}`,
      output: `import { AsyncLocalStorage } from 'node:async_hooks';\nimport express from 'express';\nconst app = express();\nconst requestContext = new AsyncLocalStorage();
app.use((req, res, next) => {
  const requestId = req.get('x-request-id') ?? crypto.randomUUID();
  res.set('x-request-id', requestId);
  requestContext.run({ requestId }, next);
});

${health}${logs}${quiet}`,
    },
    ...[
      ['pino', "const logger = require('pino')();\n"],
      ['winston', "const winston = require('winston');\nconst logger = winston.createLogger({});\n"],
      ['bunyan', "const bunyan = require('bunyan');\nconst logger = bunyan.createLogger({ name: 'x' });\n"],
      ['log4js', "const log4js = require('log4js');\nconst logger = log4js.getLogger();\n"],
    ].map(([name, made]) => ({
      name,
      code: `${made}${start}${health}app.get('/x', (req, res) => {\n  logger.info('x');\n  res.json([]);\n});\n${listen}`,
    })),
    {
      name: 'a wrapper module around a library, and a handler in a file of its own',
      files: {
        'src/logger.js': "const pino = require('pino');\nmodule.exports = pino();\n",
        'src/handlers.js':
          "const logger = require('./logger');\nexports.list = async (req, res) => {\n  logger.error('failed');\n  res.json([]);\n};\n",
        'src/server.js': `${start}const handlers = require('./handlers');\n${health}app.get('/x', handlers.list);\n${listen}`,
      },
    },
    {
      name: 'a service that a handler calls logs',
      files: {
        'src/tickets.js':
          "exports.load = async (id) => {\n  console.info('load', id);\n  return { id };\n};\n",
        'src/server.js': `${start}const { load } = require('./tickets');\n${health}app.get('/x', async (req, res) => {\n  res.json(await load(1));\n});\n${listen}`,
      },
    },
    {
      name: 'an error handler logs',
      code: `${start}${health}app.use((err, req, res, next) => {\n  console.error(err);\n  res.status(500).json({ error: { code: 'internal', message: 'Failed' } });\n});\n${listen}`,
    },
    {
      name: 'Koa',
      code: "const Koa = require('koa');\nconst app = new Koa();\napp.use(async (ctx, next) => {\n  console.log(ctx.path);\n  await next();\n});\nconst server = «app.listen»(3000);\nprocess.on('SIGTERM', () => server.close());\n",
    },
    {
      name: 'Nest: its logger says nothing of requests',
      files: {
        'src/main.ts':
          "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule);\n  app.enableShutdownHooks();\n  await «app.listen»(3000);\n}\nbootstrap();\n",
        'src/tickets.controller.ts':
          "import { Controller, Get, Logger } from '@nestjs/common';\n@Controller('tickets')\nexport class TicketsController {\n  private readonly logger = new Logger('Tickets');\n  @Get('healthz')\n  list() {\n    this.logger.log('list');\n    return [];\n  }\n}\n",
      },
      output: false,
    },
    {
      name: 'Fastify without its logger',
      path: 'src/app.ts',
      code: "import Fastify from 'fastify';\nconst app = Fastify();\napp.get('/healthz', async (request, reply) => {\n  console.log('x');\n  return {};\n});\nprocess.on('SIGTERM', () => app.close());\nawait «app.listen»({ port: 3000 });\n",
      output: false,
    },
    {
      name: 'a comment is no id',
      code: `// TODO: take x-request-id\n${start}${health}${logs}${listen}`,
    },
    {
      name: 'one finding per app',
      files: {
        'src/a.js': `${start}${health}${logs}${listen}`,
        'src/b.js': "exports.other = (req, res) => {\n  console.log('b');\n  res.json({});\n};\n",
      },
    },
  ],
  valid: [
    {
      name: 'what a container gives that is no logger',
      path: 'src/app.ts',
      code: "import express from 'express';\nimport { Container } from 'typedi';\nimport type { Journal } from './journal';\nconst app = express();\napp.post('/signup', async (req, res) => {\n  const logger: Journal = Container.get('journal');\n  logger.log('sign-up');\n  res.status(201).json({});\n});\napp.listen(3000);\n",
    },
    { name: 'nothing is logged in a handler', code: `${start}${health}console.log('started');\n${quiet}` },
    {
      name: 'only the callback of listen logs',
      code: `${start}${health}const server = app.listen(3000, () => console.log('listening'));\n${stop}`,
    },
    {
      name: 'pino-http',
      code: `const pinoHttp = require('pino-http');\n${start}app.use(pinoHttp());\n${health}${logs}${quiet}`,
    },
    {
      name: 'Fastify: request.log',
      path: 'src/app.ts',
      code: "import Fastify from 'fastify';\nconst app = Fastify({ logger: true });\napp.get('/healthz', async (request, reply) => {\n  request.log.info('x');\n  return {};\n});\nprocess.on('SIGTERM', () => app.close());\nawait app.listen({ port: 3000 });\n",
    },
    {
      name: 'req.log',
      code: `${start}${health}app.get('/x', (req, res) => {\n  req.log.info('x');\n  console.log('y');\n  res.json({});\n});\n${quiet}`,
    },
    {
      name: 'x-request-id is read',
      code: `${start}app.use((req, res, next) => {\n  const id = req.headers['x-request-id'];\n  console.log(id);\n  next();\n});\n${health}${quiet}`,
    },
    {
      name: 'x-correlation-id, in another file',
      files: {
        'src/ids.js':
          "module.exports = (req, res, next) => {\n  res.set('X-Correlation-Id', req.get('X-Correlation-Id'));\n  next();\n};\n",
        'src/server.js': `${start}app.use(require('./ids'));\n${health}${logs}${quiet}`,
      },
    },
    {
      name: 'traceparent',
      code: `${start}app.use((req, res, next) => {\n  console.log(req.get('traceparent'));\n  next();\n});\n${health}${quiet}`,
    },
    {
      name: 'an id of its own on the request',
      code: `const { randomUUID } = require('node:crypto');\n${start}app.use((req, res, next) => {\n  req.requestId = randomUUID();\n  next();\n});\n${health}${logs}${quiet}`,
    },
    {
      name: 'AsyncLocalStorage',
      code: `const { AsyncLocalStorage } = require('node:async_hooks');\nconst context = new AsyncLocalStorage();\n${start}${health}${logs}${quiet}`,
    },
    ...[
      'express-request-id',
      'cls-hooked',
      'nestjs-cls',
      'nestjs-pino',
      '@opentelemetry/api',
      'dd-trace',
      'elastic-apm-node',
    ].map((name) => ({ name, code: `require('${name}');\n${start}${health}${logs}${quiet}` })),
    {
      name: 'a logger that the configuration declares',
      files: { 'src/log.js': "module.exports = require('pino')();\n" },
      code: `const log = require('./log');\n${start}${health}app.get('/x', (req, res) => {\n  log.info('x');\n  res.json({});\n});\n${quiet}`,
      configuration: {
        recognize: { ...defaultConfiguration.recognize, loggers: ['src/log#default'] },
      },
    },
    {
      name: 'an app that does not listen: a lambda',
      code: `${start}${health}${logs}exports.handler = app;\n`,
    },
    { name: 'a test', path: 'test/app.test.js', code: `${start}${health}${logs}${quiet}` },
    {
      name: 'a method of that name on something else',
      code: `const journal = require('./journal');\n${start}${health}app.get('/x', (req, res) => {\n  journal.error('x');\n  Math.log(2);\n  res.json({});\n});\n${quiet}`,
    },
  ],
});
