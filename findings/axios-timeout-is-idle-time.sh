#!/usr/bin/env bash
# axios: `timeout` limits the silence, not the request.
#
# Guess:    `axios.get(url, { timeout: 1000 })` never takes much longer than a second, and a `timeout` on the
#           `httpAgent` is at least as good.
# Fact:     An answer that trickles (a byte every 300 ms) goes on for as long as it likes, because every byte starts
#           the time again. The agent's `timeout` never fires, because axios switches it off with
#           `req.setTimeout(0)`. Only `signal: AbortSignal.timeout(1000)` limits the whole request.
# Versions: axios 1.21.1; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent axios@1.21.1 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import http from 'node:http';
import axios from 'axios';

const server = http.createServer((request, response) => {
  if (request.url === '/silent') return;
  const trickle = setInterval(() => response.write('.'), 300);
  response.on('close', () => clearInterval(trickle));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const base = `http://127.0.0.1:${server.address().port}`;

/** What became of the call within four seconds. */
async function outcome(call) {
  let timer;
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, 4000, 'still waiting after 4 s')));
  const end = await Promise.race([
    call.then(
      () => 'answered',
      (error) => error.code,
    ),
    limit,
  ]);
  clearTimeout(timer);
  return end;
}

const [silent, trickling, agent, signal] = await Promise.all([
  outcome(axios.get(`${base}/silent`, { timeout: 1000 })),
  outcome(axios.get(`${base}/trickling`, { timeout: 1000 })),
  outcome(axios.get(`${base}/silent`, { httpAgent: new http.Agent({ timeout: 1000 }) })),
  outcome(axios.get(`${base}/trickling`, { signal: AbortSignal.timeout(1000) })),
]);
const seen = {
  'timeout, silent server': silent,
  'timeout, trickling body': trickling,
  'timeout of the agent, silent server': agent,
  'signal, trickling body': signal,
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'timeout, silent server': 'ECONNABORTED',
  'timeout, trickling body': 'still waiting after 4 s',
  'timeout of the agent, silent server': 'still waiting after 4 s',
  'signal, trickling body': 'ERR_CANCELED',
});
process.exit();
EOF
node check.mjs
