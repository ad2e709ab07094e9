import missingTransaction from '../../../rules/database/missing-transaction/rule';
import { ruleTests } from '../rule-tester';

const pool = "const { Pool } = require('pg');\nconst pool = new Pool();\n";

// What one connection has to keep, and what a pool is.
ruleTests(missingTransaction, {
  invalid: [
    {
      name: 'an advisory lock',
      code: `${pool}async function once(job) { await pool.«query»('SELECT pg_advisory_lock(42)'); try { await job(); } finally { await pool.query('SELECT pg_advisory_unlock(42)'); } }\n`,
      messages: [
        'An advisory lock belongs to one connection, and this goes to the pool: what is sent afterwards may go to another one. Take one connection of the pool for all that relies on it.',
      ],
    },
    { name: 'a channel', code: `${pool}async function listen() { await pool.«query»('LISTEN jobs'); }\n` },
    {
      name: 'a setting for the session',
      code: `${pool}async function as(id) { await pool.«query»("SELECT set_config('app.tenant_id', $1, false)", [id]); }\n`,
    },
    {
      name: 'a setting, through a pool of another file',
      code: "import { db } from './db';\nexport async function slow() { await db.«query»('SET statement_timeout = 0'); }\n",
      files: {
        'src/db.js': "import { createPool } from 'mysql2/promise';\nexport const db = createPool({});\n",
      },
    },
    {
      name: 'BEGIN on the SQL of Bun',
      code: "import { sql } from 'bun';\nexport async function save() { await «sql.unsafe('BEGIN')»; await sql.unsafe('DELETE FROM people'); await sql.unsafe('COMMIT'); }\n",
    },
    {
      name: 'two writes on the SQL of Bun',
      code: "import { sql } from 'bun';\nexport async function save(a, b) {\n  await «sql»`INSERT INTO people (name) VALUES (${a})`;\n  await sql`UPDATE counters SET total = total + 1 WHERE id = ${b}`;\n}\n",
      output:
        "import { sql } from 'bun';\nexport async function save(a, b) {\n  await sql.begin(async (sql) => {\n    await sql`INSERT INTO people (name) VALUES (${a})`;\n    await sql`UPDATE counters SET total = total + 1 WHERE id = ${b}`;\n  });\n}\n",
    },
    {
      name: 'a function that is also called where nothing was begun',
      code: "const Database = require('better-sqlite3');\nconst store = new Database('app.db');\nfunction migrate() { store.exec('BEGIN'); try { drop(); } catch (error) { store.exec('ROLLBACK'); throw error; } store.exec('COMMIT'); }\nfunction drop() { store.«prepare»('DELETE FROM migrations WHERE id > ?').run(1); store.prepare('INSERT INTO options (name) VALUES (?)').run('a'); }\nfunction other() { drop(); }\n",
    },
  ],
  valid: [
    {
      name: 'a lock of the transaction, a setting of the transaction',
      code: `${pool}async function once() { await pool.query('SELECT pg_advisory_xact_lock(42)'); await pool.query("SELECT set_config('app.tenant_id', $1, true)", ['a']); }\n`,
    },
    {
      name: 'the same on one connection',
      code: "const { Client } = require('pg');\nasync function listen() { const client = new Client(); await client.connect(); await client.query('LISTEN jobs'); await client.query('SELECT pg_advisory_lock(1)'); }\n",
    },
    {
      name: 'an assignment of an UPDATE, a setting of a transaction',
      code: `${pool}async function save() { await pool.query('UPDATE options SET value = 1'); }\nasync function all() { await pool.query('SET LOCAL statement_timeout = 0'); }\n`,
    },
    {
      name: 'a function whose callers have begun',
      code: "const Database = require('better-sqlite3');\nconst store = new Database('app.db');\nfunction migrate() { store.exec('BEGIN'); try { drop(); } catch (error) { store.exec('ROLLBACK'); throw error; } store.exec('COMMIT'); }\nfunction drop() { store.prepare('DELETE FROM migrations WHERE id > ?').run(1); store.prepare('INSERT INTO options (name) VALUES (?)').run('a'); }\n",
    },
    {
      name: 'a batch of libSQL',
      code: "import { createClient } from '@libsql/client';\nconst turso = createClient({ url: 'file:app.db' });\nexport const save = () => turso.batch(['DELETE FROM people', { sql: 'INSERT INTO people (name) VALUES (?)', args: ['a'] }], 'write');\n",
    },
    {
      name: 'a list that a client called client sends together',
      code: "import { PrismaClient } from '@prisma/client';\nconst client = new PrismaClient();\nexport const drop = (id) => client.$transaction([client.member.deleteMany({ where: { id } }), client.team.delete({ where: { id } })]);\n",
    },
  ],
});
