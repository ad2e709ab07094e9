#!/usr/bin/env bash
# hono/timeout, opossum, p-timeout: a time limit that answers the caller and lets the work go on.
#
# Guess:    When the limit has passed and the client has its 504, the work has been given up, so the client may
#           safely send the request again.
# Fact:     All three only stop waiting. The handler runs to its end, with its writes, and a client that tries again
#           has them twice. By default nothing tells the work to stop.
# Versions: hono 4.13.19, opossum 10.0.0, p-timeout 8.0.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent hono@4.13.19 opossum@10.0.0 p-timeout@8.0.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { Hono } from 'hono';
import { timeout } from 'hono/timeout';
import CircuitBreaker from 'opossum';
import pTimeout from 'p-timeout';

const writes = { hono: 0, opossum: 0, 'p-timeout': 0 };
const work = async (name) => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  writes[name]++;
};
const app = new Hono().post('/', timeout(100), async (c) => {
  await work('hono');
  return c.text('done');
});
const hono = (await app.request('/', { method: 'POST' })).status;
const opossum = await new CircuitBreaker(work, { timeout: 100 }).fire('opossum').catch((error) => error.code);
const p = await pTimeout(work('p-timeout'), { milliseconds: 100 }).catch((error) => error.name);
const atAnswer = { ...writes };
await new Promise((resolve) => setTimeout(resolve, 1000));
console.log({ hono, opossum, 'p-timeout': p, 'writes a second later': writes });
assert.deepStrictEqual([hono, opossum, p], [504, 'ETIMEDOUT', 'TimeoutError']);
assert.strictEqual(atAnswer['p-timeout'], 0);
assert.deepStrictEqual(writes, { hono: 1, opossum: 1, 'p-timeout': 1 });
process.exit();
EOF
node check.mjs
