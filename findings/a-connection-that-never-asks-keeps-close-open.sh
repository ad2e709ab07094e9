#!/usr/bin/env bash
# http, express, hono, fastify: what `server.close()` waits for.
#
# Guess:    `close()` is done once the running requests are answered, as idle connections are closed since Node 19;
#           what holds for Node's server holds for the frameworks on it.
# Fact:     A connection on which nothing was ever sent (a browser's pre-connect, a load balancer's spare one) is not
#           idle for Node: close() waits for it without end. And a client that keeps its connection after an answer
#           given during close() holds Node's server for six seconds, but fastify's for 72 (its keepAliveTimeout),
#           longer than the 30 s that Kubernetes grants by default. fastify also switches Node's requestTimeout of
#           300 s off.
# Versions: express 5.3.0, fastify 5.12.8, @hono/node-server 2.1.9 with hono 4.13.19; seen with Node 20.20.2.
# Source:   measured for ten seconds; keepAliveTimeout and requestTimeout as the server states them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent express@5.3.0 fastify@5.12.8 hono@4.13.19 @hono/node-server@2.1.9 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import http from 'node:http';
import net from 'node:net';
import { serve } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const slowly = async () => {
  await wait(500);
  return 'answer';
};

/** Each starts a server that answers after half a second, and gives its server object and how to close it. */
const frameworks = {
  async http() {
    const server = http.createServer(async (_, response) => response.end(await slowly()));
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    return { server, close: () => new Promise((closed) => server.close(closed)) };
  },
  async express() {
    const app = express().get('/', async (_, response) => response.send(await slowly()));
    const server = await new Promise((resolve) => {
      const s = app.listen(0, '127.0.0.1', () => resolve(s));
    });
    return { server, close: () => new Promise((closed) => server.close(closed)) };
  },
  async hono() {
    const app = new Hono().get('/', async (c) => c.text(await slowly()));
    const server = await new Promise((resolve) => {
      const s = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(s));
    });
    return { server, close: () => new Promise((closed) => server.close(closed)) };
  },
  async fastify() {
    const app = fastify().get('/', slowly);
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { server: app.server, close: () => app.close() };
  },
  async 'fastify, forceCloseConnections'() {
    const app = fastify({ forceCloseConnections: true }).get('/', slowly);
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { server: app.server, close: () => app.close() };
  },
};

/** How long closing takes while `connect` holds its connection, up to ten seconds. */
async function closing(start, connect) {
  const { server, close } = await start();
  const connection = await connect(server.address().port);
  await wait(100);
  const begin = Date.now();
  const end = await Promise.race([close().then(() => 'closed'), wait(10_000).then(() => 'open')]);
  connection.destroy();
  if (end === 'open') return 'still open after 10 s';
  return Date.now() - begin < 3000 ? 'at once' : 'after some seconds';
}
const neverAsks = async (port) => net.connect(port, '127.0.0.1').on('error', () => {});
const inFlight = async (port) => {
  const socket = net.connect(port, '127.0.0.1').on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nHost: any\r\n\r\n');
  return socket;
};
const idle = async (port) => {
  const socket = await inFlight(port);
  await new Promise((answered) => socket.once('data', answered));
  return socket;
};

const seen = {};
await Promise.all(
  Object.entries(frameworks).map(async ([name, start]) => {
    const [never, flight, kept] = await Promise.all([
      closing(start, neverAsks),
      closing(start, inFlight),
      closing(start, idle),
    ]);
    seen[name] = { 'never asked': never, 'request in flight': flight, 'idle after an answer': kept };
  }),
);
console.table(seen);
const node = {
  'never asked': 'still open after 10 s',
  'request in flight': 'after some seconds',
  'idle after an answer': 'at once',
};
assert.deepStrictEqual(seen, {
  http: node,
  express: node,
  hono: node,
  fastify: { ...node, 'request in flight': 'still open after 10 s' },
  'fastify, forceCloseConnections': {
    'never asked': 'at once',
    'request in flight': 'at once',
    'idle after an answer': 'at once',
  },
});
const { keepAliveTimeout, requestTimeout } = fastify().server;
console.log('fastify:', { keepAliveTimeout, requestTimeout });
assert.deepStrictEqual([keepAliveTimeout, requestTimeout], [72_000, 0]);
assert.deepStrictEqual(
  [http.createServer().keepAliveTimeout, http.createServer().requestTimeout],
  [5000, 300_000],
);
process.exit();
EOF
node check.mjs
