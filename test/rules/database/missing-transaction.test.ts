import missingTransaction from '../../../rules/database/missing-transaction/rule';
import { ruleTests } from '../rule-tester';

const pool = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const inFunction = (body: string) => `${pool}async function save(a, b, ids) {\n  ${body}\n}\n`;
const insert = "pool.query('INSERT INTO projects (name) VALUES ($1)', [a])";
const marked = "pool.«query»('INSERT INTO projects (name) VALUES ($1)', [a])";
const update = "pool.query('UPDATE counters SET total = total + 1 WHERE id = $1', [b])";

ruleTests(missingTransaction, {
  invalid: [
    {
      name: 'two writes one after another',
      code: inFunction(`await ${marked}; await ${update};`),
      messages: [
        'save() writes to projects and then to counters, each on its own: when the second fails, the first stays. Run both in one transaction.',
      ],
      related: [1],
    },
    { name: 'two writes at once', code: inFunction(`await Promise.all([${marked}, ${update}]);`) },
    {
      name: 'a write in a branch, and one after it',
      code: inFunction(`if (a) { await ${marked}; } await ${update};`),
    },
    {
      name: 'a write here, and one in a function of the same file',
      code: `${pool}
        async function count(b) { await ${update}; }
        async function save(a, b) {
          await ${marked};
          await count(b);
        }
      `,
    },
    {
      name: 'a loop with a write that cannot be repeated',
      code: inFunction(
        "for (const id of ids) await pool.«query»('INSERT INTO log (item) VALUES ($1)', [id]);",
      ),
      messages: [
        'save() writes to log once per element, each on its own: when one fails, those before it stay. Run them in one transaction.',
      ],
    },
    {
      name: 'BEGIN on the pool',
      code: inFunction(
        "await «pool.query('BEGIN')»; await pool.query('SELECT 1'); await pool.query('COMMIT');",
      ),
    },
    {
      name: 'a transaction that is never rolled back',
      code: inFunction(
        "const client = await pool.connect(); await «client.query('BEGIN')»; await client.query('DELETE FROM projects WHERE id = $1', [a]); await client.query('COMMIT'); client.release();",
      ),
    },
  ],
  valid: [
    { name: 'one write', code: inFunction(`await ${insert};`) },
    {
      name: 'a write and a read',
      code: inFunction(`await ${insert}; await pool.query('SELECT id FROM projects WHERE name = $1', [a]);`),
    },
    {
      name: 'branches that exclude each other',
      code: inFunction(`if (a) await ${insert}; else await ${update};`),
    },
    {
      name: 'a branch that returns',
      code: inFunction(`if (a) { await ${insert}; return; } await ${update};`),
    },
    {
      name: 'cases that exclude each other',
      code: inFunction(`switch (a) { case 1: await ${insert}; break; case 2: await ${update}; break; }`),
    },
    {
      name: 'a write, and another when it fails',
      code: inFunction(`try { await ${insert}; } catch { await ${update}; }`),
    },
    {
      name: 'one statement with CTEs',
      code: inFunction(
        "await pool.query('WITH p AS (INSERT INTO projects (name) VALUES ($1) RETURNING id) UPDATE counters SET total = total + 1 FROM p', [a]);",
      ),
    },
    {
      name: 'one connection with BEGIN, COMMIT and ROLLBACK',
      code: inFunction(
        "const client = await pool.connect(); try { await client.query('BEGIN'); await client.query('DELETE FROM projects WHERE id = $1', [a]); await client.query('DELETE FROM counters WHERE id = $1', [b]); await client.query('COMMIT'); } catch (error) { await client.query('ROLLBACK'); throw error; } finally { client.release(); }",
      ),
    },
    {
      name: 'callbacks that a wrapper keeps, each of which runs when it is called',
      code: inFunction(
        `const add = cache.mutate(async () => ${insert}); const count = cache.mutate(async () => ${update}); return { add, count };`,
      ),
    },
    {
      name: 'a write that may fail by itself, and one after it',
      code: inFunction(`try { await ${insert}; } catch { /* best effort */ } await ${update};`),
    },
    {
      name: 'a handle that a caller passes in',
      code: `async function save(client, a, b) {
        await client.query('DELETE FROM projects WHERE id = $1', [a]);
        await client.query('DELETE FROM counters WHERE id = $1', [b]);
      }`,
    },
    {
      name: 'the library’s own transaction',
      code: `
        const postgres = require('postgres');
        const sql = postgres();
        async function save(a, b) {
          await sql.begin(async (tx) => {
            await tx\`DELETE FROM projects WHERE id = \${a}\`;
            await tx\`DELETE FROM counters WHERE id = \${b}\`;
          });
        }
      `,
    },
    {
      name: 'a loop with an upsert',
      code: inFunction(
        "for (const id of ids) await pool.query('INSERT INTO log (item) VALUES ($1) ON CONFLICT (item) DO NOTHING', [id]);",
      ),
    },
    {
      name: 'writes of two handlers that run at other times',
      code: inFunction(`emitter.on('a', () => ${insert}); emitter.on('b', () => ${update});`),
    },
    { name: 'a test', path: 'test/projects.test.js', code: inFunction(`await ${insert}; await ${update};`) },
    { name: 'a seed', path: 'seeds/projects.js', code: inFunction(`await ${insert}; await ${update};`) },
    {
      name: 'a migration',
      path: 'migrations/001_projects.js',
      code: inFunction(`await ${insert}; await ${update};`),
    },
  ],
});
