import { libraryTests } from './library-tester';

libraryTests("Bun's SQL", [
  {
    shows: 'what a caller sends as text, and as a value of a template',
    rules: ['security/sql-injection', 'database/select-star'],
    files: {
      'src/server.ts': `import { SQL, sql } from 'bun';

const db = new SQL(process.env.DATABASE_URL!);

Bun.serve({
  routes: {
    '/unsafe': async (req) => {
      const title = new URL(req.url).searchParams.get('title');
      return Response.json(await sql.unsafe(\`select id from books where title = '\${title}'\`));
    },
    '/bound': async (req) => {
      const title = new URL(req.url).searchParams.get('title');
      return Response.json(await sql\`select id from books where title = \${title}\`);
    },
    '/values': async (req) => {
      const title = new URL(req.url).searchParams.get('title');
      return Response.json(await db.unsafe('select id from books where title = $1', [title]));
    },
    '/star': async () => Response.json(await db\`select * from books limit 10\`),
  },
});
`,
    },
    finds: ['security/sql-injection src/server.ts:9', 'database/select-star src/server.ts:19'],
  },
  {
    shows: 'a statement for each element, and one for all',
    rules: ['database/n-plus-one'],
    files: {
      'src/books.ts': `import { sql } from 'bun';

export async function each(ids: number[]) {
  const found = [];
  for (const id of ids) found.push(await sql\`select title from books where id = \${id}\`);
  return found;
}

export async function all(ids: number[]) {
  return sql\`select title from books where id in \${sql(ids)}\`;
}
`,
    },
    finds: ['database/n-plus-one src/books.ts:5'],
  },
  {
    shows: 'writes that belong together, alone and in a transaction',
    rules: ['database/missing-transaction'],
    files: {
      'src/orders.ts': `import { SQL } from 'bun';
const db = new SQL(process.env.DATABASE_URL!);

export async function order(user: number, book: number) {
  const [made] = await db\`insert into orders (user_id) values (\${user}) returning id\`;
  await db\`insert into order_lines (order_id, book_id) values (\${made.id}, \${book})\`;
}

export async function together(user: number, book: number) {
  await db.begin(async (tx) => {
    const [made] = await tx\`insert into orders (user_id) values (\${user}) returning id\`;
    await tx\`insert into order_lines (order_id, book_id) values (\${made.id}, \${book})\`;
  });
}
`,
    },
    finds: ['database/missing-transaction src/orders.ts:5'],
  },
  {
    shows: 'a connection that is not given back, and one that is',
    rules: ['infrastructure/unclosed-connection'],
    files: {
      'src/lock.ts': `import { sql } from 'bun';

export async function lost() {
  const reserved = await sql.reserve();
  return reserved\`select pg_advisory_lock(1)\`;
}

export async function released() {
  const reserved = await sql.reserve();
  try {
    return await reserved\`select pg_advisory_lock(1)\`;
  } finally {
    reserved.release();
  }
}
`,
    },
    finds: ['infrastructure/unclosed-connection src/lock.ts:4'],
  },
]);
