#!/usr/bin/env bash
# @fastify/rate-limit, express-rate-limit: a limiter that limits nobody, and one that limits everybody.
#
# Guess:    `app.register(rateLimit, { max: 1 })` above the routes limits them, as every register call is loaded
#           before the server answers; express-rate-limit with its defaults limits each client by its address.
# Fact:     Without `await` the plugin is loaded after the routes of the same scope were declared, and they go
#           unlimited (those in plugins registered after it are limited). Unknown paths are not limited in either
#           case. Behind a proxy, express-rate-limit without 'trust proxy' counts all clients as the proxy: one
#           client uses up everybody's allowance (an error is logged once, the request goes through).
# Versions: @fastify/rate-limit 11.2.0 with fastify 5.12.8, express-rate-limit 8.7.5 with express 5.3.0; seen with
#           Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent fastify@5.12.8 @fastify/rate-limit@11.2.0 express@5.3.0 express-rate-limit@8.7.5 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import fastifyRateLimit from '@fastify/rate-limit';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import fastify from 'fastify';

const twice = async (app, url) =>
  [(await app.inject(url)).statusCode, (await app.inject(url)).statusCode].join();
const answer = async () => 'answer';

const notAwaited = fastify();
notAwaited.register(fastifyRateLimit, { max: 1 });
notAwaited.get('/', answer);

const inPlugin = fastify();
inPlugin.register(fastifyRateLimit, { max: 1 });
inPlugin.register(async (scope) => scope.get('/', answer));

const awaited = fastify();
await awaited.register(fastifyRateLimit, { max: 1 });
awaited.get('/', answer);

const logged = [];
console.error = (error) => logged.push(error.code);
/** The answers to two clients that come through the same proxy. */
async function twoClients(app) {
  app.use(rateLimit({ limit: 1 })).get('/', (_, response) => response.send('answer'));
  const server = await new Promise((resolve) => {
    const s = app.listen(0, '127.0.0.1', () => resolve(s));
  });
  const from = async (client) =>
    (await fetch(`http://127.0.0.1:${server.address().port}`, { headers: { 'x-forwarded-for': client } }))
      .status;
  return [await from('192.0.2.1'), await from('192.0.2.2')].join();
}

const seen = {
  'fastify, not awaited': await twice(notAwaited, '/'),
  'fastify, not awaited, route in a later plugin': await twice(inPlugin, '/'),
  'fastify, awaited': await twice(awaited, '/'),
  'fastify, awaited, unknown path': await twice(awaited, '/unknown'),
  'express, two clients, no trust proxy': await twoClients(express()),
  'express, two clients, trust proxy 1': await twoClients(express().set('trust proxy', 1)),
  'logged by express-rate-limit': logged.join(),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'fastify, not awaited': '200,200',
  'fastify, not awaited, route in a later plugin': '200,429',
  'fastify, awaited': '200,429',
  'fastify, awaited, unknown path': '404,404',
  'express, two clients, no trust proxy': '200,429',
  'express, two clients, trust proxy 1': '200,200',
  'logged by express-rate-limit': 'ERR_ERL_UNEXPECTED_X_FORWARDED_FOR',
});
process.exit();
EOF
node check.mjs
