#!/usr/bin/env bash
# pino, winston: the error is not in the log.
#
# Guess:    `logger.error('failed', error)` and `logger.error({ error }, 'failed')` write the message and stack of
#           the error; `redact: ['password']` hides passwords.
# Fact:     pino drops an argument the text has no placeholder for, and serialises an error only under the key `err`:
#           under `error` it is `{}`. winston writes neither message nor stack for `logger.error(error)` and for `{
#           error }`. pino's `redact` names paths from the top: `password` does not hide `user.password`, and
#           `*.password` hides one level only.
# Versions: pino 10.4.0, winston 3.19.0 with its default format (JSON); seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent pino@10.4.0 winston@3.19.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { Writable } from 'node:stream';
import pino from 'pino';
import winston from 'winston';

const written = [];
const lines = { write: (line) => written.push(line) };
const p = pino({}, lines);
const w = winston.createLogger({
  transports: new winston.transports.Stream({
    stream: new Writable({
      write(line, _, done) {
        written.push(String(line));
        done();
      },
    }),
  }),
});

/** What is in the line that the call writes. */
async function line(call) {
  written.length = 0;
  call();
  await new Promise((resolve) => setImmediate(resolve));
  return `${written.join().includes('the cause') ? 'message' : 'no message'}, ${written.join().includes('check.mjs') ? 'stack' : 'no stack'}`;
}
const error = new Error('the cause');
const seen = {
  "pino error('failed', error)": await line(() => p.error('failed', error)),
  "pino error({ error }, 'failed')": await line(() => p.error({ error }, 'failed')),
  "pino error({ err: error }, 'failed')": await line(() => p.error({ err: error }, 'failed')),
  "pino error(error, 'failed')": await line(() => p.error(error, 'failed')),
  'winston error(error)': await line(() => w.error(error)),
  "winston error('failed', { error })": await line(() => w.error('failed', { error })),
  "winston error('failed', error)": await line(() => w.error('failed', error)),
};
/** What is left of passwords at three depths. */
function redacted(redact) {
  written.length = 0;
  pino({ redact }, lines).info({ password: 'one', user: { password: 'two', card: { password: 'three' } } });
  return JSON.stringify(JSON.parse(written[0]))
    .match(/one|two|three/g)
    .join();
}
seen["pino redact ['password'] leaves"] = redacted(['password']);
seen["pino redact ['*.password'] leaves"] = redacted(['*.password']);
console.log(seen);
assert.deepStrictEqual(seen, {
  "pino error('failed', error)": 'no message, no stack',
  "pino error({ error }, 'failed')": 'no message, no stack',
  "pino error({ err: error }, 'failed')": 'message, stack',
  "pino error(error, 'failed')": 'message, stack',
  'winston error(error)': 'no message, no stack',
  "winston error('failed', { error })": 'no message, no stack',
  "winston error('failed', error)": 'message, stack',
  "pino redact ['password'] leaves": 'two,three',
  "pino redact ['*.password'] leaves": 'one,three',
});
EOF
node check.mjs
