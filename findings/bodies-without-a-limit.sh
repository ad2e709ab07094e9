#!/usr/bin/env bash
# hono, h3: a body of any size is read into memory.
#
# Guess:    A web framework refuses a JSON body of 20 MB, as express (100 kB) and fastify (1 MiB) do.
# Fact:     `c.req.json()` of hono on Node and `readBody()` of h3 have no limit; hono's is a middleware
#           (hono/body-limit) that one has to use.
# Versions: hono 4.13.19 with @hono/node-server 2.1.9, h3 2.0.8, express 5.3.0, fastify 5.12.8; seen with Node
#           20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent hono@4.13.19 @hono/node-server@2.1.9 h3@2.0.8 express@5.3.0 fastify@5.12.8 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import http from 'node:http';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { H3, readBody, toNodeHandler } from 'h3';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

const headers = { 'content-type': 'application/json' };
const body = JSON.stringify({ text: 'x'.repeat(20_000_000) });
async function served(listener) {
  const server = http.createServer(listener);
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return (await fetch(`http://127.0.0.1:${server.address().port}`, { method: 'POST', headers, body })).status;
}
console.error = () => {};
const length = async (c) => c.text(String((await c.req.json()).text.length));
const app = fastify();
app.post('/', async (request) => String(request.body.text.length));
const seen = {
  express: await served(
    express()
      .use(express.json())
      .post('/', (request, response) => response.send(String(request.body.text.length))),
  ),
  fastify: (await app.inject({ method: 'POST', url: '/', headers, payload: body })).statusCode,
  hono: await served(getRequestListener(new Hono().post('/', length).fetch)),
  'hono with bodyLimit': await served(
    getRequestListener(new Hono().post('/', bodyLimit({ maxSize: 1 << 20 }), length).fetch),
  ),
  h3: await served(
    toNodeHandler(new H3().post('/', async (event) => String((await readBody(event)).text.length))),
  ),
};
console.log(seen);
assert.deepStrictEqual(seen, { express: 413, fastify: 413, hono: 200, 'hono with bodyLimit': 413, h3: 200 });
process.exit();
EOF
node check.mjs
