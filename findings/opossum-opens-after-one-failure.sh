#!/usr/bin/env bash
# opossum: a circuit breaker opens after a single failure.
#
# Guess:    With `errorThresholdPercentage: 50` the breaker opens when half of a fair number of calls have failed.
# Fact:     `volumeThreshold` is 0 by default: the first call that fails is 100 % of one call, the circuit opens, and
#           all calls are refused for `resetTimeout` (30 s), also right after a start.
# Versions: opossum 10.0.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent opossum@10.0.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import CircuitBreaker from 'opossum';

/** What nine calls give of which the first fails. */
async function ends(options) {
  let calls = 0;
  const breaker = new CircuitBreaker(async () => {
    if (++calls === 1) throw new Error('one hiccup');
  }, options);
  const seen = [];
  for (let i = 0; i < 9; i++)
    seen.push(
      await breaker.fire().then(
        () => 'answered',
        (error) => error.code ?? error.message,
      ),
    );
  return { seen: seen.join(), resetTimeout: breaker.options.resetTimeout };
}

const byDefault = await ends({ errorThresholdPercentage: 50 });
const withVolume = await ends({ errorThresholdPercentage: 50, volumeThreshold: 5 });
console.log({ byDefault, withVolume });
assert.deepStrictEqual(byDefault, {
  seen: ['one hiccup', ...Array(8).fill('EOPENBREAKER')].join(),
  resetTimeout: 30_000,
});
assert.strictEqual(withVolume.seen, ['one hiccup', ...Array(8).fill('answered')].join());
process.exit();
EOF
node check.mjs
