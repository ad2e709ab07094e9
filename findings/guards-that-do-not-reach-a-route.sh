#!/usr/bin/env bash
# fastify, elysia, hono, h3: whether a guard reaches a route depends on rules that differ in each.
#
# Guess:    A guard in a plugin that is registered before a route protects it, and one declared after a route does
#           not.
# Fact:     In fastify a hook in a plugin stays inside the plugin, but a hook declared after a route of the same
#           scope guards it. In elysia a hook in a plugin stays inside, too, and one declared later does not count,
#           unless it is onRequest. In hono a guard in a sub-application mounted at '/' guards the routes declared
#           after it; one declared later does not count. In h3 one declared later does.
# Versions: fastify 5.12.8, elysia 1.4.30, hono 4.13.19, h3 2.0.8; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent fastify@5.12.8 elysia@1.4.30 hono@4.13.19 h3@2.0.8 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { Elysia } from 'elysia';
import fastify from 'fastify';
import { H3 } from 'h3';
import { Hono } from 'hono';

const fastifyGuard = (app) => app.addHook('onRequest', async (_, reply) => reply.code(401).send('no'));
const fastifyInPlugin = fastify();
await fastifyInPlugin.register(async (scope) => fastifyGuard(scope));
fastifyInPlugin.get('/', async () => 'open');
const fastifyLater = fastify();
fastifyLater.get('/', async () => 'open');
fastifyGuard(fastifyLater);

const refuse = ({ status }) => status(401);
const elysia = async (app) => (await app.handle(new Request('http://127.0.0.1/'))).status;
const honoGuard = (c) => c.text('no', 401);
const h3Guard = () => new Response('no', { status: 401 });

const seen = {
  'fastify, in a plugin before': (await fastifyInPlugin.inject('/')).statusCode,
  'fastify, declared after': (await fastifyLater.inject('/')).statusCode,
  'elysia, in a plugin before': await elysia(
    new Elysia().use(new Elysia().onBeforeHandle(refuse)).get('/', () => 'open'),
  ),
  "elysia, in a plugin before, as 'scoped'": await elysia(
    new Elysia().use(new Elysia().onBeforeHandle({ as: 'scoped' }, refuse)).get('/', () => 'open'),
  ),
  'elysia, declared after': await elysia(new Elysia().get('/', () => 'open').onBeforeHandle(refuse)),
  'elysia, onRequest declared after': await elysia(new Elysia().get('/', () => 'open').onRequest(refuse)),
  "hono, in a sub-application at '/' before": (
    await new Hono()
      .route('/', new Hono().use(honoGuard))
      .get('/', (c) => c.text('open'))
      .request('/')
  ).status,
  'hono, declared after': (
    await new Hono()
      .get('/', (c) => c.text('open'))
      .use(honoGuard)
      .request('/')
  ).status,
  'h3, declared after': (
    await new H3()
      .get('/', () => 'open')
      .use(h3Guard)
      .request('/')
  ).status,
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'fastify, in a plugin before': 200,
  'fastify, declared after': 401,
  'elysia, in a plugin before': 200,
  "elysia, in a plugin before, as 'scoped'": 401,
  'elysia, declared after': 200,
  'elysia, onRequest declared after': 401,
  "hono, in a sub-application at '/' before": 401,
  'hono, declared after': 200,
  'h3, declared after': 401,
});
process.exit();
EOF
node check.mjs
