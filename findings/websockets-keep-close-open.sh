#!/usr/bin/env bash
# ws, http: `closeAllConnections()` does not close WebSockets, and `close()` waits for them.
#
# Guess:    `server.close()` and then `server.closeAllConnections()`, the documented way to end by force, end a
#           server; closing the WebSocketServer disconnects its clients.
# Fact:     An upgraded connection is no longer one of the HTTP server's: closeAllConnections() spares it, and
#           close() waits for it without end. `wss.close()` only stops taking new ones; each client has to be closed
#           or terminated.
# Versions: ws 8.23.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent ws@8.23.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { once } from 'node:events';
import http from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

/** Whether the server is closed within three seconds of being told so in this way, with one client connected. */
async function closes(how) {
  const server = http.createServer();
  const sockets = new WebSocketServer({ server });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const client = new WebSocket(`ws://127.0.0.1:${server.address().port}`);
  await once(client, 'open');
  client.on('error', () => {});
  const closed = new Promise((resolve) => server.close(() => resolve('closed')));
  how(server, sockets);
  return Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 3000, 'still open after 3 s'))]);
}

const seen = {
  'close()': await closes(() => {}),
  'close(), closeAllConnections()': await closes((server) => server.closeAllConnections()),
  'close(), closeAllConnections(), wss.close()': await closes((server, sockets) => {
    server.closeAllConnections();
    sockets.close();
  }),
  'close(), terminate() of each client': await closes((_, sockets) => {
    for (const client of sockets.clients) client.terminate();
  }),
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'close()': 'still open after 3 s',
  'close(), closeAllConnections()': 'still open after 3 s',
  'close(), closeAllConnections(), wss.close()': 'still open after 3 s',
  'close(), terminate() of each client': 'closed',
});
process.exit();
EOF
node check.mjs
