#!/usr/bin/env bash
# redis, ioredis, amqplib, pg: limits that end once the TCP connection stands.
#
# Guess:    A client with `connectTimeout`, `query_timeout` or a command time limit notices a server that accepts the
#           connection and then says nothing (a hung process behind a load balancer looks like that).
# Fact:     It does not. redis's `connect()` waits, its `commandOptions.timeout` counts only until the command was
#           sent, ioredis waits for every command, amqplib's `connect()` has no limit unless `{ timeout }` is given,
#           and pg's `query_timeout` and `statement_timeout` do not cover connecting. `socketTimeout` (redis),
#           `commandTimeout` (ioredis), `{ timeout }` (amqplib) and `connectionTimeoutMillis` (pg) do.
# Versions: redis 6.3.1, ioredis 6.0.0, amqplib 2.3.1, pg 8.23.1; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent redis@6.3.1 ioredis@6.0.0 amqplib@2.3.1 pg@8.23.1 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import net from 'node:net';
import amqp from 'amqplib';
import Redis from 'ioredis';
import pg from 'pg';
import { createClient } from 'redis';

const listen = (onSocket) =>
  new Promise((resolve) => {
    const server = net.createServer((socket) => onSocket(socket.on('error', () => {})));
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });
const silent = await listen(() => {});
// Says OK to whatever a Redis client sends while it connects, and nothing to GET.
let getsReceived = 0;
const greeting = await listen((socket) =>
  socket.on('data', (data) => {
    const commands = data
      .toString()
      .split(/^\*\d+\r\n/m)
      .filter(Boolean);
    for (const command of commands) {
      if (/\bGET\b/i.test(command)) getsReceived++;
      else socket.write(/HELLO/i.test(command) ? '%0\r\n' : '+OK\r\n');
    }
  }),
);

const redis = (port, options) =>
  createClient({
    socket: { host: '127.0.0.1', port, reconnectStrategy: false, ...options.socket },
    ...options.client,
  }).on('error', () => {});
const ioredis = (options) =>
  new Redis(silent, '127.0.0.1', { retryStrategy: null, ...options }).on('error', () => {});
const pool = (options) =>
  new pg.Pool({ host: '127.0.0.1', port: silent, user: 'any', ...options }).on('error', () => {});

const connected = redis(greeting, { client: { commandOptions: { timeout: 500 } } });
await connected.connect();
const calls = {
  'redis connect(), connectTimeout': redis(silent, { socket: { connectTimeout: 500 } }).connect(),
  'redis connect(), socketTimeout': redis(silent, { socket: { socketTimeout: 500 } }).connect(),
  'redis get(), commandOptions.timeout': connected.get('key'),
  'ioredis get(), connectTimeout': ioredis({ connectTimeout: 500 }).get('key'),
  'ioredis get(), commandTimeout': ioredis({ commandTimeout: 500 }).get('key'),
  'amqplib connect()': amqp.connect(`amqp://127.0.0.1:${silent}`),
  'amqplib connect(), timeout': amqp.connect(`amqp://127.0.0.1:${silent}`, { timeout: 500 }),
  'pg query(), query_timeout and statement_timeout': pool({
    query_timeout: 500,
    statement_timeout: 500,
  }).query('SELECT 1'),
  'pg query(), connectionTimeoutMillis': pool({ connectionTimeoutMillis: 500 }).query('SELECT 1'),
};
const seen = {};
await Promise.all(
  Object.entries(calls).map(async ([name, call]) => {
    seen[name] = await Promise.race([
      call.then(
        () => 'answered',
        () => 'ended',
      ),
      new Promise((resolve) => setTimeout(resolve, 8000, 'still waiting after 8 s')),
    ]);
  }),
);
console.log(seen);
assert.strictEqual(getsReceived, 1, 'the GET was sent');
assert.deepStrictEqual(seen, {
  'redis connect(), connectTimeout': 'still waiting after 8 s',
  'redis connect(), socketTimeout': 'ended',
  'redis get(), commandOptions.timeout': 'still waiting after 8 s',
  'ioredis get(), connectTimeout': 'still waiting after 8 s',
  'ioredis get(), commandTimeout': 'ended',
  'amqplib connect()': 'still waiting after 8 s',
  'amqplib connect(), timeout': 'ended',
  'pg query(), query_timeout and statement_timeout': 'still waiting after 8 s',
  'pg query(), connectionTimeoutMillis': 'ended',
});
process.exit();
EOF
node check.mjs
