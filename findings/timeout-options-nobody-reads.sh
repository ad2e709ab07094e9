#!/usr/bin/env bash
# node-fetch, ofetch and needle: a `timeout` that limits nothing.
#
# Guess:    `{ timeout: 1000 }` ends a request to a server that never answers.
# Fact:     node-fetch 3 ignores the option that node-fetch 2 honoured. ofetch ignores it as soon as a `signal`
#           stands beside it. needle takes it for `open_timeout`, which ends with the connection; the option for the
#           answer is `response_timeout`. None of them warns.
# Versions: node-fetch 3.3.2 and 2.7.0, ofetch 1.5.1, needle 3.5.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent node-fetch@3.3.2 node-fetch-2@npm:node-fetch@2.7.0 ofetch@1.5.1 needle@3.5.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import http from 'node:http';
import needle from 'needle';
import fetch3 from 'node-fetch';
import fetch2 from 'node-fetch-2';
import { ofetch } from 'ofetch';

const silent = http.createServer(() => {});
await new Promise((listening) => silent.listen(0, '127.0.0.1', listening));
const url = `http://127.0.0.1:${silent.address().port}`;

/** What became of the call within five seconds. */
const outcome = (call) =>
  Promise.race([
    call.then(
      () => 'answered',
      () => 'ended',
    ),
    new Promise((resolve) => setTimeout(resolve, 5000, 'still waiting after 5 s')),
  ]);

const signal = new AbortController().signal;
const calls = {
  'node-fetch 2, timeout': fetch2(url, { timeout: 1000 }),
  'node-fetch 3, timeout': fetch3(url, { timeout: 1000 }),
  'ofetch, timeout': ofetch(url, { timeout: 1000 }),
  'ofetch, timeout and a signal': ofetch(url, { timeout: 1000, signal }),
  'needle, timeout': needle('get', url, null, { timeout: 1000 }),
  'needle, response_timeout': needle('get', url, null, { response_timeout: 1000 }),
};
const seen = {};
await Promise.all(Object.entries(calls).map(async ([name, call]) => (seen[name] = await outcome(call))));
console.log(seen);
assert.deepStrictEqual(seen, {
  'node-fetch 2, timeout': 'ended',
  'node-fetch 3, timeout': 'still waiting after 5 s',
  'ofetch, timeout': 'ended',
  'ofetch, timeout and a signal': 'still waiting after 5 s',
  'needle, timeout': 'still waiting after 5 s',
  'needle, response_timeout': 'ended',
});
process.exit();
EOF
node check.mjs
