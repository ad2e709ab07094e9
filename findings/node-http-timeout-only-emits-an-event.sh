#!/usr/bin/env bash
# Node's http: the `timeout` option ends nothing.
#
# Guess:    `http.get(url, { timeout: 1000 })` fails after a second.
# Fact:     It only emits 'timeout'; unless a listener destroys the request, it waits on. The global agent, which the
#           guess takes to be without a limit, has one of 5 s: with a listener that destroys, a request without any
#           `timeout` ends after 5 s, also when the server was only slow. With an agent of one's own it does not.
# Versions: no package; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import http from 'node:http';

const silent = http.createServer(() => {});
await new Promise((listening) => silent.listen(0, '127.0.0.1', listening));
const url = `http://127.0.0.1:${silent.address().port}`;

/** What became of the request within seven seconds; `listen` sees it before it is sent. */
function outcome(options, listen = () => {}) {
  return new Promise((resolve) => {
    const start = Date.now();
    const request = http.get(url, options, () => resolve('answered'));
    request.on('error', () => resolve(`ended after about ${Math.round((Date.now() - start) / 1000)} s`));
    listen(request);
    setTimeout(resolve, 7000, 'still waiting after 7 s');
  });
}

const destroy = (request) => request.on('timeout', () => request.destroy());
let events = 0;
const [option, setTimeoutCalled, agent, listener, none, ownAgent] = await Promise.all([
  outcome({ timeout: 1000 }, (request) => request.on('timeout', () => events++)),
  outcome({}, (request) => request.setTimeout(1000)),
  outcome({ agent: new http.Agent({ timeout: 1000 }) }),
  outcome({ timeout: 1000 }, destroy),
  outcome({}, destroy),
  outcome({ agent: new http.Agent() }, destroy),
]);
const seen = {
  '{ timeout }': option,
  "{ timeout }: 'timeout' was emitted": events > 0,
  'request.setTimeout(1000)': setTimeoutCalled,
  'new http.Agent({ timeout })': agent,
  '{ timeout } and a listener that destroys': listener,
  'no timeout, global agent, a listener that destroys': none,
  'no timeout, own agent, a listener that destroys': ownAgent,
};
console.log(seen);
assert.deepStrictEqual(seen, {
  '{ timeout }': 'still waiting after 7 s',
  "{ timeout }: 'timeout' was emitted": true,
  'request.setTimeout(1000)': 'still waiting after 7 s',
  'new http.Agent({ timeout })': 'still waiting after 7 s',
  '{ timeout } and a listener that destroys': 'ended after about 1 s',
  'no timeout, global agent, a listener that destroys': 'ended after about 5 s',
  'no timeout, own agent, a listener that destroys': 'still waiting after 7 s',
});
process.exit();
EOF
node check.mjs
