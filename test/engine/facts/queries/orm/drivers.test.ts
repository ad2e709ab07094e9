import { queryTests } from './outline';

queryTests('what a query is sent on', "import { Pool } from 'pg';\nconst pool = new Pool();", [
  ["pool.query('DELETE FROM a');", ['driver delete a on pool:pool']],
  [
    "async function f() { const client = await pool.connect(); await client.query('DELETE FROM a'); }",
    ['driver delete a on client:client'],
  ],
  [
    "async function f() { let client; client = await pool.connect(); await client.query('DELETE FROM a'); }",
    ['driver delete a on client:client'],
  ],
  [
    "async function f(client) { await client.query('DELETE FROM a'); }",
    ['unknown delete a on client:client'],
  ],
  ["async function f(trx) { await trx.query('DELETE FROM a'); }", ['unknown delete a on transaction:trx']],
  ["inTransaction(async (c) => { await c.query('DELETE FROM a'); });", ['unknown delete a on transaction:c']],
  ['sql.begin(async (sql) => { await sql`DELETE FROM a`; });', ['unknown delete a on transaction:sql']],
  ["async function f(ctx) { await ctx.db.query('DELETE FROM a'); }", ['unknown delete a on pool:ctx.db']],
  [
    "async function f(connection) { await query(connection, { text: 'DELETE FROM a WHERE id = $1', values }); }",
    ['unknown delete a where(id =) on client:connection'],
  ],
]);

queryTests('forms of drivers', '', [
  [
    "db.any('SELECT id FROM a WHERE tenant_id = ${tenantId} AND b = $<b>', { tenantId, b });",
    ['unknown select a where(tenant_id = b =) columns(id) on unknown:db'],
  ],
  [
    'pool.exists(sql`select id from a where id = ${id}`);',
    ['unknown select a where(id =) columns(id) one on pool:pool'],
  ],
  [
    "import { createPool, sql } from 'slonik';\nconst pool = createPool('x');\npool.one(sql.type(row)`select id from a where id = ${id}`);",
    ['driver select a where(id =) columns(id) one on pool:pool'],
  ],
  [
    "import Database from 'better-sqlite3';\nconst db = new Database('x');\ndb.prepare('SELECT id FROM a WHERE id = ?').all(id);",
    ['driver select a where(id =) columns(id) on pool:db'],
  ],
]);
