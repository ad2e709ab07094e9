import { libraryTests } from './library-tester';

const installed = { '@libsql/client': '0.15.15', hono: '4.10.0' };

libraryTests('libSQL', [
  {
    shows: 'what a caller sends as text, and as a value',
    rules: ['security/sql-injection', 'database/select-star'],
    installed,
    files: {
      'src/server.ts': `import { createClient } from '@libsql/client';
import { Hono } from 'hono';

const db = createClient({ url: process.env.TURSO_DATABASE_URL!, authToken: process.env.TURSO_AUTH_TOKEN });
const app = new Hono();

app.get('/unsafe', async (c) => {
  const { rows } = await db.execute(\`select id from books where title = '\${c.req.query('title')}'\`);
  return c.json(rows);
});
app.get('/bound', async (c) => {
  const { rows } = await db.execute({ sql: 'select id from books where title = ?', args: [c.req.query('title')] });
  return c.json(rows);
});
app.get('/array', async (c) => {
  const { rows } = await db.execute('select id from books where title = ?', [c.req.query('title')]);
  return c.json(rows);
});
app.get('/star', async (c) => c.json((await db.execute('select * from books limit 10')).rows));
export default app;
`,
    },
    finds: ['security/sql-injection src/server.ts:8', 'database/select-star src/server.ts:19'],
  },
  {
    shows: 'a statement for each element, and a batch',
    rules: ['database/n-plus-one'],
    installed,
    files: {
      'src/books.ts': `import { createClient } from '@libsql/client';
const db = createClient({ url: process.env.TURSO_DATABASE_URL! });

export async function each(ids: number[]) {
  for (const id of ids) await db.execute({ sql: 'update books set read = 1 where id = ?', args: [id] });
}

export async function all(ids: number[]) {
  await db.batch(
    ids.map((id) => ({ sql: 'update books set read = 1 where id = ?', args: [id] })),
    'write',
  );
}
`,
    },
    finds: ['database/n-plus-one src/books.ts:5'],
  },
  {
    shows: 'writes that belong together: alone, in a batch, and in a transaction',
    rules: ['database/missing-transaction'],
    installed,
    files: {
      'src/orders.ts': `import { createClient } from '@libsql/client';
const db = createClient({ url: process.env.TURSO_DATABASE_URL! });

export async function alone(id: number, book: number) {
  await db.execute({ sql: 'insert into orders (id) values (?)', args: [id] });
  await db.execute({ sql: 'insert into order_lines (order_id, book_id) values (?, ?)', args: [id, book] });
}

export async function batch(id: number, book: number) {
  await db.batch(
    [
      { sql: 'insert into orders (id) values (?)', args: [id] },
      { sql: 'insert into order_lines (order_id, book_id) values (?, ?)', args: [id, book] },
    ],
    'write',
  );
}

export async function together(id: number, book: number) {
  const tx = await db.transaction('write');
  try {
    await tx.execute({ sql: 'insert into orders (id) values (?)', args: [id] });
    await tx.execute({ sql: 'insert into order_lines (order_id, book_id) values (?, ?)', args: [id, book] });
    await tx.commit();
  } finally {
    tx.close();
  }
}
`,
    },
    finds: ['database/missing-transaction src/orders.ts:5'],
  },
]);
