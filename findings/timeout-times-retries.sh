#!/usr/bin/env bash
# got, superagent, axios-retry: what a time limit means once there are retries.
#
# Guess:    A limit of one second bounds the call to about a second, and a request that ran out of time is not sent
#           again; a retry plug-in for axios, on the other hand, does retry a time-out.
# Fact:     got sends a GET three times (6 s) and a POST once; superagent's `.timeout(1000).retry(2)` sends three.
#           axios-retry with its defaults does not retry a time-out at all. got takes no number: `timeout: 1000`
#           throws.
# Versions: got 16.1.0, superagent 10.4.2, axios 1.21.1 with axios-retry 4.5.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent got@16.1.0 superagent@10.4.2 axios@1.21.1 axios-retry@4.5.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import http from 'node:http';
import axios from 'axios';
import axiosRetry from 'axios-retry';
import got from 'got';
import superagent from 'superagent';

const requests = {};
const silent = http.createServer((request) => (requests[request.url] = (requests[request.url] ?? 0) + 1));
await new Promise((listening) => silent.listen(0, '127.0.0.1', listening));
const base = `http://127.0.0.1:${silent.address().port}`;
const client = axios.create();
axiosRetry(client);

const seconds = {};
/** Runs a call that fails and notes how long that took. */
async function time(name, call) {
  const start = Date.now();
  await call(`${base}/${name}`).then(
    () => assert.fail(`${name} was answered`),
    () => {},
  );
  seconds[name] = Math.floor((Date.now() - start) / 1000);
}
await Promise.all([
  time('got-get', (url) => got(url, { timeout: { request: 1000 } })),
  time('got-post', (url) => got.post(url, { timeout: { request: 1000 } })),
  time('superagent', (url) => superagent.get(url).timeout(1000).retry(2)),
  time('axios-retry', (url) => client.get(url, { timeout: 1000 })),
]);
const number = await Promise.resolve()
  .then(() => got(base, { timeout: 1000 }))
  .catch((error) => error.message);
console.log({ requests, seconds, number });
assert.deepStrictEqual(requests, { '/got-get': 3, '/got-post': 1, '/superagent': 3, '/axios-retry': 1 });
assert.ok(seconds['got-get'] >= 4, 'got: the limit and the pauses add up');
assert.ok(seconds.superagent >= 3, 'superagent: three times the limit');
assert.ok(seconds['got-post'] < 3 && seconds['axios-retry'] < 3, 'one try, about one second');
assert.match(number, /object/i);
process.exit();
EOF
node check.mjs
