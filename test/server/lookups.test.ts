import assert from 'node:assert/strict';
import {
  type FindingsResult,
  methods,
  type ProjectResult,
  type RoutesResult,
  type SearchResult,
  type SecretsResult,
  type TablesResult,
} from '../../src/server/protocol';
import { TestClient } from './support/client';
import { TempFolder } from './support/folder';

const schema = `CREATE TABLE tenants (id uuid PRIMARY KEY);
CREATE TABLE tickets (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL REFERENCES tenants (id),
  title text,
  UNIQUE (tenant_id, title)
);
CREATE INDEX tickets_tenant ON tickets (tenant_id);
`;
const app = `const { Pool } = require('pg');
const express = require('express');
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const JWT_SECRET = 'tango-forever';
const app = express();
app.use(express.json());
app.get('/tickets/:id', async (req, res) => {
  const { rows } = await pool.query('SELECT * FROM tickets WHERE id = $1 AND tenant_id = $2', [req.params.id, req.tenantId]);
  res.json(rows);
});
app.post('/tickets', (req, res) => res.sendStatus(201));
app.listen(3000);
`;

describe('what the server looks up for the chat', () => {
  let folder: TempFolder;
  let client: TestClient;
  before(async () => {
    folder = new TempFolder({
      'src/app.js': app,
      'src/other.js': "const tickets = 'Tickets';\n",
      'migrations/001.sql': schema,
      'marcus.config.json': '{ "tenant": { "column": "tenant_id" } }',
      'yarn.lock': 'jwt_secret@^1:\n  version "1.0.0"\n',
      'package.json': '{ "name": "helpdesk", "dependencies": { "pg": "8", "express": "5" } }',
    });
    client = await TestClient.start(undefined, { folders: [folder.uri] });
    await client.untilReady();
  });
  after(async () => {
    await client.stop();
    folder.remove();
  });

  const findings = (params: object) =>
    client.request<FindingsResult>(methods.findings, { limit: 50, ...params });

  it('is findings, worst first, of a folder or a rule, up to a limit', async () => {
    const all = await findings({});
    const order = ['error', 'warning', 'info', 'hint'];
    const ranks = all.findings.map(({ severity }) => order.indexOf(severity));
    assert.deepEqual(ranks, [...ranks].sort());
    assert.ok(all.total >= 2);
    const star = await findings({ ruleId: 'database/select-star' });
    assert.deepEqual(
      star.findings.map(({ path, line }) => [path, line]),
      [['src/app.js', 8]],
    );
    assert.equal((await findings({ path: 'src' })).total, (await findings({ path: 'src/app.js' })).total);
    assert.equal((await findings({ path: 'sr' })).total, 0);
    const one = await findings({ limit: 1 });
    assert.deepEqual([one.findings.length, one.total], [1, all.total]);
  });

  it('is a table, or all of them', async () => {
    const { tables, names } = await client.request<TablesResult>(methods.tables, { name: 'Tickets' });
    assert.deepEqual(names, ['tenants', 'tickets']);
    const [table] = tables;
    assert.ok(table);
    assert.deepEqual(table.columns[1], { name: 'tenant_id', type: 'uuid', notNull: true });
    assert.deepEqual(
      [table.primaryKey, table.uniques, table.indexes],
      [['id'], [['tenant_id', 'title']], [['tenant_id']]],
    );
    assert.deepEqual(table.foreignKeys, [{ columns: ['tenant_id'], references: 'tenants(id)' }]);
    assert.deepEqual(
      [table.tenantColumn, table.definedAt?.path, table.definedAt?.line],
      ['tenant_id', 'migrations/001.sql', 2],
    );
    assert.equal((await client.request<TablesResult>(methods.tables, {})).tables.length, 2);
    assert.equal((await client.request<TablesResult>(methods.tables, { name: 'gone' })).tables.length, 0);
  });

  it('is routes by words of their method and path', async () => {
    const { routes, total } = await client.request<RoutesResult>(methods.routes, {
      match: 'post TICKETS',
      limit: 9,
    });
    assert.deepEqual(
      [routes.map(({ method, path, file, line }) => [method, path, file, line]), total],
      [[['POST', '/tickets', 'src/app.js', 11]], 1],
    );
    assert.equal((await client.request<RoutesResult>(methods.routes, { limit: 1 })).total, 2);
  });

  it('is lines that have a text, whatever the case, and without secrets', async () => {
    const search = (params: object) => client.request<SearchResult>(methods.search, { limit: 10, ...params });
    const { matches, total } = await search({ text: 'TICKETS', path: 'src/other.js' });
    assert.deepEqual(
      [matches, total],
      [[{ path: 'src/other.js', line: 1, text: "const tickets = 'Tickets';" }], 1],
    );
    assert.equal(
      (await search({ text: 'jwt_secret' })).matches[0]?.text,
      "const JWT_SECRET = 'MASKED_SECRET';",
    );
    assert.equal((await search({ text: 'jwt_secret@' })).total, 0, 'nobody looks for what is in a lock file');
    assert.equal((await search({ text: '.*' })).total, 0, 'plain text, no patterns');
    assert.equal((await search({ text: ' ' })).total, 0);
    assert.equal((await search({ text: 'tickets', limit: 1 })).matches.length, 1);
  });

  it('is where secrets are, in a file or in words', async () => {
    const texts = [
      { text: app, path: 'src/app.js' },
      { text: app.replace('tango', 'rumba'), path: 'src/app.js' },
      { text: 'hello' },
    ];
    const result = await client.request<SecretsResult>(methods.secrets, { texts });
    assert.deepEqual(
      result.texts.map((spans, index) => spans.map(({ start, end }) => texts[index]?.text.slice(start, end))),
      [['tango-forever'], ['rumba-forever'], []],
    );
  });

  it('is the project in numbers', async () => {
    const project = await client.request<ProjectResult>(methods.project, {});
    assert.deepEqual(
      [project.files, project.tables, project.routes, project.apps, project.dialects, project.tenantColumn],
      [5, 2, 2, ['helpdesk'], ['postgresql'], 'tenant_id'],
    );
    assert.ok(project.findings.some(({ ruleId, count }) => ruleId === 'database/select-star' && count === 1));
  });
});
