#!/usr/bin/env bash
# Node, express: `request.on('close')` fires before the answer, not when the client leaves.
#
# Guess:    `request.on('close', () => controller.abort())` gives the work up when the client has gone.
# Fact:     Since Node 16 the request closes when its body has been read. Behind `express.json()` that is before the
#           answer of every POST: the work is given up at once (a proxied LLM stream ends after a moment). It seems
#           to work for a GET. What means "the client has gone" is `response.on('close')` with
#           `!response.writableFinished`.
# Versions: express 5.3.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent express@5.3.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import express from 'express';

const handler = (request, response) => {
  const closed = { request: false, response: false };
  request.on('close', () => (closed.request = true));
  response.on('close', () => (closed.response = true));
  setTimeout(() => response.json(closed), 500);
};
const app = express().use(express.json()).get('/', handler).post('/', handler);
const server = await new Promise((resolve) => {
  const s = app.listen(0, '127.0.0.1', () => resolve(s));
});
const url = `http://127.0.0.1:${server.address().port}`;
const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"question":"why"}' };
const seen = { GET: await (await fetch(url)).json(), POST: await (await fetch(url, post)).json() };
console.log('closed while the client waits for the answer:', seen);
assert.deepStrictEqual(seen, {
  GET: { request: false, response: false },
  POST: { request: true, response: false },
});
process.exit();
EOF
node check.mjs
