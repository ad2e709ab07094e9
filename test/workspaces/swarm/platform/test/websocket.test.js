'use strict';

process.env.DATABASE_URL ??= 'postgres://swarm:swarm@localhost:5432/swarm_test';
process.env.JWT_SECRET = 'test-signing-key';
process.env.JWT_REFRESH_SECRET = 'test-refresh-key';
process.env.GITHUB_WEBHOOK_SECRET = 'test-webhook-key';

const { after, before, test } = require('node:test');
const assert = require('node:assert/strict');
const { once } = require('node:events');
const http = require('node:http');
const { WebSocket, WebSocketServer } = require('ws');
const { WebSocketService } = require('../src/websocket');

let server;
let url;
let service;

before(async () => {
  server = http.createServer();
  const wss = new WebSocketServer({ server });
  service = new WebSocketService();
  wss.on('connection', (socket) => {
    socket.userId = 'user-1';
    socket.tenantId = 'tenant-1';
    service.onConnection(socket);
  });
  await new Promise((resolve) => server.listen(0, resolve));
  url = `ws://127.0.0.1:${server.address().port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

test('sends a ticket update to those who watch the ticket', async () => {
  const client = new WebSocket(url);
  await once(client, 'open');
  client.send(JSON.stringify({ type: 'ticket:watch', ticketId: 't-1' }));
  await new Promise((resolve) => setTimeout(resolve, 20));

  const received = once(client, 'message');
  service.ticketUpdate('t-1', { status: 'review' });
  const [raw] = await received;
  const message = JSON.parse(raw.toString());
  assert.equal(message.event, 'ticket:update');
  assert.equal(message.payload.changes.status, 'review');
  client.close();
});

test('does not reach those who watch another ticket', async () => {
  const client = new WebSocket(url);
  await once(client, 'open');
  client.send(JSON.stringify({ type: 'ticket:watch', ticketId: 't-2' }));
  await new Promise((resolve) => setTimeout(resolve, 20));

  let messages = 0;
  client.on('message', () => {
    messages += 1;
  });
  service.ticketUpdate('t-1', { status: 'done' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(messages, 0);
  client.close();
});
