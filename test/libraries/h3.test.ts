import { libraryTests } from './library-tester';

const installed = { nitropack: '2.12.9', h3: '1.15.4', zod: '4.1.12', pg: '8.16.3' };
const db = {
  'server/utils/db.ts': `import pg from 'pg';
export const pool = new pg.Pool();
`,
  'db/schema.sql': `create table users (id serial primary key);
create table orders (id serial primary key, user_id int not null references users (id));
create table invoices (id serial primary key, user_id int not null references users (id));
`,
};

libraryTests('Nitro', [
  {
    shows: 'routes by the paths of files',
    rules: ['api/verb-in-url'],
    installed,
    files: {
      'server/api/getBooks.get.ts': 'export default defineEventHandler(() => [{ id: 1 }]);\n',
      'server/api/books/index.get.ts': 'export default defineEventHandler(() => [{ id: 1 }]);\n',
      'server/routes/health.ts': "export default eventHandler(() => 'ok');\n",
    },
    finds: ['api/verb-in-url server/api/getBooks.get.ts:1'],
  },
  {
    shows: 'a body that is written as it came, and one that is checked',
    rules: ['security/missing-input-validation'],
    installed,
    files: {
      'server/utils/drizzle.ts': `import { drizzle } from 'drizzle-orm/node-postgres';
export const db = drizzle(process.env.DATABASE_URL!);
`,
      'server/api/books.post.ts': `import { db } from '../utils/drizzle';
import { books } from '../utils/schema';
export default defineEventHandler(async (event) => {
  const body = await readBody(event);
  await db.insert(books).values(body);
  return { ok: true };
});
`,
      'server/api/authors.post.ts': `import { z } from 'zod';
import { db } from '../utils/drizzle';
import { authors } from '../utils/schema';
const Author = z.object({ name: z.string() });
export default defineEventHandler(async (event) => {
  const body = await readValidatedBody(event, Author.parse);
  await db.insert(authors).values(body);
  return { ok: true };
});
`,
    },
    finds: ['security/missing-input-validation server/api/books.post.ts:5'],
  },
  {
    shows: 'what a caller sends in a statement as text, and as a value',
    rules: ['security/sql-injection', 'database/select-star'],
    installed,
    files: {
      ...db,
      'server/api/search.get.ts': `import { pool } from '../utils/db';
export default defineEventHandler(async (event) => {
  const { title } = getQuery(event);
  const { rows } = await pool.query(\`select id, title from books where title = '\${title}'\`);
  return rows;
});
`,
      'server/api/books/[id].get.ts': `import { pool } from '../../utils/db';
export default defineEventHandler(async (event) => {
  const id = getRouterParam(event, 'id');
  const { rows } = await pool.query('select * from books where id = $1', [id]);
  return rows[0];
});
`,
    },
    finds: [
      'database/select-star server/api/books/[id].get.ts:4',
      'security/sql-injection server/api/search.get.ts:4',
    ],
  },
  {
    shows: 'a log-in without a limit',
    rules: ['api/missing-rate-limit'],
    installed,
    files: {
      'server/api/login.post.ts': `import { signIn } from '../utils/users';
export default defineEventHandler(async (event) => {
  const { email, password } = await readBody(event);
  return signIn(email, password);
});
`,
    },
    finds: ['api/missing-rate-limit server/api/login.post.ts:2'],
  },
  {
    shows: 'a log-in behind a limiter of server/middleware, which runs before all routes',
    rules: ['api/missing-rate-limit'],
    installed: { ...installed, 'rate-limiter-flexible': '8.1.0' },
    files: {
      'server/middleware/limit.ts': `import { RateLimiterMemory } from 'rate-limiter-flexible';
const limiter = new RateLimiterMemory({ points: 10, duration: 900 });
export default defineEventHandler(async (event) => {
  await limiter.consume(getRequestIP(event) ?? '');
});
`,
      'server/api/login.post.ts': `import { signIn } from '../utils/users';
export default defineEventHandler(async (event) => {
  const { email, password } = await readBody(event);
  return signIn(email, password);
});
`,
    },
    finds: [],
  },
  {
    shows: "a row of anybody's, and one that is the caller's",
    rules: ['security/missing-resource-authorization'],
    installed,
    files: {
      ...db,
      'server/middleware/auth.ts': `import { sessionOf } from '../utils/sessions';
export default defineEventHandler(async (event) => {
  event.context.user = await sessionOf(event);
});
`,
      'server/api/orders/[id].delete.ts': `import { pool } from '../../utils/db';
export default defineEventHandler(async (event) => {
  const { user } = event.context;
  if (!user) throw createError({ statusCode: 401 });
  const id = getRouterParam(event, 'id');
  await pool.query('delete from orders where id = $1', [id]);
});
`,
      'server/api/invoices/[id].delete.ts': `import { pool } from '../../utils/db';
export default defineEventHandler(async (event) => {
  const { user } = event.context;
  if (!user) throw createError({ statusCode: 401 });
  const id = getRouterParam(event, 'id');
  await pool.query('delete from invoices where id = $1 and user_id = $2', [id, user.id]);
});
`,
    },
    finds: ['security/missing-resource-authorization server/api/orders/[id].delete.ts:6'],
  },
]);

libraryTests('Nitro', [
  {
    shows: 'calls without a time limit, and answers without pages',
    rules: ['infrastructure/missing-timeout', 'api/missing-pagination', 'websocket/missing-heartbeat'],
    installed,
    files: {
      ...db,
      'server/api/orders.get.ts': `import { pool } from '../utils/db';
export default defineEventHandler(async () => (await pool.query('select id, user_id from orders')).rows);
`,
      'server/api/paged.get.ts': `import { pool } from '../utils/db';
export default defineEventHandler(async (event) => {
  const { limit, offset } = getQuery(event);
  return (await pool.query('select id, user_id from orders limit $1 offset $2', [limit, offset])).rows;
});
`,
      'server/api/rates.get.ts': `export default defineEventHandler(async () => {
  const limited = await fetch('https://rates.example.com', { signal: AbortSignal.timeout(5_000) });
  return [await limited.json(), await fetch('https://rates.example.com')];
});
`,
      'server/routes/_ws.ts': `export default defineWebSocketHandler({
  open: (peer) => peer.subscribe('chat'),
  message: (peer, message) => peer.publish('chat', message.text()),
});
`,
    },
    finds: [
      'api/missing-pagination server/api/orders.get.ts:2',
      'infrastructure/missing-timeout server/api/rates.get.ts:3',
    ],
  },
]);

libraryTests('H3', [
  {
    shows: 'an app of its own in version 2',
    rules: ['api/verb-in-url', 'security/sql-injection', 'api/missing-rate-limit'],
    installed: { h3: '2.0.1-rc.5', pg: '8.16.3' },
    files: {
      'src/app.ts': `import { H3, getQuery, readBody, serve } from 'h3';
import pg from 'pg';
import { signIn } from './users';

const pool = new pg.Pool();
const app = new H3()
  .get('/books', async (event) => {
    const { title } = getQuery(event);
    return (await pool.query(\`select id from books where title = '\${title}'\`)).rows;
  })
  .get('/books/:id', async (event) => {
    const { rows } = await pool.query('select id from books where id = $1', [event.context.params?.id]);
    return rows[0];
  })
  .post('/deleteBook', () => 'gone')
  .post('/login', async (event) => signIn(await readBody(event)));
serve(app, { port: 3000 });
`,
    },
    finds: [
      'security/sql-injection src/app.ts:9',
      'api/verb-in-url src/app.ts:15',
      'api/missing-rate-limit src/app.ts:16',
    ],
  },
  {
    shows: 'routers of version 1',
    rules: ['api/verb-in-url'],
    installed: { h3: '1.15.4' },
    files: {
      'src/app.ts': `import { createApp, createRouter, defineEventHandler } from 'h3';
const app = createApp();
const router = createRouter();
router.get('/books', defineEventHandler(() => []));
router.post('/createBook', defineEventHandler(() => 'made'));
app.use(router);
export default app;
`,
    },
    finds: ['api/verb-in-url src/app.ts:5'],
  },
  {
    shows: 'a server that answers with stacks',
    rules: ['api/stack-trace-exposure'],
    installed: { h3: '1.15.4' },
    files: {
      'src/open.ts': "import { createApp } from 'h3';\nexport const app = createApp({ debug: true });\n",
      'src/kept.ts': "import { createApp } from 'h3';\nexport const app = createApp();\n",
    },
    finds: ['api/stack-trace-exposure src/open.ts:2'],
  },
]);
