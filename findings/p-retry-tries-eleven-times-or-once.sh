#!/usr/bin/env bash
# p-retry: ten retries by default, and none for a TypeError.
#
# Guess:    A retry helper tries about three times and retries whatever is thrown; who wants no retry throws
#           AbortError.
# Fact:     The default is 11 attempts with pauses of 1, 2, 4 ... 512 s: 17 minutes in all. An error that is a
#           TypeError and not one of the known messages of a failed fetch is not retried at all, which hits e.g. a
#           response whose shape is wrong for a moment (`reading 'id' of undefined`).
# Versions: p-retry 9.0.0; seen with Node 20.20.2.
# Source:   measured (the pauses are those asked of setTimeout; they are not waited for).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent p-retry@9.0.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import pRetry from 'p-retry';

/** How often p-retry calls a function that always throws this, and the pauses it asks for, which are not waited for. */
async function attempts(error) {
  const pauses = [];
  let calls = 0;
  const setTimeout = globalThis.setTimeout;
  globalThis.setTimeout = (callback, ms, ...rest) => {
    pauses.push(Math.round(ms));
    return setTimeout(callback, 0, ...rest);
  };
  await pRetry(() => {
    calls++;
    throw error;
  }).catch(() => {});
  globalThis.setTimeout = setTimeout;
  return { calls, minutes: Math.round(pauses.reduce((sum, ms) => sum + ms, 0) / 60_000) };
}
const seen = {
  Error: await attempts(new Error('not now')),
  'TypeError of a failed fetch': await attempts(new TypeError('fetch failed')),
  'other TypeError': await attempts(new TypeError("Cannot read properties of undefined (reading 'id')")),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  Error: { calls: 11, minutes: 17 },
  'TypeError of a failed fetch': { calls: 11, minutes: 17 },
  'other TypeError': { calls: 1, minutes: 0 },
});
EOF
node check.mjs
