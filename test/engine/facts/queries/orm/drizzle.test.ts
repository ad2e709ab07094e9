import { queryTests } from './outline';

const tables = {
  'src/schema.ts': `
    import { pgTable, text } from 'drizzle-orm/pg-core';
    export const users = pgTable('app_users', { id: text('id').primaryKey(), tenantId: text('tenant_id'), name: text('name') });
    export const posts = pgTable('posts', { id: text('id').primaryKey(), userId: text('user_id') });
  `,
};

queryTests(
  'Drizzle queries',
  "import { eq, and, or, inArray, sql } from 'drizzle-orm';\nimport { db } from './db';\nimport { users, posts } from './schema';",
  [
    [
      'db.select({ id: users.id }).from(users).where(and(eq(users.tenantId, t), or(eq(users.id, a), eq(users.name, b)))).limit(10);',
      [
        'builder select app_users users where(users.tenant_id = ~users.id = ~users.name =) columns(id) limited on pool:db',
      ],
    ],
    [
      'db.select().from(users).innerJoin(posts, eq(posts.userId, users.id)).where(inArray(users.id, ids));',
      ['builder select app_users users,posts where(posts.user_id = users.id = users.id in) on pool:db'],
    ],
    ['db.select().from(users).where(sql`lower(name) = ${n}`);', ['builder select app_users open on pool:db']],
    [
      'const found = eq(users.id, id); db.select().from(users).where(found);',
      ['builder select app_users users where(users.id =) on pool:db'],
    ],
    [
      'db.query.users.findMany({ where: eq(users.tenantId, t), columns: { id: true }, limit: 5 });',
      ['builder select app_users users where(users.tenant_id =) columns(id) limited on pool:db'],
    ],
    [
      'db.query.users.findFirst({ where: (users, { eq }) => eq(users.id, id) });',
      ['builder select app_users users where(users.id =) one limited on pool:db'],
    ],
    [
      'db.insert(users).values({ tenantId, name });',
      ['builder insert app_users inserts(tenant_id name) on pool:db'],
    ],
    [
      'db.update(users).set({ name }).where(eq(users.id, id));',
      ['builder update app_users users where(users.id =) sets(name) on pool:db'],
    ],
    [
      'db.transaction(async (tx) => { await tx.delete(users).where(eq(users.id, id)); });',
      ['builder delete app_users users where(users.id =) on transaction:tx'],
    ],
    ['const seen = new Set(); seen.delete(users);', []],
    ["createHash('sha256').update(users).digest('hex');", []],
  ],
  tables,
);
