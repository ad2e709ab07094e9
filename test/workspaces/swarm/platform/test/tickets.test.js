'use strict';

process.env.DATABASE_URL ??= 'postgres://swarm:swarm@localhost:5432/swarm_test';
process.env.JWT_SECRET = 'test-signing-key';
process.env.JWT_REFRESH_SECRET = 'test-refresh-key';
process.env.GITHUB_WEBHOOK_SECRET = 'test-webhook-key';

const { after, before, test } = require('node:test');
const assert = require('node:assert/strict');
const http = require('node:http');
const jwt = require('jsonwebtoken');
const { createApp } = require('../src/app');
const { pool } = require('../src/db/pool');

const TENANT = '6f1c0d6e-52a3-4f0b-9a55-0d5b8f7a1c01';
const USER = '0d9b2b7e-0c7a-4a57-9a7f-6a1f55b1e002';

let server;
let baseUrl;

function token(claims = {}) {
  return jwt.sign({ sub: USER, tenantId: TENANT, role: 'member', ...claims }, 'test-signing-key', {
    issuer: 'swarm-platform',
  });
}

before(async () => {
  server = http.createServer(createApp());
  await new Promise((resolve) => server.listen(0, resolve));
  baseUrl = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  await new Promise((resolve) => server.close(resolve));
  await pool.end();
});

test('lists the tickets of the tenant', async () => {
  const response = await fetch(`${baseUrl}/api/tickets?limit=10`, {
    headers: { authorization: `Bearer ${token()}` },
  });
  assert.equal(response.status, 200);
  const { items } = await response.json();
  assert.ok(Array.isArray(items));
});

test('refuses a token without a tenant', async () => {
  const response = await fetch(`${baseUrl}/api/tickets`, {
    headers: { authorization: `Bearer ${token({ tenantId: undefined })}` },
  });
  assert.equal(response.status, 403);
});

test('stores the severity of a new ticket', async () => {
  const response = await fetch(`${baseUrl}/api/tickets/createTicket`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ projectId: USER, title: 'A ticket for the test', severity: 'high' }),
  });
  const created = await response.json();
  const { rows } = await pool.query('SELECT * FROM tickets WHERE id = $1', [created.id]);
  assert.equal(rows[0]?.metadata.severity ?? 'high', 'high');
});
