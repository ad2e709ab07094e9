import inconsistentErrorFormat from '../../../rules/api/inconsistent-error-format/rule';
import { ruleTests } from '../rule-tester';

/** A router whose handlers have these lines, each of which answers with an error. */
function handlers(...lines: string[]): string {
  return [
    "const { Router } = require('express');",
    'const router = Router();',
    ...lines.map((line, i) => `router.get('/item-${i}', (req, res) => {\n  ${line}\n});`),
    'module.exports = router;',
    '',
  ].join('\n');
}

const nested = [
  "res.status(400).json({ error: { code: 'bad_request', message: 'No name' } });",
  "res.status(404).json({ error: { code: 'not_found', message: 'No such item' } });",
  "res.status(409).json({ error: { code: 'conflict', message: 'Taken' } });",
];
const flat = [
  "res.status(400).json({ error: 'No name' });",
  "res.status(404).json({ error: 'No such item' });",
  "res.status(409).json({ error: 'Taken' });",
];
const common = 'a client needs a second way to read errors, for this one. Send the common shape.';

ruleTests(inconsistentErrorFormat, {
  files: { 'package.json': '{ "name": "app" }' },
  invalid: [
    {
      name: 'Koa: a status that is set after the body, on a context of any name',
      code: "const Router = require('@koa/router');\nconst router = new Router();\nrouter.get('/a', (k) => { k.status = 400; k.body = { error: 'No name' }; });\nrouter.get('/b', (k) => { k.body = { error: 'No size' }; k.status = 404; });\nrouter.get('/c', (k) => { k.body = { error: 'Taken' }; k.status = 409; });\nrouter.get('/d', (k) => { k.body = «{ message: 'Gone' }»; k.status = 410; });\nmodule.exports = router;\n",
      messages: [
        `This 410 response sends message, but 3 of 4 error responses of this package send error: ${common}`,
      ],
    },
    {
      name: 'handlers whose parameters have names of their own',
      code: handlers(...nested, '')
        .replaceAll('req, res', '_, out')
        .replaceAll('res.', 'out.')
        .replace('\n  \n', "\n  out.status(404).json(«{ message: 'No such page' }»);\n"),
      output: handlers(
        ...nested,
        "res.status(404).json({ error: { code: 'not_found', message: 'No such page' } });",
      )
        .replaceAll('req, res', '_, out')
        .replaceAll('res.', 'out.'),
    },
    {
      name: 'a message where others nest an error',
      code: handlers(...nested, "res.status(404).json(«{ message: 'No such page' }»);"),
      messages: [
        `This 404 response sends message, but 3 of 4 error responses of this package send error.code and error.message: ${common}`,
      ],
      related: [1],
      fix: 'Send { error: { code, message } }',
      output: handlers(
        ...nested,
        "res.status(404).json({ error: { code: 'not_found', message: 'No such page' } });",
      ),
    },
    {
      name: 'a text under the key of an object',
      code: handlers(...nested, "res.status(401).json(«{ error: 'Sign in' }»);"),
      output: handlers(
        ...nested,
        "res.status(401).json({ error: { code: 'unauthorized', message: 'Sign in' } });",
      ),
    },
    {
      name: 'an object under the key of a text',
      code: handlers(...flat, "res.status(400).json(«{ error: { message: 'No size' } }»);"),
      output: handlers(...flat, "res.status(400).json({ error: 'No size' });"),
    },
    {
      name: 'a plain text',
      code: handlers(...flat, "res.status(404).send(«'No such page'»);"),
      messages: [
        `This 404 response sends plain text, but 3 of 4 error responses of this package send error: ${common}`,
      ],
      output: handlers(...flat, "res.status(404).send({ error: 'No such page' });"),
    },
    {
      name: 'a message of an expression is carried over',
      code: handlers(...flat, 'res.status(400).json(«{ message: `No ${req.params.id}` }»);'),
      output: handlers(...flat, 'res.status(400).json({ error: `No ${req.params.id}` });'),
    },
    {
      name: 'a code is kept',
      code: handlers(...nested, "res.status(400).json(«{ code: 'BAD_SIZE', message: 'No size' }»);"),
      output: handlers(
        ...nested,
        "res.status(400).json({ error: { code: 'BAD_SIZE', message: 'No size' } });",
      ),
    },
    {
      name: 'a code is kept where the shape has no place for it',
      code: handlers(...flat, "res.status(400).json(«{ code: 'BAD_SIZE', message: 'No size' }»);"),
      output: handlers(...flat, "res.status(400).json({ error: 'No size', code: 'BAD_SIZE' });"),
    },
    {
      name: 'what is more than a message stays with its author',
      code: handlers(...flat, "res.status(400).json(«{ message: 'No size', fields: ['size'] }»);"),
      output: false,
    },
    {
      name: 'a list of errors',
      code: handlers(...flat, 'res.status(422).json(«{ errors: check(req).array() }»);'),
      output: false,
    },
    {
      name: 'two of three',
      code: handlers(
        "res.status(400).json({ error: 'a' });",
        "res.status(404).json({ error: 'b' });",
        "res.status(500).json(«{ msg: 'c' }»);",
      ),
    },
    {
      name: 'success and message',
      code: handlers(
        "res.status(400).json({ success: false, message: 'a' });",
        "res.status(404).json({ success: false, message: 'b' });",
        "res.status(500).json({ success: false, message: 'c' });",
        "res.status(403).json(«{ error: 'd' }»);",
      ),
      output: handlers(
        "res.status(400).json({ success: false, message: 'a' });",
        "res.status(404).json({ success: false, message: 'b' });",
        "res.status(500).json({ success: false, message: 'c' });",
        "res.status(403).json({ success: false, message: 'd' });",
      ),
    },
    {
      name: 'a code in the style of the others',
      code: handlers(
        "res.status(400).json({ code: 'BAD_REQUEST', message: 'a' });",
        "res.status(404).json({ code: 'NOT_FOUND', message: 'b' });",
        "res.status(429).json(«{ message: 'Slow down' }»);",
      ),
      output: handlers(
        "res.status(400).json({ code: 'BAD_REQUEST', message: 'a' });",
        "res.status(404).json({ code: 'NOT_FOUND', message: 'b' });",
        "res.status(429).json({ code: 'TOO_MANY_REQUESTS', message: 'Slow down' });",
      ),
    },
    {
      name: 'a status in the body',
      code: handlers(
        "res.status(400).json({ status: 400, message: 'a' });",
        "res.status(404).json({ status: 404, message: 'b' });",
        "res.status(409).json(«{ error: 'c' }»);",
      ),
      output: handlers(
        "res.status(400).json({ status: 400, message: 'a' });",
        "res.status(404).json({ status: 404, message: 'b' });",
        "res.status(409).json({ status: 409, message: 'c' });",
      ),
    },
    {
      name: 'over several files, with one example related',
      files: {
        'src/a.js': handlers(...nested),
        'src/b.js': handlers("res.status(404).json(«{ message: 'No such page' }»);"),
      },
      related: [1],
    },
    {
      name: 'the shape of a helper, by its calls',
      files: {
        'src/send-error.js':
          'function sendError(res, status, code, message) {\n  res.status(status).json({ error: { code, message } });\n}\nmodule.exports = { sendError };\n',
        'src/a.js': `const { sendError } = require('./send-error');\n${handlers(
          "sendError(res, 400, 'a', 'A');",
          "sendError(res, 404, 'b', 'B');",
          "res.status(404).json(«{ message: 'No such page' }»);",
        )}`,
      },
    },
    {
      name: 'the shape of a central handler, by the errors that are thrown',
      files: {
        'src/errors.js':
          'class ApiError extends Error {\n  constructor(status, message) { super(message); this.status = status; }\n}\nmodule.exports = { ApiError };\n',
        'src/error-handler.js':
          "module.exports = (err, req, res, next) => {\n  res.status(err.status).json({ error: { message: 'Failed' } });\n};\n",
        'src/a.js': `const { ApiError } = require('./errors');\n${handlers(
          "throw new ApiError(400, 'a');",
          "throw new ApiError(404, 'b');",
          "throw new ApiError(409, 'c');",
          "res.status(404).json(«{ message: 'No such page' }»);",
        )}`,
      },
    },
    {
      name: 'Fastify',
      code: [
        "const app = require('fastify')();",
        "app.get('/a', async (request, reply) => reply.code(400).send({ error: 'a' }));",
        "app.get('/b', async (request, reply) => reply.status(404).send({ error: 'b' }));",
        "app.get('/c', async (request, reply) => reply.code(409).send(«{ message: 'c' }»));",
        '',
      ].join('\n'),
      fix: 'Send { error }',
    },
    {
      name: 'Koa',
      code: [
        "const Router = require('@koa/router');",
        'const router = new Router();',
        "router.get('/a', async (ctx) => { ctx.status = 400; ctx.body = { error: 'a' }; });",
        "router.get('/b', async (ctx) => { ctx.status = 404; ctx.body = { error: 'b' }; });",
        "router.get('/c', async (ctx) => { ctx.body = «{ message: 'c' }»; ctx.status = 409; });",
        '',
      ].join('\n'),
    },
    {
      name: 'Hono',
      path: 'src/app.ts',
      code: [
        "import { Hono } from 'hono';",
        'const app = new Hono();',
        "app.get('/a', (c) => c.json({ error: 'a' }, 400));",
        "app.get('/b', (c) => c.json({ error: 'b' }, 404));",
        "app.get('/c', (c) => c.json(«{ message: 'c' }», 409));",
        '',
      ].join('\n'),
    },
    {
      name: 'Next.js',
      files: {
        'app/api/a/route.ts':
          "import { NextResponse } from 'next/server';\nexport async function GET() {\n  return NextResponse.json({ error: 'a' }, { status: 400 });\n}\n",
        'app/api/b/route.ts':
          "export async function GET() {\n  return Response.json({ error: 'b' }, { status: 404 });\n}\n",
        'app/api/c/route.ts':
          "export async function GET() {\n  return new Response(JSON.stringify(«{ message: 'c' }»), { status: 409 });\n}\n",
      },
      fix: 'Send { error }',
    },
    {
      name: 'Nest: a body of its own',
      path: 'src/a.service.ts',
      code: [
        "import { BadRequestException, HttpException, HttpStatus, NotFoundException } from '@nestjs/common';",
        "export const a = () => { throw new BadRequestException('a'); };",
        "export const b = () => { throw new NotFoundException('b'); };",
        "export const c = () => { throw new HttpException(«{ error: 'c' }», HttpStatus.CONFLICT); };",
        '',
      ].join('\n'),
    },
    {
      name: 'a guard that is handed the response, and says the same to everyone',
      files: {
        'src/a.js': handlers(...flat),
        'src/guard.js':
          "function verify(reply, role) {\n  if (!has(role)) reply.status(403).send(«'No such role'»);\n}\nmodule.exports = { verify };\n",
      },
    },
    {
      name: 'named constants, and plain http',
      code: [
        "const { StatusCodes } = require('http-status-codes');",
        "const a = (req, res) => res.status(StatusCodes.BAD_REQUEST).json({ error: 'a' });",
        "const b = (req, res) => { res.statusCode = 404; res.end(JSON.stringify({ error: 'b' })); };",
        "const c = (req, res) => { res.writeHead(409); res.end(JSON.stringify(«{ message: 'c' }»)); };",
        'module.exports = { a, b, c };',
        '',
      ].join('\n'),
    },
  ],
  valid: [
    { name: 'one shape', code: handlers(...nested) },
    { name: 'fewer than three', code: handlers(flat[0] ?? '', "res.status(404).json({ message: 'b' });") },
    {
      name: 'no clear majority',
      code: handlers(
        ...flat.slice(0, 2),
        "res.status(404).json({ message: 'b' });",
        "res.status(404).json({ message: 'c' });",
      ),
    },
    {
      name: 'more keys than the others',
      code: handlers(...flat, "res.status(400).json({ error: 'a', details: [1] });"),
    },
    {
      name: 'a value that may be anything',
      code: handlers(...nested, 'res.status(400).json({ error: reasonFor(req) });'),
    },
    {
      name: 'a body that is not spelled out',
      code: handlers(...flat, 'res.status(400).json(describe(req));'),
    },
    { name: 'a spread', code: handlers(...flat, "res.status(400).json({ ...base, message: 'a' });") },
    {
      name: 'a success',
      code: handlers(...flat, "res.status(200).json({ message: 'Done' });", "res.json({ message: 'Done' });"),
    },
    {
      name: 'no body',
      code: handlers(...flat, 'res.status(404).end();', 'res.sendStatus(401);', 'res.status(204).send();'),
    },
    {
      name: '304 and a redirect',
      code: handlers(...flat, 'res.status(304).end();', "res.redirect(302, '/a');"),
    },
    {
      name: 'a page',
      code: handlers(
        ...flat,
        "res.status(404).send('<h1>Nothing here</h1>');",
        "res.status(404).render('missing', { message: 'a' });",
      ),
    },
    {
      name: 'a health endpoint',
      code: `${handlers(...flat)}router.get('/health', (req, res) => res.status(503).json({ status: 'down' }));\n`,
    },
    {
      name: 'a file of health endpoints',
      files: {
        'src/a.js': handlers(...flat),
        'src/health.js': handlers("res.status(503).json({ database: 'down' });"),
      },
    },
    {
      name: "OAuth's own shape",
      code: handlers(
        ...nested,
        "res.status(400).json({ error: 'invalid_grant', error_description: 'Expired' });",
      ),
    },
    {
      name: 'the central handler',
      code: `${handlers(...flat)}router.use((err, req, res, next) => { res.status(500).json({ message: 'Failed' }); });\n`,
    },
    {
      name: 'a helper',
      code: `${handlers(...flat)}function fail(res, status, message) { res.status(status).json({ message }); }\nmodule.exports.fail = fail;\n`,
    },
    {
      name: 'what only a developer sees',
      code: handlers(
        ...flat,
        "if (process.env.NODE_ENV === 'development') return res.status(500).json({ trace: String(req.err) });",
      ),
    },
    {
      name: 'packages have shapes of their own',
      files: {
        'a/package.json': '{ "name": "a" }',
        'b/package.json': '{ "name": "b" }',
        'a/src/a.js': handlers(...flat),
        'b/src/b.js': handlers(...nested),
      },
    },
    {
      name: 'a challenge for a browser',
      code: handlers(...flat, "res.set('WWW-Authenticate', 'Basic');\n  res.status(401).send('Sign in');"),
    },
    {
      name: 'a test',
      files: {
        'src/a.js': handlers(...flat),
        'test/b.test.js': handlers("res.status(404).json({ message: 'b' });"),
      },
    },
  ],
});
