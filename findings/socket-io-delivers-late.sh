#!/usr/bin/env bash
# socket.io: what is sent while disconnected comes late, and a client that the server dropped does not come back.
#
# Guess:    The client reconnects after every disconnect; what is emitted in between is lost, `volatile` ones for
#           certain.
# Fact:     After `disconnectSockets()` on the server the client stays disconnected until `connect()` is called.
#           Emits in between are kept and delivered then, however old (a payment, a cursor), a volatile one right
#           after the disconnect, too. ws, by contrast, drops `send()` after close without an error.
# Versions: socket.io and socket.io-client 4.8.4, ws 8.23.0; seen with Node 20.20.2.
# Source:   measured.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --no-audit --no-fund --silent socket.io@4.8.4 socket.io-client@4.8.4 ws@8.23.0 ||
  { echo 'The packages could not be installed.' >&2; exit 2; }

cat >check.mjs <<'EOF'
import assert from 'node:assert';
import { once } from 'node:events';
import http from 'node:http';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { WebSocket, WebSocketServer } from 'ws';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const listen = async (server) => {
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return `127.0.0.1:${server.address().port}`;
};
const web = http.createServer();
const server = new Server(web);
const received = [];
server.on('connection', (socket) => socket.onAny((name) => received.push(name)));
const socket = io(`http://${await listen(web)}`, { transports: ['websocket'], reconnectionDelay: 100 });
await new Promise((connected) => socket.once('connect', connected));
server.disconnectSockets();
await new Promise((disconnected) => socket.once('disconnect', disconnected));
socket.emit('pay');
socket.volatile.emit('cursor');
await wait(1500);
const reconnected = socket.connected;
socket.connect();
await wait(1000);

const plain = http.createServer();
new WebSocketServer({ server: plain }).on('connection', (peer) => peer.close());
const ws = new WebSocket(`ws://${await listen(plain)}`);
await once(ws, 'close');
let wsEnd = 'nothing is thrown';
ws.on('error', () => (wsEnd = 'error event'));
try {
  ws.send('text');
} catch {
  wsEnd = 'throws';
}
await wait(100);
const seen = {
  'reconnected by itself': reconnected,
  'delivered after connect()': received.join(),
  'ws.send() after close': wsEnd,
};
console.log(seen);
assert.deepStrictEqual(seen, {
  'reconnected by itself': false,
  'delivered after connect()': 'pay,cursor',
  'ws.send() after close': 'nothing is thrown',
});
process.exit();
EOF
node check.mjs
