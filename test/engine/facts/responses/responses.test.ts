import assert from 'node:assert/strict';
import { factsOf, modelOf } from '../reading';

/** Each answer of a text: how, its status, and the function it is in. */
async function answersIn(text: string, path = 'src/app.ts'): Promise<string[]> {
  const facts = await factsOf(text, path);
  return facts.responses.map((each) => {
    const name = each.within === undefined ? '' : (facts.functions[each.within]?.name ?? '');
    return [each.sort, each.status ?? each.statuses?.join('|') ?? '-', each.body?.kind ?? '-', name]
      .join(' ')
      .trim();
  });
}

/** The statuses of an Express handler's one line. */
async function statusOf(line: string, head = ''): Promise<string[]> {
  const answers = await answersIn(
    `${head}\nexport const guard = async (req, res, next) => {\n  ${line}\n};\n`,
    'src/app.ts',
  );
  return answers.map((each) => each.replace(/ guard$/, ''));
}

describe('responses', () => {
  const express: [string, string][] = [
    ["res.status(400).json({ error: 'a' });", 'sent 400 object'],
    ["return res.status(401).send('no');", 'sent 401 text'],
    ['res.sendStatus(403);', 'sent 403 -'],
    ['res.status(404).end();', 'sent 404 -'],
    ["res.status(404).type('txt').send('no');", 'sent 404 text'],
    ["res.set('a', 'b').status(429).json({});", 'sent 429 object'],
    ['res.json({ a: 1 });', 'sent - object'],
    ["res.send('<p>a</p>');", 'sent - html'],
    ['res.status(req.a ? 404 : 403).json([1]);', 'sent 404|403 list'],
    ["res.status(req.status || 500).json({ error: 'a' });", 'sent 500 object'],
    ['res.status(401); res.end();', 'sent 401 -'],
    ["res.statusCode = 401; res.end('no');", 'sent 401 text'],
    ["res.writeHead(401, {}); res.end(JSON.stringify({ error: 'a' }));", 'sent 401 object'],
    ['res.writeHead(401).end();', 'sent 401 -'],
    ["const code = 409; res.status(code).json({ error: 'a' });", 'sent 409 object'],
    ['res.status(StatusCodes.UNAUTHORIZED).json({});', 'sent 401 object'],
    ['res.status(HttpStatus.TOO_MANY_REQUESTS).json({});', 'sent 429 object'],
    ['res.status(constants.HTTP_STATUS_FORBIDDEN).end();', 'sent 403 -'],
    ['next(createError(401));', 'thrown 401 -'],
    ["next(new ApiError(403, 'no'));", 'thrown 403 -'],
    ["throw new HttpError('no', 401);", 'thrown 401 -'],
    ["throw new AppError('no', { status: 403 });", 'thrown 403 -'],
    ["throw new AppError({ code: 'FORBIDDEN' });", 'thrown 403 -'],
    ["const err = new Error('no'); err.status = 401; throw err;", 'thrown 401 -'],
    ["const err = new Error('no'); err.statusCode = 401; return next(err);", 'thrown 401 -'],
    ["throw Object.assign(new Error('no'), { status: 401 });", 'thrown 401 -'],
    ['next({ status: 403 });', 'thrown 403 -'],
  ];
  for (const [line, expected] of express)
    it(line, async () => assert.deepEqual(await statusOf(line), [expected]));

  it('are none of a client, a stream, a socket or a plain error', async () => {
    for (const line of [
      'const response = await fetch(url); return response.json();',
      'http.get(url, (res) => { res.send(1); });',
      "load().then((res) => res.json('a'));",
      'stream.end(1);',
      'socket.send(data);',
      "throw new Error('no');",
      'next();',
      'next(err);',
      'iterator.next();',
    ])
      assert.deepEqual(await statusOf(line), [], line);
  });

  it('of libraries that make errors', async () => {
    assert.deepEqual(await statusOf("throw Boom.unauthorized('no');", "import Boom from '@hapi/boom';"), [
      'thrown 401 -',
    ]);
    assert.deepEqual(
      await statusOf('throw new createError.NotFound();', "import createError from 'http-errors';"),
      ['thrown 404 -'],
    );
    assert.deepEqual(await statusOf('throw createError(409);', "import createError from 'http-errors';"), [
      'thrown 409 -',
    ]);
    const hono = "import { HTTPException } from 'hono/http-exception';";
    assert.deepEqual(await statusOf("throw new HTTPException(429, { message: 'a' });", hono), [
      'thrown 429 -',
    ]);
    const nest = "import { ForbiddenException, HttpException, HttpStatus } from '@nestjs/common';";
    assert.deepEqual(await statusOf("throw new ForbiddenException('no');", nest), ['thrown 403 text']);
    assert.deepEqual(await statusOf('throw new HttpException({ a: 1 }, HttpStatus.CONFLICT);', nest), [
      'thrown 409 object',
    ]);
    const trpc = "import { TRPCError } from '@trpc/server';";
    assert.deepEqual(await statusOf("throw new TRPCError({ code: 'UNAUTHORIZED' });", trpc), [
      'thrown 401 -',
    ]);
  });

  it('of Fastify', async () => {
    const text = `
      export default async function routes(app) {
        app.get('/a', async (request, reply) => reply.code(400).send({ error: 'a' }));
        app.get('/b', async (request, reply) => { reply.code(500); return { error: 'b' }; });
        app.get('/c', async (request, reply) => { throw app.httpErrors.unauthorized(); });
        app.get('/d', async (request, reply) => reply.forbidden('no'));
        app.get('/e', async (request, reply) => { reply.code(400); if (late) reply.code(404); return { error: 'e' }; });
        app.get('/f', async (request, reply) => reply.notFound('no'));
      }
    `;
    assert.deepEqual(await answersIn(text), [
      'sent 400 object',
      'sent 500 object',
      'thrown 401 -',
      'thrown 403 -',
      'sent 400 object',
      'thrown 404 -',
    ]);
  });

  it('of Koa, Hono and hapi', async () => {
    const text = `
      const koa = async (ctx) => { ctx.status = 401; ctx.body = { error: 'a' }; };
      const koaAfter = async (ctx) => { ctx.body = 'a'; ctx.status = 403; };
      const koaAlone = async (ctx) => { ctx.status = 404; };
      const koaThrown = async (ctx) => { ctx.throw(401, 'no'); };
      const hono = (c) => c.json({ error: 'a' }, 403);
      const honoOptions = (c) => c.text('a', { status: 429 });
      const honoMissing = (c) => c.notFound();
      const hapi = (request, h) => h.response({ error: 'a' }).code(401);
    `;
    assert.deepEqual(await answersIn(text), [
      'sent 401 object koa',
      'sent 403 text koaAfter',
      'sent 404 - koaAlone',
      'thrown 401 - koaThrown',
      'sent 403 object hono',
      'sent 429 text honoOptions',
      'sent 404 - honoMissing',
      'sent 401 object hapi',
    ]);
  });

  it('of fetch handlers', async () => {
    const text = `
      import { NextResponse } from 'next/server';
      export const a = () => NextResponse.json({ error: 'a' }, { status: 401 });
      export const b = () => Response.json({ a: 1 });
      export const c = () => new Response('no', { status: 403 });
      export const d = () => new NextResponse(null, { status: 429 });
      export const e = () => new Response(JSON.stringify({ error: 'a' }), { status: 500 });
    `;
    assert.deepEqual(await answersIn(text), [
      'sent 401 object a',
      'sent - object b',
      'sent 403 text c',
      'sent 429 - d',
      'sent 500 object e',
    ]);
  });

  it('have the shape of their body, down to two levels', async () => {
    const { responses } = await factsOf(
      "const a = (req, res) => res.status(400).json({ error: { code: 'a', message: text }, ok: false, ids: [] });",
    );
    const keys = responses[0]?.body?.keys.map((key) => [
      key.name,
      key.kind,
      key.keys.map((inner) => inner.name),
    ]);
    assert.deepEqual(keys, [
      ['error', 'object', ['code', 'message']],
      ['ok', 'value', []],
      ['ids', 'list', []],
    ]);
  });

  it('have the status of their class or maker, in whatever file', async () => {
    const model = await modelOf({
      'src/errors.ts': `
        export class ApiError extends Error { constructor(readonly status: number, message: string) { super(message); } }
        export class Missing extends ApiError { constructor() { super(404, 'missing'); } }
        export class Closed extends Missing {}
        export class Locked extends Error { statusCode = 423; }
        export const forbidden = () => new ApiError(403, 'no');
        export function limited() { return new ApiError(429, 'slow'); }
      `,
      'src/a.ts': `
        import { ApiError, Closed, forbidden, limited, Locked, Missing } from './errors';
        import { UnauthorizedError } from 'somewhere';
        export const a = () => { throw new Missing(); };
        export const b = () => { throw new Closed(); };
        export const c = () => { throw new Locked(); };
        export const d = () => { throw limited(); };
        export const e = (req, res, next) => next(new ApiError(401, 'no'));
        export const f = () => { throw new UnauthorizedError(); };
        export const g = () => { throw forbidden(); };
      `,
    });
    const file = model.files.get('src/a.ts');
    assert.ok(file);
    assert.deepEqual(
      file.responses.map((each) => model.statusOf(file, each)),
      [404, 404, 423, 429, 401, 401, 403],
    );
  });
});
