#!/usr/bin/env bash
# h3, hono, express: what SIGTERM does to a running request when the program has no handler.
#
# Guess:    A framework leaves signals to the program: the request is lost, and a program that installs no handler
#           ends at once.
# Fact:     `serve()` of h3 2 handles SIGTERM itself: the request is answered, but a program with an open timer (or
#           pool) then stays until it is killed. hono's `serve()` and express lose the request.
# Versions: h3 2.0.8, hono 4.13.19 with @hono/node-server 2.1.9, express 5.3.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent h3@2.0.8 hono@4.13.19 @hono/node-server@2.1.9 express@5.3.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >serve.mjs <<'EOF'
const [framework, openTimer] = process.argv.slice(2);
const port = Number(process.env.PORT);
const slowly = () => new Promise((resolve) => setTimeout(resolve, 1500, 'answer'));
if (openTimer) setInterval(() => {}, 60_000);
if (framework === 'h3') {
  const { H3, serve } = await import('h3');
  serve(new H3().get('/', slowly), { port, hostname: '127.0.0.1', silent: true });
} else if (framework === 'hono') {
  const { Hono } = await import('hono');
  const { serve } = await import('@hono/node-server');
  serve({
    fetch: new Hono().get('/', async (c) => c.text(await slowly())).fetch,
    port,
    hostname: '127.0.0.1',
  });
} else {
  const { default: express } = await import('express');
  express()
    .get('/', async (_, response) => response.send(await slowly()))
    .listen(port, '127.0.0.1');
}
EOF
cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import net from 'node:net';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function freePort() {
  const server = net.createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
const accepts = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });

/** What becomes of a request and of the process when SIGTERM comes while the request runs. */
async function terminate(...program) {
  const port = await freePort();
  const child = spawn(process.execPath, ['serve.mjs', ...program], {
    env: { ...process.env, PORT: port },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.on('exit', () => resolve('ends')));
  for (let tries = 0; tries < 100 && !(await accepts(port)); tries++) await wait(100);
  const request = fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } }).then(
    () => 'answered',
    () => 'lost',
  );
  await wait(500);
  child.kill('SIGTERM');
  const seen = {
    request: await request,
    process: await Promise.race([ended, wait(9000).then(() => 'still there after 9 s')]),
  };
  child.kill('SIGKILL');
  return seen;
}
const seen = {};
for (const program of [['h3'], ['h3', 'with a timer'], ['hono'], ['express']])
  seen[program.join(', ')] = await terminate(...program);
console.table(seen);
assert.deepStrictEqual(seen, {
  h3: { request: 'answered', process: 'ends' },
  'h3, with a timer': { request: 'answered', process: 'still there after 9 s' },
  hono: { request: 'lost', process: 'ends' },
  express: { request: 'lost', process: 'ends' },
});
process.exit();
EOF
node check.mjs
