#!/usr/bin/env bash
# express 5: "listening on port 3000" is also printed when the port is taken, and the process then ends with code 0.
#
# Guess:    A taken port is an unhandled 'error' event: a stack trace and exit code 1, as in express 4, so the
#           supervisor sees that the start failed.
# Fact:     express 5 hands the error to the callback of `listen`. A callback without a parameter prints its line,
#           nothing is thrown, nothing keeps the process, and it ends with code 0. Without a callback it fails as
#           before.
# Versions: express 5.3.0 and 4.21.2; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent express@5.3.0 express-4@npm:express@4.21.2 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >start.mjs <<'EOF'
const [version, port, callback] = process.argv.slice(2);
const { default: express } = await import(version);
if (callback) express().listen(port, '127.0.0.1', () => console.log('listening'));
else express().listen(port, '127.0.0.1');
EOF
cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import net from 'node:net';

const taken = net.createServer();
await new Promise((listening) => taken.listen(0, '127.0.0.1', listening));
/** What a start on the taken port prints, and its exit code. */
function start(version, ...callback) {
  const child = spawn(process.execPath, ['start.mjs', version, taken.address().port, ...callback], {
    timeout: 15_000,
  });
  let printed = '';
  child.stdout.on('data', (data) => (printed += data));
  return new Promise((resolve) => child.on('close', (code) => resolve({ printed: printed.trim(), code })));
}
const seen = {
  'express 4, callback': await start('express-4', 'callback'),
  'express 5, callback': await start('express', 'callback'),
  'express 5, no callback': await start('express'),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'express 4, callback': { printed: '', code: 1 },
  'express 5, callback': { printed: 'listening', code: 0 },
  'express 5, no callback': { printed: '', code: 1 },
});
process.exit();
EOF
node check.mjs
