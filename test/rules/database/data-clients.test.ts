import tenantFilter from '../../../rules/database/missing-tenant-filter/rule';
import perElement from '../../../rules/database/n-plus-one/rule';
import selectStar from '../../../rules/database/select-star/rule';
import { ruleTests } from '../rule-tester';

const files = {
  'schema.sql':
    'CREATE TABLE tenants (id text PRIMARY KEY); CREATE TABLE tickets (id serial PRIMARY KEY, tenant_id text NOT NULL REFERENCES tenants, title text); CREATE INDEX ON tickets (tenant_id);',
};
const supabase =
  "import { createClient } from '@supabase/supabase-js';\nconst store = createClient(url, key);\n";
const mikroOrm =
  "import { EntityManager } from '@mikro-orm/postgresql';\nimport { Tickets } from './tickets';\nexport class S { constructor(private readonly em: EntityManager) {} f(id, tenantId) { ";
const drizzle =
  "import { and, eq } from 'drizzle-orm';\nimport { db } from './db';\nimport { tickets } from './schema';\n";
const typeorm =
  "import { Repository } from 'typeorm';\nclass S { constructor(private tickets: Repository<Tickets>) {} f() { return ";
const generated = {
  'src/store.ts':
    "import { PrismaClient } from './generated/prisma/client';\nexport const store = new PrismaClient();\nexport const audited = store.$extends({});",
};

/** Clients that nothing but an import, a type or another file tells. */
ruleTests(tenantFilter, {
  files,
  invalid: [
    `${supabase}store.from('«tickets»').select('id').eq('id', id);`,
    `${mikroOrm}return this.em.findOne(«Tickets», { id }); } }`,
    `${mikroOrm}return this.em.nativeDelete(«Tickets», { id }); } }`,
    `${drizzle}export const f = (org, id) => db.select({ id: tickets.id }).from(«tickets»).where(eq(tickets.title, org)).where(eq(tickets.id, id));`,
    `${typeorm}«this.tickets».createQueryBuilder('t').where('t.tenantId = :t', { t }).where('t.id = :id', { id }).getOne(); } }`,
    {
      code: "import { audited } from './store';\naudited.«tickets».update({ where: { id }, data: { title } });",
      files: generated,
    },
    "import { prisma } from './prisma';\nprisma.«tickets».findMany({ where: { id, tenantId: undefined } });",
  ],
  valid: [
    `${supabase}store.from('tickets').select('id').eq('id', id).eq('tenant_id', tenant);`,
    `${supabase}store.rpc('tickets', { id });`,
    "Array.from('tickets').select('id');",
    `${mikroOrm}return this.em.findOne(Tickets, { id, tenantId }); } }`,
    `${drizzle}db.select({ id: tickets.id }).from(tickets).where(and(eq(tickets.tenantId, t), eq(tickets.id, id)));`,
    `${drizzle}db.query.tickets.findFirst({ where: (ticket, { eq }) => eq(ticket.tenantId, t) });`,
    `${typeorm}this.tickets.createQueryBuilder('t').where('t.id = :id', { id }).andWhere('t.tenantId = :t', { t }).getOne(); } }`,
    {
      code: "import { audited } from './store';\naudited.tickets.update({ where: { id, tenantId }, data: { title } });",
      files: generated,
    },
    {
      name: 'what another file makes of something else is no client',
      code: "import { store } from './store';\nstore.tickets.update({ where: { id }, data: { title } });",
      files: { 'src/store.ts': "import { Cache } from 'some-cache';\nexport const store = new Cache();" },
    },
  ],
});

ruleTests(selectStar, {
  invalid: [
    "import type { Knex } from 'knex';\nclass S { constructor(private readonly db: Knex) {} all() { return this.db('metrics').select('«*»').orderBy('at'); } }",
    "import type { Knex } from 'knex';\nconst TABLE = 'metrics';\nexport const all = (db: Knex) => db(TABLE).select('«*»').orderBy('at');",
    `${supabase}store.from('tickets').select('«*»').limit(10);`,
  ],
  valid: [
    "class S { constructor(private readonly db: Other) {} all() { return this.db('metrics').select('*').orderBy('at'); } }",
    `${supabase}store.from('tickets').select('id, title').limit(10);`,
  ],
});

ruleTests(perElement, {
  invalid: [
    "const mongoose = require('mongoose');\nconst Todo = mongoose.model('Todo', schema);\nexports.all = async (lines) => { for (const line of lines) { const todo = new Todo({ line }); await todo.«save»(); } };",
  ],
  valid: [
    'exports.all = async (lines) => { for (const line of lines) { const todo = new Todo({ line }); await todo.save(); } };',
  ],
});
