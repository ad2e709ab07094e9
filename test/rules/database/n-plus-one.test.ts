import nPlusOne from '../../../rules/database/n-plus-one/rule';
import { ruleTests } from '../rule-tester';

const pool = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const inFunction = (body: string) => `${pool}async function run(tickets, ids, running) {\n  ${body}\n}\n`;
const one = "SELECT id FROM users WHERE id = $1'";

ruleTests(nPlusOne, {
  invalid: [
    {
      name: 'in for…of',
      code: inFunction(`for (const ticket of tickets) await pool.«query»('${one}, [ticket.userId]);`),
      messages: [
        'This SELECT from users runs once for each element of tickets. Collect the keys and run it once, with = ANY or IN.',
      ],
      related: [1],
    },
    {
      name: 'in a counted loop',
      code: inFunction(`for (let i = 0; i < ids.length; i++) await pool.«query»('${one}, [ids[i]]);`),
    },
    {
      name: 'in a loop that takes elements off a list',
      code: inFunction(
        `while (ids.length > 0) { const id = ids.shift(); await pool.«query»('${one}, [id]); }`,
      ),
      // The element of such a loop has no name in its head.
      severity: 'warning',
    },
    {
      name: 'in the callback of map, under Promise.all',
      code: inFunction(`await Promise.all(ids.map((id) => pool.«query»('${one}, [id])));`),
    },
    {
      name: 'in the callback of forEach',
      code: inFunction(`ids.forEach(async (id) => { await pool.«query»('${one}, [id]); });`),
    },
    {
      name: 'in the callback of reduce',
      code: inFunction(
        `await ids.reduce(async (before, id) => { await before; await pool.«query»('${one}, [id]); }, undefined);`,
      ),
    },
    {
      name: 'in the callback of flatMap, destructured',
      code: inFunction(`tickets.flatMap(async ({ userId }) => pool.«query»('${one}, [userId]));`),
    },
    {
      name: 'by something made from the element',
      code: inFunction(
        `for (const ticket of tickets) { const { userId } = ticket; await pool.«query»('${one}, [userId]); }`,
      ),
    },
    {
      name: 'a write',
      code: inFunction(
        "for (const id of ids) await pool.«query»('UPDATE users SET seen = true WHERE id = $1', [id]);",
      ),
    },
    {
      name: 'that does not depend on the element: it is named as such',
      code: inFunction(
        "for (const id of ids) { const { rows } = await pool.«query»('SELECT id FROM plans LIMIT 1'); id.plan = rows[0]; }",
      ),
      severity: 'info',
      messages: [
        'This SELECT from plans does not depend on the element of ids, but runs once for each. Run it before the loop.',
      ],
    },
    {
      name: 'through a function of the same file',
      code: `${pool}
        async function loadUser(id) {
          const { rows } = await pool.query('${one}, [id]);
          return rows[0];
        }
        async function run(tickets) {
          for (const ticket of tickets) ticket.user = await «loadUser»(ticket.userId);
        }
      `,
      messages: [
        'loadUser runs a SELECT from users, and is called once for each element of tickets. Give it the whole list, and run the query once.',
      ],
      related: [2],
    },
    {
      name: 'through a repository class in another file, injected by its constructor',
      path: 'src/board.service.ts',
      code: `
        import { UserRepository } from './user.repository';
        export class BoardService {
          constructor(private readonly users: UserRepository) {}
          async board(tickets: { userId: string }[]) {
            return Promise.all(tickets.map(async (ticket) => ({ ...ticket, user: await «this.users.byId»(ticket.userId) })));
          }
        }
      `,
      files: {
        'src/user.repository.ts': `
          import { Pool } from 'pg';
          export class UserRepository {
            constructor(private readonly pool: Pool) {}
            async byId(id: string) {
              return this.one('SELECT id FROM users WHERE id = $1', id);
            }
            private async one(sql: string, id: string) {
              const { rows } = await this.pool.query('SELECT id FROM users WHERE id = $1', [id]);
              return rows[0];
            }
          }
        `,
      },
    },
    {
      name: 'through a re-export, CommonJS',
      code: `
        const { users } = require('./repositories');
        async function run(tickets) {
          for (const ticket of tickets) await «users.byId»(ticket.userId);
        }
        module.exports = { run };
      `,
      files: {
        'src/repositories/index.js': "const users = require('./users');\nmodule.exports = { users };\n",
        'src/repositories/users.js': `${pool}async function byId(id) {\n  return pool.query('${one}, [id]);\n}\nmodule.exports = { byId };\n`,
      },
    },
  ],
  valid: [
    {
      name: 'a query before the loop',
      code: inFunction(
        "const { rows } = await pool.query('SELECT id FROM users WHERE id = ANY($1)', [ids]); for (const row of rows) row.seen = true;",
      ),
    },
    {
      name: 'what the loop goes over is asked once',
      code: inFunction(
        "for (const row of (await pool.query('SELECT id FROM users LIMIT 5')).rows) row.seen = true;",
      ),
    },
    {
      name: 'a loop over chunks',
      code: inFunction(
        "for (const chunk of chunks(ids, 100)) await pool.query('SELECT id FROM users WHERE id = ANY($1)', [chunk]);",
      ),
    },
    {
      name: 'a loop that steps by the size of a batch',
      code: inFunction(
        "for (let i = 0; i < ids.length; i += 100) await pool.query('SELECT id FROM users WHERE id = ANY($1)', [ids.slice(i, i + 100)]);",
      ),
    },
    {
      name: 'a loop over pages',
      code: inFunction(
        "let offset = 0; while (true) { const { rows } = await pool.query('SELECT id FROM users ORDER BY id LIMIT 100 OFFSET $1', [offset]); if (rows.length === 0) break; offset += 100; }",
      ),
    },
    {
      name: 'a retry loop',
      code: inFunction(`for (let attempt = 0; attempt < 3; attempt++) await pool.query('${one}, [ids[0]]);`),
    },
    {
      name: 'a polling loop',
      code: inFunction(
        "while (running) { await pool.query('SELECT id FROM jobs LIMIT 1'); await sleep(1000); }",
      ),
    },
    {
      name: 'a loop over a literal of fixed size',
      code: inFunction(
        "for (const table of ['users', 'tickets']) await pool.query('SELECT count(*) FROM stats WHERE name = $1', [table]);",
      ),
    },
    {
      name: 'a streaming cursor',
      code: inFunction(`for await (const row of cursor) await pool.query('${one}, [row.id]);`),
    },
    {
      name: 'a handler that a loop registers, and that runs later',
      code: inFunction(`for (const id of ids) emitter.on(id, () => pool.query('${one}, [id]));`),
    },
    {
      name: 'a poll loop that a loop starts',
      code: `${pool}
        class Worker {
          constructor(id) { this.id = id; }
          async start() { while (this.running) { await pool.query('SELECT id FROM jobs WHERE worker_id = $1 LIMIT 1', [this.id]); await sleep(1000); } }
        }
        function startAll(ids) { for (const id of ids) { const worker = new Worker(id); worker.start(id); } }
      `,
    },
    {
      name: 'a script',
      path: 'scripts/repair.js',
      code: inFunction(`for (const id of ids) await pool.query('${one}, [id]);`),
    },
    {
      name: 'a test',
      path: 'test/users.test.js',
      code: inFunction(`for (const id of ids) await pool.query('${one}, [id]);`),
    },
    {
      name: 'a seed',
      path: 'seeds/users.js',
      code: inFunction(`for (const id of ids) await pool.query('${one}, [id]);`),
    },
    {
      name: 'a function that is not a query',
      code: inFunction('for (const id of ids) await cache.load(id);'),
    },
  ],
});
