import { libraryTests } from './library-tester';

const installed = { elysia: '1.4.13', '@elysiajs/jwt': '1.4.0', postgres: '3.4.7' };

const schema = {
  'db/schema.sql': `create table users (id serial primary key);
create table orders (id serial primary key, user_id int not null references users (id));
`,
};

libraryTests('Elysia', [
  {
    shows: "rows of anybody's, and rows that are the caller's",
    rules: ['security/missing-resource-authorization'],
    installed,
    files: {
      ...schema,
      'src/index.ts': `import { Elysia } from 'elysia';
import postgres from 'postgres';
import { auth } from './auth';

const sql = postgres(process.env.DATABASE_URL!);

new Elysia()
  .use(auth)
  .delete('/orders/:id', ({ params: { id }, user }) => sql\`delete from orders where id = \${id}\`)
  .delete('/others/:id', ({ params, user, status }) => {
    if (!user) return status(401);
    return sql\`delete from orders where id = \${params.id}\`;
  })
  .delete('/own/:id', ({ params: { id }, user }) => sql\`delete from orders where id = \${id} and user_id = \${user.id}\`)
  .listen(3000);
`,
    },
    finds: [
      'security/missing-resource-authorization src/index.ts:9',
      'security/missing-resource-authorization src/index.ts:12',
    ],
  },
  {
    shows: 'what a server that people use lacks: pages, time limits, an end in order',
    rules: [
      'api/missing-pagination',
      'infrastructure/missing-timeout',
      'infrastructure/missing-graceful-shutdown',
    ],
    installed,
    files: {
      ...schema,
      'src/index.ts': `import { Elysia } from 'elysia';
import postgres from 'postgres';

const sql = postgres(process.env.DATABASE_URL!);

new Elysia()
  .get('/orders', () => sql\`select id, user_id from orders\`)
  .get('/paged', ({ query }) => sql\`select id, user_id from orders limit \${query.limit} offset \${query.offset}\`)
  .get('/rates', async () => (await fetch('https://rates.example.com')).json())
  .get('/limited', async () => (await fetch('https://rates.example.com', { signal: AbortSignal.timeout(5_000) })).json())
  .listen(3000);
`,
    },
    finds: [
      'infrastructure/missing-graceful-shutdown src/index.ts:6',
      'api/missing-pagination src/index.ts:7',
      'infrastructure/missing-timeout src/index.ts:9',
    ],
  },
  {
    shows: 'a server that ends in order',
    rules: ['infrastructure/missing-graceful-shutdown'],
    installed,
    files: {
      'src/index.ts': `import { Elysia } from 'elysia';
const app = new Elysia().get('/', () => 'hello').listen(3000);
process.on('SIGTERM', async () => {
  await app.stop();
  process.exit(0);
});
`,
    },
    finds: [],
  },
  {
    shows: 'routes of a chain and of a group, with verbs in their paths',
    rules: ['api/verb-in-url'],
    installed,
    files: {
      'src/index.ts': `import { Elysia } from 'elysia';
import { addBook, listBooks, removeBook } from './books';

export const app = new Elysia({ prefix: '/api' })
  .get('/books', () => listBooks())
  .post('/createBook', ({ body }) => addBook(body))
  .group('/authors', (authors) =>
    authors
      .get('/', () => [])
      .delete('/deleteAuthor/:id', ({ params }) => removeBook(params.id)),
  )
  .listen(3000);
`,
    },
    finds: ['api/verb-in-url src/index.ts:6', 'api/verb-in-url src/index.ts:10'],
  },
  {
    shows:
      'a body that is written as it came, and one that a schema among the options of its route has checked',
    rules: ['security/missing-input-validation'],
    installed,
    files: {
      'src/index.ts': `import { Elysia, t } from 'elysia';
import { db } from './db';
import { books } from './schema';

const Book = t.Object({ title: t.String(), pages: t.Number() });

new Elysia()
  .post('/books', async ({ body }) => db.insert(books).values(body).returning({ id: books.id }))
  .post('/checked', async ({ body }) => db.insert(books).values(body).returning({ id: books.id }), { body: Book })
  .put('/named', async ({ body: { title } }) => db.insert(books).values({ title }), { body: 'book' })
  .guard({ body: Book }, (app) => app.post('/guarded', async ({ body }) => db.insert(books).values(body)))
  .post('/behind', async ({ body }) => db.insert(books).values(body), { query: t.Object({ dry: t.Boolean() }) })
  .guard({ body: Book })
  .post('/later', async ({ body }) => db.insert(books).values(body))
  .listen(3000);
`,
      'src/db.ts': `import { drizzle } from 'drizzle-orm/postgres-js';
export const db = drizzle(process.env.DATABASE_URL!);
`,
    },
    finds: [
      'security/missing-input-validation src/index.ts:8',
      'security/missing-input-validation src/index.ts:12',
    ],
  },
  {
    shows: 'a log-in without a limit, and one behind a limiter',
    rules: ['api/missing-rate-limit'],
    installed,
    files: {
      'src/open.ts': `import { Elysia } from 'elysia';
import { signIn } from './users';
new Elysia().post('/login', ({ body }) => signIn(body.email, body.password)).listen(3000);
`,
      'src/limited.ts': `import { Elysia } from 'elysia';
import { rateLimit } from 'elysia-rate-limit';
import { signIn } from './users';
new Elysia()
  .use(rateLimit({ max: 10, duration: 60_000 }))
  .post('/login', ({ body }) => signIn(body.email, body.password))
  .listen(3001);
`,
    },
    finds: ['api/missing-rate-limit src/open.ts:3'],
  },
  {
    shows: 'what a caller sends in a statement as text, and as a value',
    rules: ['security/sql-injection', 'database/select-star'],
    installed,
    files: {
      'src/index.ts': `import { Elysia, t } from 'elysia';
import postgres from 'postgres';

const sql = postgres(process.env.DATABASE_URL!);

new Elysia()
  .get('/unsafe', ({ query }) => sql.unsafe(\`select id, title from books where title = '\${query.title}'\`))
  .get('/bound', ({ query }) => sql\`select id, title from books where title = \${query.title}\`, {
    query: t.Object({ title: t.String() }),
  })
  .get('/star', () => sql\`select * from books limit 20\`)
  .listen(3000);
`,
    },
    finds: ['security/sql-injection src/index.ts:7', 'database/select-star src/index.ts:11'],
  },
  {
    shows: 'errors whose stack goes to the caller, and a hook that keeps them',
    rules: ['api/stack-trace-exposure'],
    installed,
    files: {
      'src/open.ts': `import { Elysia } from 'elysia';
new Elysia()
  .onError(({ error, set }) => {
    set.status = 500;
    return { error: error.stack };
  })
  .listen(3000);
`,
      'src/kept.ts': `import { Elysia } from 'elysia';
new Elysia()
  .onError(({ code, error }) => {
    console.error(error);
    return { error: code === 'NOT_FOUND' ? 'Not found' : 'Something went wrong' };
  })
  .listen(3001);
`,
    },
    finds: ['api/stack-trace-exposure src/open.ts:5'],
  },
  {
    shows: 'tokens of its plugin without an end, and a secret in the source',
    rules: ['security/jwt-no-expiry', 'security/hardcoded-secret'],
    installed,
    files: {
      'src/app.ts': `import { jwt } from '@elysiajs/jwt';
import { Elysia } from 'elysia';
new Elysia()
  .use(jwt({ name: 'jwt', secret: 'p8Qz3vXk1LmW7rTyB4nHs9Dc' }))
  .post('/sessions', ({ jwt, body }) => jwt.sign({ sub: body.id }));
`,
    },
    finds: ['security/hardcoded-secret src/app.ts:4', 'security/jwt-no-expiry src/app.ts:5'],
  },
  {
    shows: 'tokens of its plugin with an end, and a secret of the environment',
    rules: ['security/jwt-no-expiry', 'security/hardcoded-secret'],
    installed,
    files: {
      'src/app.ts': `import { jwt } from '@elysiajs/jwt';
import { Elysia } from 'elysia';
new Elysia()
  .use(jwt({ name: 'jwt', secret: process.env.JWT_SECRET!, exp: '15m' }))
  .post('/sessions', ({ jwt, body }) => jwt.sign({ sub: body.id }));
`,
    },
    finds: [],
  },
  {
    shows: 'sockets, which Bun probes by itself',
    rules: ['websocket/missing-heartbeat'],
    installed,
    files: {
      'src/index.ts': `import { Elysia } from 'elysia';
new Elysia()
  .ws('/chat', {
    open: (ws) => ws.subscribe('room'),
    message: (ws, message) => ws.publish('room', message),
  })
  .listen(3000);
`,
    },
    finds: [],
  },
]);
