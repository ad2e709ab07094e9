import { libraryTests } from './library-tester';

const installed = {
  next: '16.0.0',
  'drizzle-orm': '0.44.7',
  pg: '8.16.3',
  zod: '4.1.12',
  'next-safe-action': '8.0.11',
};
const db = {
  'src/db.ts': `import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
export const pool = new pg.Pool();
export const db = drizzle(pool);
`,
  'db/schema.sql': `create table users (id serial primary key);
create table orders (id serial primary key, user_id int not null references users (id));
create table invoices (id serial primary key, user_id int not null references users (id));
`,
};

libraryTests('Next.js', [
  {
    shows: 'actions whose arguments are written as they came, and ones that check them',
    rules: ['security/missing-input-validation'],
    installed,
    files: {
      ...db,
      'src/app/books/actions.ts': `'use server';
import { z } from 'zod';
import { db } from '../../db';
import { books } from '../../schema';

interface Book {
  title: string;
  pages: number;
}
const bookSchema = z.object({ title: z.string(), pages: z.number() });

export async function addForm(form: FormData) {
  await db.insert(books).values({ title: form.get('title') });
}
export async function addBook(book: Book) {
  await db.insert(books).values(book);
}
export async function renameBook({ title }: { title: string }) {
  await db.insert(books).values({ title });
}
export async function addChecked(book: Book) {
  await db.insert(books).values(bookSchema.parse(book));
}
export async function addCounted(count: number) {
  await db.insert(books).values({ count });
}
`,
    },
    finds: [
      'security/missing-input-validation src/app/books/actions.ts:13',
      'security/missing-input-validation src/app/books/actions.ts:16',
      'security/missing-input-validation src/app/books/actions.ts:19',
    ],
  },
  {
    shows: 'actions with what a caller sends in a statement as text, and as a value',
    rules: ['security/sql-injection', 'database/select-star'],
    installed,
    files: {
      ...db,
      'src/app/books/actions.ts': `'use server';
import { pool } from '../../db';

export async function search(title: string) {
  return (await pool.query(\`select id from books where title = '\${title}'\`)).rows;
}
export async function find(title: string) {
  return (await pool.query('select * from books where title = $1', [title])).rows;
}
`,
    },
    finds: [
      'security/sql-injection src/app/books/actions.ts:5',
      'database/select-star src/app/books/actions.ts:8',
    ],
  },
  {
    shows: "a row of anybody's, and one that is the caller's",
    rules: ['security/missing-resource-authorization'],
    installed,
    files: {
      ...db,
      'src/app/orders/actions.ts': `'use server';
import { auth } from '@/auth';
import { pool } from '../../db';

export async function cancelOrder(id: string) {
  const session = await auth();
  if (!session) throw new Error('Not signed in');
  await pool.query('delete from orders where id = $1', [id]);
}
export async function cancelOwn(id: string) {
  const session = await auth();
  if (!session) throw new Error('Not signed in');
  await pool.query('delete from orders where id = $1 and user_id = $2', [id, session.user.id]);
}
`,
    },
    finds: ['security/missing-resource-authorization src/app/orders/actions.ts:8'],
  },
]);

libraryTests('next-safe-action', [
  {
    shows: "a row of anybody's, and one that is the caller's",
    rules: [
      'security/missing-resource-authorization',
      'security/sql-injection',
      'security/missing-input-validation',
    ],
    installed,
    files: {
      ...db,
      'src/lib/safe-action.ts': `import { createSafeActionClient } from 'next-safe-action';
import { auth } from '@/auth';
export const actionClient = createSafeActionClient();
export const authActionClient = actionClient.use(async ({ next }) => {
  const session = await auth();
  if (!session) throw new Error('Not signed in');
  return next({ ctx: { userId: session.user.id } });
});
`,
      'src/app/orders/actions.ts': `'use server';
import { z } from 'zod';
import { authActionClient } from '../../lib/safe-action';
import { pool } from '../../db';

export const cancelOrder = authActionClient
  .inputSchema(z.object({ id: z.string() }))
  .action(async ({ parsedInput: { id } }) => {
    await pool.query('delete from orders where id = $1', [id]);
  });
export const cancelOwn = authActionClient
  .inputSchema(z.object({ id: z.string() }))
  .action(async ({ parsedInput: { id }, ctx: { userId } }) => {
    await pool.query('delete from orders where id = $1 and user_id = $2', [id, userId]);
  });
export const search = authActionClient
  .inputSchema(z.object({ title: z.string() }))
  .action(async ({ parsedInput: { title } }) => {
    return (await pool.query(\`select id from books where title = '\${title}'\`)).rows;
  });
`,
    },
    finds: [
      'security/missing-resource-authorization src/app/orders/actions.ts:9',
      'security/sql-injection src/app/orders/actions.ts:19',
    ],
  },
]);
