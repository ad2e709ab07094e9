import { libraryTests } from './library-tester';

const schema = {
  'db/schema.sql': `create table users (id serial primary key);
create table orders (id serial primary key, user_id int not null references users (id));
create table invoices (id serial primary key, user_id int not null references users (id));
`,
};

const installed = { 'better-auth': '1.3.27', hono: '4.10.0', express: '5.1.0', pg: '8.16.3' };

libraryTests('Better Auth', [
  {
    shows: 'a secret in the source, and one of the environment',
    rules: ['security/hardcoded-secret'],
    installed,
    files: {
      'src/open.ts': `import { betterAuth } from 'better-auth';
export const auth = betterAuth({ secret: 'p8Qz3vXk1LmW7rTyB4nHs9Dc', emailAndPassword: { enabled: true } });
`,
      'src/kept.ts': `import { betterAuth } from 'better-auth';
export const auth = betterAuth({ secret: process.env.BETTER_AUTH_SECRET, emailAndPassword: { enabled: true } });
`,
    },
    finds: ['security/hardcoded-secret src/open.ts:2'],
  },
  {
    shows: 'its own routes, which it limits',
    rules: ['api/missing-rate-limit', 'api/verb-in-url'],
    installed,
    files: {
      'src/auth.ts': "import { betterAuth } from 'better-auth';\nexport const auth = betterAuth({});\n",
      'src/server.ts': `import { Hono } from 'hono';
import { auth } from './auth';
const app = new Hono();
app.on(['POST', 'GET'], '/api/auth/*', (c) => auth.handler(c.req.raw));
export default app;
`,
      'src/node.ts': `import { toNodeHandler } from 'better-auth/node';
import express from 'express';
import { auth } from './auth';
const app = express();
app.all('/api/auth/{*any}', toNodeHandler(auth));
app.listen(3000);
`,
    },
    finds: [],
  },
  {
    shows: "a row of anybody's, and one that is the caller's",
    rules: ['security/missing-resource-authorization'],
    installed,
    files: {
      ...schema,
      'src/auth.ts': "import { betterAuth } from 'better-auth';\nexport const auth = betterAuth({});\n",
      'src/server.ts': `import { fromNodeHeaders } from 'better-auth/node';
import express from 'express';
import pg from 'pg';
import { auth } from './auth';

const pool = new pg.Pool();
const app = express();

app.delete('/orders/:id', async (req, res) => {
  const session = await auth.api.getSession({ headers: fromNodeHeaders(req.headers) });
  if (!session) return res.status(401).end();
  await pool.query('delete from orders where id = $1', [req.params.id]);
  res.end();
});
app.delete('/invoices/:id', async (req, res) => {
  const session = await auth.api.getSession({ headers: fromNodeHeaders(req.headers) });
  if (!session) return res.status(401).end();
  await pool.query('delete from invoices where id = $1 and user_id = $2', [req.params.id, session.user.id]);
  res.end();
});
app.listen(3000);
`,
    },
    finds: ['security/missing-resource-authorization src/server.ts:12'],
  },
]);
