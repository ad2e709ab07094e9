import stackTraceExposure from '../../../rules/api/stack-trace-exposure/rule';
import { type InvalidCase, ruleTests } from '../rule-tester';

const express = "const express = require('express');\nconst app = express();\n";

/** An Express handler with these lines in its catch block. */
function inCatch(...lines: string[]): string {
  return [
    `${express}app.get('/items', async (req, res) => {`,
    '  try {',
    '    res.json(await load());',
    '  } catch (err) {',
    ...lines.map((line) => `    ${line}`),
    '  }',
    '});',
    '',
  ].join('\n');
}

/** An Express error handler with these lines. */
function inHandler(...lines: string[]): string {
  return [
    `${express}app.use((err, req, res, next) => {`,
    ...lines.map((line) => `  ${line}`),
    '});',
    '',
  ].join('\n');
}

const stack =
  'file paths, library versions and the structure of the code, for anyone who can cause an error. Log it, and send a message that is written for callers.';

const express5xx: InvalidCase[] = [
  {
    name: 'err.stack in a body',
    code: inCatch('res.status(500).json({ error: «err.stack» });'),
    messages: [`GET /items sends err.stack to the client: ${stack}`],
    fix: 'Log the stack, and send a message for callers',
    output: inCatch('console.error(err);', "res.status(500).json({ error: 'Internal server error' });"),
  },
  {
    name: 'err.stack beside err.message: one finding',
    code: inCatch('res.status(500).json({ message: err.message, stack: «err.stack» });'),
    output: inCatch('console.error(err);', "res.status(500).json({ message: 'Internal server error' });"),
  },
  {
    name: 'the only key holds the stack',
    code: inCatch('logger.error(err);', 'res.status(500).json({ stack: «err.stack» });'),
    fix: 'Send a message for callers',
    output: inCatch(
      'logger.error(err);',
      "res.status(500).json({ error: { code: 'internal', message: 'Internal server error' } });",
    ),
  },
  {
    name: 'properties over several lines',
    code: inCatch(
      'res.status(500).json({',
      "  message: 'Failed',",
      '  stack: «err.stack»,',
      '  id: req.id,',
      '});',
    ),
    output: inCatch(
      'console.error(err);',
      'res.status(500).json({',
      "  message: 'Failed',",
      '  id: req.id,',
      '});',
    ),
  },
  {
    name: 'the whole error',
    code: inCatch('res.status(500).json(«err»);'),
    messages: [
      'GET /items sends the whole error object err to the client, with whatever a driver or library has put into it: queries, addresses, paths. Log it, and send a message that is written for callers.',
    ],
    fix: 'Log the error, and send a message for callers',
    output: inCatch(
      'console.error(err);',
      "res.status(500).json({ error: { code: 'internal', message: 'Internal server error' } });",
    ),
  },
  {
    name: 'the whole error under a key',
    code: inCatch('res.status(500).json({ error: «err» });'),
    output: inCatch(
      'console.error(err);',
      "res.status(500).json({ error: { code: 'internal', message: 'Internal server error' } });",
    ),
  },
  {
    name: 'the whole error as a shorthand',
    code: inCatch("res.status(500).json({ message: 'Failed', «err» });"),
  },
  { name: 'a spread of the error', code: inCatch('res.status(500).json({ ...«err» });') },
  { name: 'Object.assign', code: inCatch('res.status(500).json(Object.assign({ ok: false }, «err»));') },
  { name: 'JSON.stringify', code: inCatch('res.status(500).send(JSON.stringify(«err»));') },
  {
    name: 'JSON.stringify with all property names',
    code: inCatch('res.status(500).end(JSON.stringify(«err», Object.getOwnPropertyNames(err)));'),
  },
  { name: 'util.inspect', code: inCatch("res.status(500).send(require('util').inspect(«err»));") },
  { name: 'res.send(err)', code: inCatch('return res.status(500).send(«err»);') },
  { name: 'with no status', code: inCatch('res.send(«err.stack»);') },
  { name: 'a 4xx with the whole error', code: inCatch('res.status(400).json({ error: «err» });') },
  {
    name: 'the stack in a template',
    code: inCatch('res.status(500).send(`<pre>${«err.stack»}</pre>`);'),
    output: inCatch('console.error(err);', "res.status(500).send('Internal server error');"),
  },
  { name: 'the stack added to a text', code: inCatch("res.status(500).send('Failed: ' + «err.stack»);") },
  { name: 'the stack as lines', code: inCatch("res.status(500).json({ trace: «err.stack».split('\\n') });") },
  { name: 'the stack or the message', code: inCatch('res.status(500).send(«err.stack» || err.message);') },
  { name: 'optional access', code: inCatch('res.status(500).json({ stack: «err?.stack» });') },
  { name: 'the stack of a cause', code: inCatch('res.status(500).json({ stack: «err.cause.stack» });') },
  {
    name: 'a body in a variable',
    code: inCatch("const body = { message: 'Failed', stack: err.stack };", 'res.status(500).json(«body»);'),
  },
  {
    name: 'a member that is set later',
    code: inCatch(
      "const body = { message: 'Failed' };",
      'body.stack = err.stack;',
      'res.status(500).json(«body»);',
    ),
  },
  {
    name: 'destructured',
    code: inCatch('const { message, stack } = err;', 'res.status(500).json({ message, «stack» });'),
  },
  {
    name: 'made by a function of the file',
    code: `const format = (e) => ({ message: e.message, stack: e.stack });\n${inCatch('res.status(500).json(«format(err)»);')}`,
  },
  {
    name: 'a status set on its own',
    code: inCatch('res.status(500);', 'res.json({ stack: «err.stack» });'),
  },
  {
    name: 'a production guard the wrong way round',
    code: inHandler(
      "if (process.env.NODE_ENV === 'production') {",
      '  return res.status(500).json({ stack: «err.stack» });',
      '}',
      "res.status(500).json({ message: 'Failed' });",
    ),
  },
  {
    name: 'an error handler',
    code: inHandler('res.status(err.status || 500).json({ stack: «err.stack» });'),
  },
  {
    name: 'an error handler that is a named function',
    code: 'module.exports = function onError(err, req, res, next) {\n  res.status(500).send(«err.stack»);\n};\n',
    messages: [`onError() sends err.stack to the client: ${stack}`],
  },
  {
    name: 'a known error: its stack all the same',
    code: inHandler(
      'if (err instanceof ApiError) return res.status(err.status).json({ stack: «err.stack» });',
      'next(err);',
    ),
  },
  {
    name: 'the catch of a promise',
    code: `${express}app.get('/a', (req, res) => {\n  load().then((x) => res.json(x)).catch((err) => res.status(500).json(«err»));\n});\n`,
  },
  {
    name: 'the catch of a promise with a function',
    code: `${express}app.get('/a', (req, res) => {\n  load().catch(function (error) {\n    res.status(500).send({ error: «error» });\n  });\n});\n`,
  },
  {
    name: 'the second function of then',
    code: `${express}app.get('/a', (req, res) => {\n  load().then((x) => res.json(x), (e) => res.status(500).json(«e»));\n});\n`,
  },
  {
    name: 'a callback',
    code: `${express}app.get('/a', (req, res) => {\n  db.all('SELECT id FROM a LIMIT 9', (err, rows) => {\n    if (err) return res.status(500).send(«err»);\n    res.json(rows);\n  });\n});\n`,
  },
  {
    name: 'a callback with a block',
    code: `${express}app.get('/a', (req, res) => {\n  db.all(sql, (error, rows) => {\n    if (error) {\n      return res.status(500).json({ «error» });\n    }\n    res.json(rows);\n  });\n});\n`,
  },
  {
    name: 'a stream',
    code: `${express}app.get('/a', (req, res) => {\n  file.on('error', (err) => { res.status(500).end(«err.stack»); });\n});\n`,
  },
  {
    name: 'plain http',
    code: [
      "require('http').createServer(async (req, res) => {",
      '  try {',
      '    await work();',
      '  } catch (e) {',
      "    res.writeHead(500, { 'Content-Type': 'application/json' });",
      '    res.end(JSON.stringify({ error: «e.stack» }));',
      '  }',
      '});',
      '',
    ].join('\n'),
  },
  {
    name: 'plain http: statusCode',
    code: "require('http').createServer((req, res) => {\n  try { work(); } catch (e) { res.statusCode = 500; res.write(«e.stack»); res.end(); }\n});\n",
  },
  {
    name: 'an error named otherwise',
    code: `${express}app.get('/a', async (req, res) => {\n  try { await x(); } catch (problem) { res.status(500).json({ details: «problem» }); }\n});\n`,
  },
  {
    name: 'TypeScript: a cast',
    path: 'src/a.ts',
    code: "import type { Request, Response } from 'express';\nexport async function show(req: Request, res: Response) {\n  try {\n    await work();\n  } catch (error: unknown) {\n    res.status(500).json({ stack: (error as Error).stack });\n  }\n}\n".replace(
      '(error as Error).stack',
      '«(error as Error).stack»',
    ),
  },
  {
    name: 'a page that is given the stack',
    code: inHandler("res.render('error', { message: 'Failed', stack: «err.stack» });"),
  },
];

const frameworks: InvalidCase[] = [
  {
    name: 'Fastify: setErrorHandler',
    code: "const app = require('fastify')();\napp.setErrorHandler((error, request, reply) => {\n  reply.code(500).send({ message: 'Failed', stack: «error.stack» });\n});\n",
  },
  {
    name: 'Fastify: returned after the status',
    path: 'src/a.ts',
    code: "import type { FastifyInstance } from 'fastify';\nexport default async (app: FastifyInstance) => {\n  app.get('/a', async (request, reply) => {\n    try {\n      return await work();\n    } catch (err) {\n      reply.code(500);\n      return { error: err.stack };\n    }\n  });\n};\n".replace(
      'err.stack',
      '«err.stack»',
    ),
  },
  {
    name: 'Koa: body in a catch',
    code: "const Koa = require('koa');\nconst app = new Koa();\napp.use(async (ctx, next) => {\n  try {\n    await next();\n  } catch (err) {\n    ctx.status = err.status || 500;\n    ctx.body = { message: 'Failed', stack: «err.stack» };\n  }\n});\n",
  },
  {
    name: 'Koa: the whole error',
    code: "const Koa = require('koa');\nconst app = new Koa();\napp.use(async (ctx, next) => {\n  try { await next(); } catch (err) { ctx.status = 500; ctx.body = «err»; }\n});\n",
  },
  {
    name: 'Hono: onError',
    path: 'src/a.ts',
    code: "import { Hono } from 'hono';\nconst app = new Hono();\napp.onError((err, c) => c.json({ message: 'Failed', stack: «err.stack» }, 500));\n",
  },
  {
    name: 'Hono: text',
    path: 'src/a.ts',
    code: "import { Hono } from 'hono';\nconst app = new Hono();\napp.get('/a', async (c) => {\n  try {\n    return c.json(await work());\n  } catch (e) {\n    return c.text(`${e.stack}`, 500);\n  }\n});\n".replace(
      'e.stack',
      '«e.stack»',
    ),
  },
  {
    name: 'Next.js: a route handler',
    path: 'app/api/items/route.ts',
    code: "import { NextResponse } from 'next/server';\nexport async function GET() {\n  try {\n    return NextResponse.json(await work());\n  } catch (error) {\n    return NextResponse.json({ «error» }, { status: 500 });\n  }\n}\n",
  },
  {
    name: 'Next.js: Response.json',
    path: 'app/api/items/route.ts',
    code: 'export async function GET() {\n  try {\n    return Response.json(await work());\n  } catch (error) {\n    return Response.json({ error: «error.stack» }, { status: 500 });\n  }\n}\n',
  },
  {
    name: 'new Response',
    path: 'app/api/items/route.ts',
    code: 'export async function GET() {\n  try {\n    return Response.json(await work());\n  } catch (error) {\n    return new Response(JSON.stringify({ error: «error» }), { status: 500 });\n  }\n}\n',
  },
  {
    name: 'Next.js: pages',
    path: 'pages/api/items.ts',
    code: "import type { NextApiRequest, NextApiResponse } from 'next';\nexport default async function handler(req: NextApiRequest, res: NextApiResponse) {\n  try {\n    res.status(200).json(await work());\n  } catch (error) {\n    res.status(500).json(«error»);\n  }\n}\n",
  },
  {
    name: 'Nest: an exception filter',
    path: 'src/all.filter.ts',
    code: "import { ArgumentsHost, Catch, ExceptionFilter } from '@nestjs/common';\n@Catch()\nexport class AllFilter implements ExceptionFilter {\n  catch(exception: any, host: ArgumentsHost) {\n    const response = host.switchToHttp().getResponse();\n    response.status(500).json({ message: 'Failed', stack: «exception.stack» });\n  }\n}\n",
    messages: [`AllFilter.catch() sends exception.stack to the client: ${stack}`],
  },
  {
    name: 'Nest: an exception made of an error',
    path: 'src/a.service.ts',
    code: "import { Injectable, InternalServerErrorException } from '@nestjs/common';\n@Injectable()\nexport class A {\n  async load() {\n    try {\n      return await work();\n    } catch (error) {\n      throw new InternalServerErrorException(«error»);\n    }\n  }\n}\n",
    fix: 'Log the error, and send a message for callers',
  },
  {
    name: 'Nest: a body with the stack',
    path: 'src/a.service.ts',
    code: "import { HttpException, HttpStatus } from '@nestjs/common';\nexport async function load() {\n  try {\n    return await work();\n  } catch (e) {\n    throw new HttpException({ message: 'Failed', stack: «e.stack» }, HttpStatus.BAD_GATEWAY);\n  }\n}\n",
  },
  {
    name: 'errorhandler',
    code: `${express}const errorhandler = require('errorhandler');\napp.use(«errorhandler()»);\n`,
    messages: [
      'errorhandler() answers every error with its stack in every environment. Mount it in development only.',
    ],
    fix: 'Mount it in development only',
    output: `${express}const errorhandler = require('errorhandler');\nif (process.env.NODE_ENV === 'development') app.use(errorhandler());\n`,
  },
  {
    name: 'errorhandler under another name',
    path: 'src/app.mjs',
    code: "import express from 'express';\nimport showErrors from 'errorhandler';\nconst app = express();\napp.use(«showErrors()»);\n",
  },
];

const messages: InvalidCase[] = [
  {
    name: 'err.message of an unknown error in a 5xx',
    code: inCatch('res.status(500).json({ error: «err.message» });'),
    severity: 'info',
    messages: [
      'GET /items sends err.message to the client when it fails, whatever the error is: the texts of drivers and libraries name tables, hosts and files. Log it, and send a message that is written for callers.',
    ],
    output: inCatch('console.error(err);', "res.status(500).json({ error: 'Internal server error' });"),
  },
  { code: inCatch('res.status(500).send(`Failed: ${«err»}`);'), severity: 'info' },
  { code: inCatch("res.status(500).send('Failed: ' + «err.message»);"), severity: 'info' },
  { code: inCatch('res.status(503).json({ error: String(«err») });'), severity: 'info' },
  { code: inCatch('res.status(500).end(«err».toString());'), severity: 'info' },
  {
    name: 'a status that may be 500',
    code: inHandler('res.status(err.status || 500).json({ error: «err.message» });'),
    severity: 'info',
  },
  {
    name: 'instanceof Error says nothing',
    code: inCatch(
      "const message = err instanceof Error ? err.message : 'Failed';",
      'res.status(500).json({ «message» });',
    ),
    severity: 'info',
  },
  {
    name: 'what is left when the own class is out',
    code: inHandler(
      'if (err instanceof ApiError) return res.status(err.status).json({ error: err.message });',
      'res.status(500).json({ error: «err.message» });',
    ),
    severity: 'info',
  },
  {
    name: 'Fastify sends the message of an error',
    code: "const app = require('fastify')();\napp.get('/a', async (request, reply) => {\n  try { return await work(); } catch (err) { return reply.code(500).send(«err»); }\n});\n",
    severity: 'info',
  },
  {
    name: 'Next.js',
    path: 'app/api/items/route.ts',
    code: "import { NextResponse } from 'next/server';\nexport async function GET() {\n  try {\n    return NextResponse.json(await work());\n  } catch (error) {\n    return NextResponse.json({ error: «error.message» }, { status: 500 });\n  }\n}\n",
    severity: 'info',
  },
  {
    name: 'Nest',
    path: 'src/a.service.ts',
    code: "import { InternalServerErrorException } from '@nestjs/common';\nexport async function load() {\n  try { return await work(); } catch (e) { throw new InternalServerErrorException(«e.message»); }\n}\n",
    severity: 'info',
  },
  {
    name: 'tRPC',
    path: 'src/a.ts',
    code: "import { TRPCError } from '@trpc/server';\nexport async function load() {\n  try { return await work(); } catch (e) { throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: «e.message» }); }\n}\n",
    severity: 'info',
  },
];

ruleTests(stackTraceExposure, {
  files: { 'package.json': '{ "name": "app" }' },
  invalid: [
    {
      name: 'handlers that are typed as Express types them, and an error that a callback gets first',
      path: 'src/a.ts',
      code: "import type { ErrorRequestHandler, RequestHandler } from 'express';\nexport const failed: ErrorRequestHandler = (problem, q, s, n) => {\n  s.status(500).json({ trace: «problem.stack» });\n};\nexport const list: RequestHandler = (q, s) => {\n  load((failure, rows) => {\n    if (failure) return s.status(500).json({ trace: «failure.stack» });\n    s.json(rows);\n  });\n};\n",
    },
    {
      name: 'a handler whose parameters have names of their own',
      code: "const app = require('express')();\napp.get('/a', async (q, s) => {\n  try { s.json(await work()); } catch (e) { s.status(500).json({ trace: «e.stack» }); }\n});\n",
    },
    {
      name: 'an error handler, told by its four parameters',
      code: "const app = require('express')();\napp.use((problem, _q, out, _n) => {\n  out.status(500).send(«problem.stack»);\n});\n",
    },
    {
      name: 'an error handler that is named where it is mounted',
      code: "const app = require('express')();\nfunction failed(problem, q, out, next) {\n  out.status(500).json({ stack: «problem.stack» });\n}\napp.use(failed);\n",
    },
    {
      name: 'a wrapped handler, and one that is named in its route',
      code: "const router = require('express').Router();\nrouter.get('/a', wrap(async (q, out) => {\n  try { out.json(await work()); } catch (e) { out.status(500).json({ trace: «e.stack» }); }\n}));\nconst list = async (q, out) => {\n  try { out.json(await work()); } catch (e) { out.status(500).json({ trace: «e.stack» }); }\n};\nrouter.route('/b').get(list);\n",
    },
    {
      name: 'Koa and Hono: one parameter, whatever it is called',
      files: {
        'src/a.js':
          "const Router = require('@koa/router');\nconst router = new Router();\nrouter.get('/a', async (k) => {\n  try { k.body = await work(); } catch (e) { k.status = 500; k.body = { trace: «e.stack» }; }\n});\n",
        'src/b.js':
          "import { Hono } from 'hono';\nconst app = new Hono();\napp.get('/a', async (x) => {\n  try { return x.json(await work()); } catch (e) { return x.json({ trace: «e.stack» }, 500); }\n});\n",
      },
    },
    {
      name: 'hapi: a toolkit with a name of its own',
      code: "const Hapi = require('@hapi/hapi');\nconst server = Hapi.server();\nserver.route({ method: 'GET', path: '/a', handler: async (request, t) => {\n  try { return await work(); } catch (e) { return t.response({ trace: «e.stack» }).code(500); }\n} });\n",
    },
    {
      name: 'what a function in the cloud gives to the gateway before it',
      code: `
        export const handler = async (event) => {
          try {
            return { statusCode: 200, body: JSON.stringify(await work(event)) };
          } catch (err) {
            return { statusCode: 500, body: JSON.stringify({ message: 'failed', stack: «err.stack» }) };
          }
        };
      `,
    },
    {
      name: 'a formatter of tRPC',
      code: `
        import { initTRPC } from '@trpc/server';
        export const t = initTRPC.create({
          errorFormatter({ shape, error }) {
            return { ...shape, data: { ...shape.data, stack: «error.stack» } };
          },
        });
      `,
      path: 'src/a.ts',
      output: `
        import { initTRPC } from '@trpc/server';
        export const t = initTRPC.create({
          errorFormatter({ shape, error }) {
            console.error(error);
            return { ...shape, data: { ...shape.data } };
          },
        });
      `,
    },
    {
      name: 'the error hook of Elysia',
      code: `
        import { Elysia } from 'elysia';
        export const app = new Elysia().onError(({ error, set }) => {
          set.status = 500;
          return { error: error.message, stack: «error.stack» };
        });
      `,
      path: 'src/a.ts',
      output: `
        import { Elysia } from 'elysia';
        export const app = new Elysia().onError(({ error, set }) => {
          set.status = 500;
          console.error(error);
          return { error: 'Internal server error' };
        });
      `,
    },
    {
      name: 'Apollo is told to send stacks',
      code: `
        import { ApolloServer } from '@apollo/server';
        export const server = new ApolloServer({ typeDefs, resolvers, includeStacktraceInErrorResponses: «true» });
      `,
      messages: [
        'With includeStacktraceInErrorResponses: true, Apollo Server answers every error with its stack in every environment. Set it in development only.',
      ],
      fix: 'Set it in development only',
      output: `
        import { ApolloServer } from '@apollo/server';
        export const server = new ApolloServer({ typeDefs, resolvers, includeStacktraceInErrorResponses: process.env.NODE_ENV === 'development' });
      `,
    },
    {
      name: 'a callback of find, which is no element of a list',
      code: `
        const app = require('express')();
        app.get('/', (req, res) => {
          Model.find({}, function (err, docs) {
            if (err) return res.status(400).json({ success: false, error: «err» });
            res.json(docs);
          });
        });
      `,
    },
    ...express5xx,
    ...frameworks,
    ...messages,
    {
      name: "the fix sends the project's shape",
      code: inCatch('logger.error(err);', 'res.status(500).json(«err»);'),
      files: {
        'src/other.js':
          "module.exports = (req, res) => {\n  if (a) return res.status(400).json({ ok: false, msg: 'a' });\n  if (b) return res.status(400).json({ ok: false, msg: 'b' });\n  return res.status(404).json({ ok: false, msg: 'c' });\n};\n",
      },
      output: inCatch(
        'logger.error(err);',
        "res.status(500).json({ ok: false, msg: 'Internal server error' });",
      ),
    },
    {
      name: 'the fix uses the logger of the file',
      path: 'src/app.mjs',
      code: "import logger from './logger.js';\nexport const show = async (req, res) => {\n  try {\n    await work();\n  } catch (e) {\n    res.status(500).json({ message: 'Failed', detail: «e.stack» });\n  }\n};\n",
      output:
        "import logger from './logger.js';\nexport const show = async (req, res) => {\n  try {\n    await work();\n  } catch (e) {\n    logger.error(e);\n    res.status(500).json({ message: 'Failed' });\n  }\n};\n",
    },
  ],
  valid: [
    {
      name: 'a function that is called in development only',
      code: `
        const app = require('express')();
        const sendInDetail = (err, res) => res.status(500).json({ error: err, stack: err.stack });
        app.use((err, req, res, next) => {
          if (process.env.NODE_ENV === 'development') sendInDetail(err, res);
          else res.status(500).json({ message: 'failed' });
        });
      `,
    },
    {
      name: 'a stack that production takes out again',
      code: `
        const { isProduction } = require('./env');
        const app = require('express')();
        app.use((err, req, res, next) => {
          const body = { message: 'failed', stack: err.stack };
          if (isProduction) delete body.stack;
          res.status(500).json(body);
        });
      `,
    },
    "const handlers = { lookup: (key) => ({ body: JSON.stringify({ stack: 'none' }) }) };",
    {
      name: 'a message for callers',
      code: inCatch('console.error(err.stack);', "res.status(500).json({ error: 'Failed' });"),
    },
    {
      name: 'logging',
      code: inHandler(
        'logger.error({ err, stack: err.stack });',
        "res.status(500).json({ error: 'Failed' });",
      ),
    },
    { name: 'next(err)', code: inCatch('next(err);') },
    {
      name: 'a spread under a guard',
      code: inHandler(
        "res.status(500).json({ error: 'Failed', ...(process.env.NODE_ENV === 'development' && { stack: err.stack }) });",
      ),
    },
    {
      name: 'a ternary',
      code: inHandler(
        "res.status(500).json({ error: 'Failed', stack: process.env.NODE_ENV === 'production' ? undefined : err.stack });",
      ),
    },
    {
      name: "app.get('env')",
      code: inHandler("res.status(500).json({ error: req.app.get('env') === 'development' ? err : {} });"),
    },
    {
      name: 'an if',
      code: inHandler(
        "if (process.env.NODE_ENV !== 'production') {",
        '  return res.status(500).json({ stack: err.stack });',
        '}',
        "res.status(500).json({ error: 'Failed' });",
      ),
    },
    {
      name: 'an else',
      code: inHandler(
        "if (process.env.NODE_ENV === 'production') {",
        "  res.status(500).json({ error: 'Failed' });",
        '} else {',
        '  res.status(500).json({ stack: err.stack });',
        '}',
      ),
    },
    {
      name: 'an early return',
      code: inHandler(
        "if (process.env.NODE_ENV === 'production') return res.status(500).json({ error: 'Failed' });",
        'return res.status(500).json({ error: err.stack });',
      ),
    },
    {
      name: 'a constant',
      code: `const isDev = process.env.NODE_ENV === 'development';\n${inHandler("res.status(500).json({ error: 'Failed', stack: isDev ? err.stack : undefined });")}`,
    },
    {
      name: 'a constant under another name',
      code: `const open = process.env.NODE_ENV === 'development';\n${inHandler("res.status(500).json({ error: 'Failed', stack: open ? err.stack : undefined });")}`,
    },
    {
      name: 'a negated constant',
      code: `const isProduction = process.env.NODE_ENV === 'production';\n${inHandler("res.status(500).json({ error: 'Failed', stack: !isProduction && err.stack });")}`,
    },
    {
      name: 'config.env',
      code: `const config = require('./config');\n${inHandler("if (config.env === 'development') return res.status(500).send(err.stack);", "res.status(500).send('Failed');")}`,
    },
    {
      name: 'a debug flag',
      code: `const config = require('./config');\n${inHandler("res.status(500).json({ error: 'Failed', stack: config.debug ? err.stack : undefined });")}`,
    },
    {
      name: 'process.env.DEBUG',
      code: inHandler(
        'if (process.env.DEBUG) return res.status(500).send(err.stack);',
        "res.status(500).send('Failed');",
      ),
    },
    {
      name: 'a list of environments',
      code: inHandler(
        "if (['development', 'test'].includes(process.env.NODE_ENV)) return res.status(500).send(err.stack);",
        "res.status(500).send('Failed');",
      ),
    },
    {
      name: 'a switch',
      code: inHandler(
        'switch (process.env.NODE_ENV) {',
        "  case 'development':",
        '    return res.status(500).send(err.stack);',
        '  default:',
        "    return res.status(500).send('Failed');",
        '}',
      ),
    },
    {
      name: 'a member set under a guard',
      code: inHandler(
        "const body = { error: 'Failed' };",
        "if (process.env.NODE_ENV === 'development') body.stack = err.stack;",
        'res.status(500).json(body);',
      ),
    },
    {
      name: 'a handler mounted under a guard',
      code: `${express}if (app.get('env') === 'development') {\n  app.use((err, req, res, next) => {\n    res.status(500).json({ message: err.message, error: err });\n  });\n}\n`,
    },
    {
      name: 'errorhandler under a guard',
      code: `${express}const errorhandler = require('errorhandler');\nif (process.env.NODE_ENV === 'development') {\n  app.use(errorhandler());\n}\n`,
    },
    {
      name: 'an errorHandler of their own',
      code: `${express}const errorhandler = require('./errorhandler');\napp.use(errorhandler());\n`,
    },
    {
      name: 'the own class',
      code: inHandler(
        'if (err instanceof ApiError) {',
        '  return res.status(err.status).json({ error: err.message });',
        '}',
        "res.status(500).json({ error: 'Failed' });",
      ),
    },
    {
      name: 'the own class in a ternary',
      code: inHandler(
        "const message = err instanceof ApiError ? err.message : 'Failed';",
        'res.status(err.status || 500).json({ error: message });',
      ),
    },
    {
      name: 'an early exit for others',
      code: inHandler(
        'if (!(err instanceof ApiError)) return next(err);',
        'res.status(err.status || 500).json({ error: err.message });',
      ),
    },
    {
      name: 'an operational error',
      code: inHandler(
        'if (err.isOperational) return res.status(err.statusCode || 500).json({ message: err.message });',
        "res.status(500).json({ message: 'Failed' });",
      ),
    },
    {
      name: 'the status decides',
      code: inHandler(
        'const status = err.status || 500;',
        "res.status(status).json({ error: status < 500 ? err.message : 'Failed' });",
      ),
    },
    {
      name: 'the status decides, the other way round',
      code: inHandler(
        'const status = err.status || 500;',
        "res.status(status).json({ error: status === 500 ? 'Failed' : err.message });",
      ),
    },
    {
      name: 'err.expose',
      code: inHandler("res.status(err.status || 500).json({ error: err.expose ? err.message : 'Failed' });"),
    },
    {
      name: 'ZodError issues',
      code: inHandler(
        'if (err instanceof ZodError) return res.status(400).json({ errors: err.issues });',
        'next(err);',
      ),
    },
    {
      name: 'a validation error by its name',
      code: inCatch(
        "if (err.name === 'ValidationError') return res.status(400).json({ error: err.message });",
        "res.status(500).json({ error: 'Failed' });",
      ),
    },
    { name: 'err.message in a 4xx', code: inCatch('res.status(400).json({ error: err.message });') },
    {
      name: "a guard function's error",
      code: inCatch(
        'if (isApiError(err)) return res.status(500).json({ error: err.message });',
        "res.status(500).json({ error: 'Failed' });",
      ),
    },
    { name: 'a code and no more', code: inCatch('res.status(500).json({ error: { code: err.code } });') },
    {
      name: 'a result and no error',
      code: `${express}app.get('/a', (req, res) => {\n  const { error } = schema.validate(req.body);\n  if (error) return res.status(400).json({ error: error.details[0].message });\n});\n`,
    },
    {
      name: 'the result of safeParse',
      code: `${express}app.get('/a', (req, res) => {\n  const result = schema.safeParse(req.body);\n  if (!result.success) return res.status(400).json({ errors: result.error.issues });\n});\n`,
    },
    {
      name: 'a formatter of another file',
      code: `const { toBody } = require('./errors');\n${inCatch('res.status(500).json(toBody(err));')}`,
    },
    {
      name: 'a field that is called stack',
      code: `${express}app.get('/a', async (req, res) => {\n  const project = await load();\n  res.json({ stack: project.stack });\n});\n`,
    },
    {
      name: 'a text of the request',
      code: `${express}app.post('/a', (req, res) => res.json({ error: req.body.error }));\n`,
    },
    {
      name: 'Koa: the own class',
      code: "const Koa = require('koa');\nnew Koa().use(async (ctx, next) => {\n  try { await next(); } catch (err) {\n    if (err instanceof ApiError) { ctx.status = err.status; ctx.body = { error: err.message }; return; }\n    ctx.app.emit('error', err, ctx);\n    ctx.status = 500;\n    ctx.body = { error: 'Failed' };\n  }\n});\n",
    },
    {
      name: 'Koa: what throw tells of a 5xx stays inside',
      code: 'module.exports = async (ctx) => {\n  try { await work(); } catch (err) { ctx.throw(500, err); }\n};\n',
    },
    {
      name: 'Fastify hands an error on',
      code: "const app = require('fastify')();\napp.get('/a', async (request, reply) => {\n  try { return await work(); } catch (err) { return reply.send(err); }\n});\n",
    },
    {
      name: 'Nest: an HttpException has its own message',
      path: 'src/a.filter.ts',
      code: "import { ArgumentsHost, Catch, ExceptionFilter, HttpException } from '@nestjs/common';\n@Catch(HttpException)\nexport class A implements ExceptionFilter {\n  catch(exception: HttpException, host: ArgumentsHost) {\n    const response = host.switchToHttp().getResponse();\n    response.status(exception.getStatus() || 500).json({ message: exception.message });\n  }\n}\n",
    },
    {
      name: 'Nest: a cause stays inside',
      path: 'src/a.service.ts',
      code: "import { InternalServerErrorException } from '@nestjs/common';\nexport async function load() {\n  try { return await work(); } catch (e) { throw new InternalServerErrorException('Failed', { cause: e }); }\n}\n",
    },
    {
      name: 'tRPC: a cause stays inside',
      path: 'src/a.ts',
      code: "import { TRPCError } from '@trpc/server';\nexport async function load() {\n  try { return await work(); } catch (e) { throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'Failed', cause: e }); }\n}\n",
    },
    {
      name: 'http-errors hides what a 5xx says',
      code: `const createError = require('http-errors');\n${inCatch('next(createError(500, err));')}`,
    },
    {
      name: 'a client that reads an answer',
      code: "fetch('https://a.example.com', { signal: AbortSignal.timeout(9) }).then((res) => res.json()).catch((err) => console.log(err.stack));\n",
    },
    {
      name: 'a socket, and no response',
      code: "socket.on('message', (m) => {\n  try { work(m); } catch (err) { socket.send(err.stack); }\n});\n",
    },
    {
      name: 'second parameters of what is no handler of a router',
      code: "const app = require('express')();\nqueue.use((job, out) => { try { work(job); } catch (e) { out.send(e.stack); } });\nworkers.forEach((each, sink) => { try { each(); } catch (e) { sink.json({ stack: e.stack }); } });\napp.get('/a', (q, s) => { q.pipe(parse(), (err, out) => out.write(err.stack)); s.json({}); });\n",
    },
    { name: 'a test', path: 'test/a.test.js', code: inCatch('res.status(500).json({ stack: err.stack });') },
  ],
});
