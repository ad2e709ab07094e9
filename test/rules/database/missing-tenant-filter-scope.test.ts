import missingTenantFilter from '../../../rules/database/missing-tenant-filter/rule';
import { ruleTests } from '../rule-tester';

/** What limits a use of a tenant's table where it is not the statement's own condition: joins, subqueries, policies, clients, helpers. */
const schema = `
  CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL);
  CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, email text NOT NULL UNIQUE, password_hash text);
  CREATE TABLE projects (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, name text NOT NULL);
  CREATE TABLE tickets (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, project_id uuid NOT NULL REFERENCES projects (id), title text NOT NULL, status text);
  CREATE TABLE comments (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, ticket_id uuid NOT NULL REFERENCES tickets (id), body text);
  CREATE TABLE labels (id uuid PRIMARY KEY, name text NOT NULL);
  CREATE INDEX ON users (tenant_id);
  CREATE INDEX ON projects (tenant_id);
  CREATE INDEX ON tickets (tenant_id);
  CREATE INDEX ON tickets (project_id);
  CREATE INDEX ON comments (tenant_id);
  CREATE INDEX ON comments (ticket_id);
`;
const pg = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const knex = "const knex = require('knex')({ client: 'pg' });\n";
const handler = (body: string) => `${pg}async function handler(req, res) {\n  ${body}\n}\n`;
const prisma = "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n";
const extension =
  '$extends({ query: { $allModels: { async $allOperations({ args, query }: any) { args.where = { ...args.where, tenantId: current() }; return query(args); } } } })';
const sequelize =
  "const { Sequelize, DataTypes } = require('sequelize');\nconst sequelize = new Sequelize('x');\n";
const typeorm =
  "import { DataSource, Entity, PrimaryColumn, Column } from 'typeorm';\n@Entity('tickets')\nexport class Ticket { @PrimaryColumn() id: string; @Column({ name: 'tenant_id' }) tenantId: string; }\n";
const drizzle =
  "import { drizzle } from 'drizzle-orm/node-postgres';\nimport { eq, and } from 'drizzle-orm';\nimport { pgTable, uuid, text } from 'drizzle-orm/pg-core';\nconst tickets = pgTable('tickets', { id: uuid('id').primaryKey(), tenantId: uuid('tenant_id').notNull(), title: text('title') });\nconst db = drizzle('x');\n";
const prismaFiles = {
  'migrations/001.sql': '',
  'prisma/schema.prisma': `
    datasource db {
      provider = "postgresql"
      url      = env("X")
    }
    model Tenant {
      id       String    @id
      tickets  Ticket[]
      projects Project[]
    }
    model Project {
      id       String   @id
      tenantId String
      tenant   Tenant   @relation(fields: [tenantId], references: [id])
      tickets  Ticket[]
      @@index([tenantId])
    }
    model Ticket {
      id        String  @id
      tenantId  String
      projectId String
      title     String
      tenant    Tenant  @relation(fields: [tenantId], references: [id])
      project   Project @relation(fields: [projectId], references: [id])
      @@index([tenantId])
      @@index([projectId])
      @@unique([id, tenantId])
    }
  `,
};

ruleTests(missingTenantFilter, {
  files: { 'migrations/001.sql': schema },
  invalid: [
    {
      name: 'insert select',
      code: handler(
        `await pool.query('INSERT INTO «tickets» (id, title, project_id) SELECT id, title, project_id FROM tickets WHERE tenant_id = $1', [a]);`,
      ),
    },
    {
      name: 'insert multi-row',
      code: handler(
        `await pool.query('INSERT INTO «tickets» (id, title) VALUES ($1, $2), ($3, $4)', [a, b, c, d]); x(req.tenantId);`,
      ),
    },
    {
      name: 'update sets tenant but no filter',
      code: handler(`await pool.query('UPDATE «tickets» SET tenant_id = $1 WHERE id = $2', [a, b]);`),
    },
    {
      name: 'CTE unfiltered',
      code: handler(
        `await pool.query('WITH t AS (SELECT id FROM «tickets» WHERE status = $2) SELECT t.id FROM t', [a, b]);`,
      ),
    },
    {
      name: 'CTE filtered + outer unfiltered table join by fk',
      code: handler(
        `await pool.query('WITH t AS (SELECT id FROM tickets WHERE tenant_id = $1) SELECT c.body FROM «comments» c JOIN t ON t.id = c.ticket_id', [req.tenantId]);`,
      ),
      severity: 'hint',
    },
    {
      name: 'IN subquery filtered',
      code: handler(
        `await pool.query('SELECT body FROM «comments» WHERE ticket_id IN (SELECT id FROM tickets WHERE tenant_id = $1)', [req.tenantId]);`,
      ),
      severity: 'hint',
    },
    {
      name: 'EXISTS correlated filtered',
      code: handler(
        `await pool.query('SELECT body FROM «comments» c WHERE EXISTS (SELECT 1 FROM tickets t WHERE t.id = c.ticket_id AND t.tenant_id = $1)', [req.tenantId]);`,
      ),
      severity: 'hint',
    },
    {
      name: 'EXISTS correlated by fk to filtered outer',
      code: handler(
        `await pool.query('SELECT id FROM tickets t WHERE t.tenant_id = $1 AND EXISTS (SELECT 1 FROM «comments» c WHERE c.ticket_id = t.id)', [req.tenantId]);`,
      ),
      severity: 'hint',
    },
    {
      name: 'scalar subquery count by fk to filtered outer',
      code: handler(
        `await pool.query('SELECT id, (SELECT count(*) FROM «comments» c WHERE c.ticket_id = t.id) AS n FROM tickets t WHERE t.tenant_id = $1', [req.tenantId]);`,
      ),
      severity: 'hint',
    },
    {
      name: 'LATERAL',
      code: handler(
        `await pool.query('SELECT t.id, c.body FROM tickets t LEFT JOIN LATERAL (SELECT body FROM «comments» c WHERE c.ticket_id = t.id LIMIT 1) c ON true WHERE t.tenant_id = $1', [req.tenantId]);`,
      ),
      severity: 'hint',
    },
    {
      name: 'join to tenants without filter',
      code: handler(
        `await pool.query('SELECT k.id, t.name FROM «tickets» k JOIN tenants t ON t.id = k.tenant_id WHERE k.id = $1', [req.params.id]);`,
      ),
    },
    {
      name: 'JOIN chain by tenant only, none filtered',
      code: handler(
        `await pool.query('SELECT c.body FROM «comments» c JOIN «tickets» t ON t.tenant_id = c.tenant_id AND t.id = c.ticket_id WHERE c.id = $1', [req.params.id]);`,
      ),
    },
    {
      name: 'USING tenant unfiltered',
      code: handler(
        `await pool.query('SELECT c.body FROM «comments» c JOIN «tickets» t USING (tenant_id) WHERE c.id = $1', [req.params.id]);`,
      ),
    },
    {
      name: 'UNION one unfiltered',
      code: handler(
        `await pool.query('SELECT id FROM tickets WHERE tenant_id = $1 UNION SELECT id FROM «projects»', [req.tenantId]);`,
      ),
    },
    {
      name: 'left join on tenant in ON only',
      code: handler(
        `await pool.query('SELECT p.id FROM «projects» p LEFT JOIN tickets t ON t.project_id = p.id AND t.tenant_id = $1', [req.tenantId]);`,
      ),
    },
    {
      name: 'text += other',
      code: handler(`let sql = 'SELECT id FROM «tickets» WHERE status = $1';
  if (req.query.q) sql += ' AND title = $2';
  await pool.query(sql, [req.tenantId]);`),
    },
    {
      name: 'knex const q mutate, no tenant',
      code: `${knex}async function list(req) {
  const q = knex('«tickets»').select('id');
  if (req.query.status) q.where('status', req.query.status);
  return await q;
}
`,
    },
    {
      name: 'knex join fk parent filtered',
      code: `${knex}exports.list = (req) => knex('«comments as c»').join('tickets as t', 't.id', 'c.ticket_id').where('t.tenant_id', req.tenantId).select('c.id');
`,
      severity: 'hint',
    },
    {
      name: 'prisma findUnique',
      path: 'src/a.ts',
      code: `${prisma}export const get = (id: string, tenantId: string) => prisma.«ticket».findUnique({ where: { id } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma findMany',
      path: 'src/a.ts',
      code: `${prisma}export const get = () => prisma.«ticket».findMany();
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma update',
      path: 'src/a.ts',
      code: `${prisma}export const get = (id: string) => prisma.«ticket».update({ where: { id }, data: { title: 'x' } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma deleteMany',
      path: 'src/a.ts',
      code: `${prisma}export const get = (projectId: string) => prisma.«ticket».deleteMany({ where: { projectId } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma where var no tenant',
      path: 'src/a.ts',
      code: `${prisma}export const get = (tenantId: string, q: any) => {
  const where: any = { projectId: q.p };
  if (q.title) where.title = q.title;
  return prisma.«ticket».findMany({ where });
};
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma $extends logging only',
      path: 'src/a.ts',
      code: `import { PrismaClient } from '@prisma/client';
const base = new PrismaClient();
const prisma = base.$extends({ query: { $allModels: { async $allOperations({ args, query }: any) { console.log(args); return query(args); } } } });
export const get = (id: string) => prisma.«ticket».findFirst({ where: { id } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'sequelize findByPk',
      code: `${sequelize}const Ticket = sequelize.define('tickets', { tenant_id: DataTypes.UUID });
exports.get = (id) => «Ticket».findByPk(id);
`,
    },
    {
      name: 'typeorm findOneBy id',
      path: 'src/a.ts',
      code: `${typeorm}export const get = (ds: DataSource, id: string) => ds.getRepository(«Ticket»).findOneBy({ id });
`,
    },
    {
      name: 'typeorm qb',
      path: 'src/a.ts',
      code: `${typeorm}export const get = (ds: DataSource, id: string) => ds.getRepository(«Ticket»).createQueryBuilder('t').where('t.id = :id', { id }).getOne();
`,
    },
    {
      name: 'drizzle',
      path: 'src/a.ts',
      code: `${drizzle}export const get = (id: string, tenantId: string) => db.select().from(«tickets»).where(eq(tickets.id, id));
`,
    },
    {
      name: 'drizzle query api',
      path: 'src/a.ts',
      code: `${drizzle}export const get = (id: string) => db.query.«tickets».findFirst({ where: eq(tickets.id, id) });
`,
    },
    {
      name: 'org_id',
      code: handler(`await pool.query('SELECT id FROM «a» WHERE id = $1', [1]);`),
      files: {
        'migrations/001.sql': `CREATE TABLE x (id uuid PRIMARY KEY, name text);
CREATE TABLE a (id uuid PRIMARY KEY, org_id uuid NOT NULL, name text);
CREATE TABLE b (id uuid PRIMARY KEY, org_id uuid NOT NULL, name text);`,
      },
    },
    {
      name: '"orgId"',
      code: handler(`await pool.query('SELECT id FROM «a» WHERE id = $1', [1]);`),
      files: {
        'migrations/001.sql': `CREATE TABLE x (id uuid PRIMARY KEY, name text);
CREATE TABLE a (id uuid PRIMARY KEY, "orgId" uuid NOT NULL, name text);
CREATE TABLE b (id uuid PRIMARY KEY, "orgId" uuid NOT NULL, name text);`,
      },
    },
    {
      name: 'single tenant table of 2',
      code: handler(`await pool.query('SELECT id FROM «notes» WHERE id = $1', [1]);`),
      files: {
        'migrations/001.sql': `CREATE TABLE tenants (id uuid PRIMARY KEY); CREATE TABLE notes (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants);`,
      },
    },
    {
      name: 'single tenant table of 3 with lookup',
      code: handler(`await pool.query('SELECT id FROM «notes» WHERE id = $1', [1]);`),
      files: {
        'migrations/001.sql': `CREATE TABLE tenants (id uuid PRIMARY KEY); CREATE TABLE countries (code text PRIMARY KEY); CREATE TABLE notes (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants);`,
      },
    },
    {
      name: 'children without it',
      code: handler(`await pool.query('SELECT id FROM «tickets» WHERE id = $1', [1]);`),
      files: {
        'migrations/001.sql': `CREATE TABLE orgs (id uuid PRIMARY KEY); CREATE TABLE users (id uuid PRIMARY KEY, org_id uuid REFERENCES orgs); CREATE TABLE sessions (id uuid PRIMARY KEY, user_id uuid REFERENCES users); CREATE TABLE tickets (id uuid PRIMARY KEY, org_id uuid REFERENCES orgs); CREATE TABLE comments (id uuid PRIMARY KEY, ticket_id uuid REFERENCES tickets); CREATE TABLE attachments (id uuid PRIMARY KEY, comment_id uuid REFERENCES comments); CREATE TABLE countries (code text PRIMARY KEY);`,
      },
    },
    {
      name: 'FOR UPDATE SKIP LOCKED worker job queue',
      path: 'src/worker.js',
      code: `${pg}async function next() {
  await pool.query("SELECT id FROM «tickets» WHERE status = 'queued' LIMIT 1 FOR UPDATE SKIP LOCKED");
}
`,
    },
    {
      name: 'wrapped db.query(tenantId, ..)',
      code: `const db = require('./db');
exports.f = (id) => db.query('SELECT id FROM «tickets» WHERE id = $1', [id]);
`,
      files: {
        'src/db.js': `${pg}exports.query = (t, p) => pool.query(t, p);
`,
      },
    },
    {
      name: 'ON CONFLICT upsert w/o tenant col',
      code: handler(
        `await pool.query('INSERT INTO labels (id, name) VALUES ($1, $2)', [a, b]); await pool.query('INSERT INTO «tickets» (id, title) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET title = $2', [a, b]);`,
      ),
    },
    {
      name: 'COALESCE($1, tenant_id)',
      code: handler(
        `await pool.query('SELECT id FROM «tickets» WHERE tenant_id = COALESCE($1, tenant_id)', [a]);`,
      ),
    },
    {
      name: '$1 IS NULL OR tenant_id = $1',
      code: handler(
        `await pool.query('SELECT id FROM «tickets» WHERE ($1::uuid IS NULL OR tenant_id = $1)', [a]);`,
      ),
    },
    {
      name: 'tenant_id = tenant_id',
      code: handler(`await pool.query('SELECT id FROM «tickets» t WHERE t.tenant_id = t.tenant_id');`),
    },
    {
      name: 'what else than the tenant is asked for by the user',
      code: handler(
        "return pool.query('SELECT id, tenant_id FROM «members» WHERE user_id = $1', [req.user.id]);",
      ),
      files: {
        'migrations/002.sql':
          'CREATE TABLE members (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, user_id uuid);',
      },
    },
  ],
  valid: [
    {
      name: 'CTE filtered then join',
      code: handler(
        `await pool.query('WITH t AS (SELECT id FROM tickets WHERE tenant_id = $1) SELECT count(*) FROM t', [req.tenantId]);`,
      ),
    },
    {
      name: 'EXISTS correlated on tenant col',
      code: handler(
        `await pool.query('SELECT id FROM tickets t WHERE t.tenant_id = $1 AND EXISTS (SELECT 1 FROM comments c WHERE c.ticket_id = t.id AND c.tenant_id = t.tenant_id)', [req.tenantId]);`,
      ),
    },
    {
      name: 'tenant_id IN (SELECT tenant)',
      code: handler(
        `await pool.query('SELECT id FROM tickets WHERE tenant_id IN (SELECT tenant_id FROM users WHERE id = $1 AND tenant_id = $2)', [req.user.id, t]);`,
      ),
    },
    {
      name: 'JOIN ON tenant + fk',
      code: handler(
        `await pool.query('SELECT c.body FROM comments c JOIN tickets t ON t.id = c.ticket_id AND t.tenant_id = c.tenant_id WHERE c.tenant_id = $1', [req.tenantId]);`,
      ),
    },
    {
      name: 'join to tenants table filtered by slug',
      code: handler(
        `await pool.query('SELECT k.id FROM tickets k JOIN tenants t ON t.id = k.tenant_id WHERE t.name = $1', [req.tenantSlug]);`,
      ),
    },
    {
      name: 'conditional text',
      code: handler(`let sql = 'SELECT id FROM tickets WHERE status = $1';
  const params = [req.query.status];
  if (!req.user.isSuperAdmin) { sql += ' AND tenant_id = $2'; params.push(req.user.tenantId); }
  await pool.query(sql, params);`),
    },
    {
      name: 'login by email',
      code: `${pg}async function login(req, res) {
  const { rows } = await pool.query('SELECT id, tenant_id, password_hash FROM users WHERE email = $1', [req.body.email]);
}
`,
    },
    {
      name: 'fetch then compare',
      code: handler(`const { rows } = await pool.query('SELECT id, tenant_id, title FROM tickets WHERE id = $1', [req.params.id]);
  if (!rows[0] || rows[0].tenant_id !== req.user.tenantId) return res.status(404).end();
  res.json(rows[0]);`),
    },
    {
      name: 'knex q reassign',
      code: `${knex}async function list(req) {
  let q = knex('tickets').where('status', 'open');
  q = q.where('tenant_id', req.tenantId);
  return q;
}
`,
    },
    {
      name: 'knex const q mutate',
      code: `${knex}async function list(req) {
  const q = knex('tickets').select('id');
  if (req.query.status) q.where('status', req.query.status);
  q.andWhere('tenant_id', req.tenantId);
  return await q;
}
`,
    },
    {
      name: 'knex forTenant helper modify',
      code: `${knex}const forTenant = (id) => (q) => q.where('tenant_id', id);
exports.list = (req) => knex('tickets').modify(forTenant(req.tenantId)).select('id');
`,
    },
    {
      name: 'helper forTenant(req.tenantId).table',
      code: `${knex}function forTenant(table, id) { return knex(table).where('tenant_id', id); }
exports.list = (req) => forTenant('tickets', req.tenantId).where({ id: 1 }).first();
`,
    },
    {
      name: 'helper withTenant(knex(..))',
      code: `${knex}const { scoped } = require('./scoped');
exports.list = (req) => scoped(knex('tickets'), req.tenantId).where({ id: 1 }).first();
`,
    },
    {
      name: 'knex where fn',
      code: `${knex}exports.list = (req) => knex('tickets').where((b) => b.where('tenant_id', req.tenantId)).select('id');
`,
    },
    {
      name: 'knex join on tenant',
      code: `${knex}exports.list = (req) => knex('comments as c').join('tickets as t', 't.id', 'c.ticket_id').where('c.tenant_id', req.tenantId).andWhere('t.tenant_id', req.tenantId).select('c.id');
`,
    },
    {
      name: 'knex where obj var',
      code: `${knex}exports.add = (req, filter) => knex('tickets').where(filter).select('id');
`,
    },
    {
      name: 'prisma findUnique compound',
      path: 'src/a.ts',
      code: `${prisma}export const get = (id: string, tenantId: string) => prisma.ticket.findUnique({ where: { id_tenantId: { id, tenantId } } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma relation filter',
      path: 'src/a.ts',
      code: `${prisma}export const get = (tenantId: string) => prisma.ticket.findMany({ where: { tenant: { id: tenantId } } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma relation via project',
      path: 'src/a.ts',
      code: `${prisma}export const get = (tenantId: string) => prisma.ticket.findMany({ where: { project: { tenantId } } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma update tenant',
      path: 'src/a.ts',
      code: `${prisma}export const get = (id: string, tenantId: string) => prisma.ticket.update({ where: { id, tenantId }, data: { title: 'x' } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma where var with tenant',
      path: 'src/a.ts',
      code: `${prisma}export const get = (tenantId: string, q: any) => {
  const where: any = { tenantId };
  if (q.title) where.title = q.title;
  return prisma.ticket.findMany({ where });
};
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma where assigned tenant',
      path: 'src/a.ts',
      code: `${prisma}export const get = (tenantId: string, q: any) => {
  const where: any = { projectId: q.p };
  where.tenantId = tenantId;
  return prisma.ticket.findMany({ where });
};
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma $extends tenant',
      path: 'src/a.ts',
      code: `import { PrismaClient } from '@prisma/client';
export const forTenant = (tenantId: string) => new PrismaClient().$extends({ query: { $allModels: { async $allOperations({ args, query }: any) { args.where = { ...args.where, tenantId }; return query(args); } } } });
export const get = (tenantId: string, id: string) => forTenant(tenantId).ticket.findFirst({ where: { id } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma $extends const',
      path: 'src/a.ts',
      code: `import { PrismaClient } from '@prisma/client';
const base = new PrismaClient();
const prisma = base.${extension};
export const get = (id: string) => prisma.ticket.findFirst({ where: { id } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma $extends const other file',
      path: 'src/a.ts',
      code: `import { prisma } from './prisma';
export const get = (id: string) => prisma.ticket.findFirst({ where: { id } });
`,
      files: {
        ...prismaFiles,
        'src/prisma.ts': `import { PrismaClient } from '@prisma/client';
const base = new PrismaClient();
export const prisma = base.${extension};
`,
      },
    },
    {
      name: 'prisma $use middleware',
      path: 'src/a.ts',
      code: `${prisma}prisma.$use(async (params, next) => { params.args.where = { ...params.args.where, tenantId: current() }; return next(params); });
export const get = (id: string) => prisma.ticket.findFirst({ where: { id } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'sequelize defaultScope',
      code: `${sequelize}const Ticket = sequelize.define('tickets', { tenant_id: DataTypes.UUID }, { defaultScope: { where: { tenant_id: current() } } });
exports.get = (id) => Ticket.findByPk(id);
`,
    },
    {
      name: 'sequelize scope',
      code: `${sequelize}const Ticket = sequelize.define('tickets', { tenant_id: DataTypes.UUID }, { scopes: { tenant(id) { return { where: { tenant_id: id } }; } } });
exports.get = (id, t) => Ticket.scope({ method: ['tenant', t] }).findByPk(id);
`,
    },
    {
      name: 'sequelize addHook beforeFind',
      code: `${sequelize}const Ticket = sequelize.define('tickets', { tenant_id: DataTypes.UUID });
sequelize.addHook('beforeFind', (options) => { options.where = { ...options.where, tenant_id: current() }; });
exports.get = (id) => Ticket.findByPk(id);
`,
    },
    {
      name: 'typeorm findOneBy tenant',
      path: 'src/a.ts',
      code: `${typeorm}export const get = (ds: DataSource, id: string, tenantId: string) => ds.getRepository(Ticket).findOneBy({ id, tenantId });
`,
    },
    {
      name: 'typeorm qb several statements',
      path: 'src/a.ts',
      code: `${typeorm}export const get = (ds: DataSource, id: string, tenantId: string) => {
  const qb = ds.getRepository(Ticket).createQueryBuilder('t');
  qb.where('t.id = :id', { id });
  qb.andWhere('t.tenantId = :tenantId', { tenantId });
  return qb.getOne();
};
`,
    },
    {
      name: 'typeorm tenant base repo',
      path: 'src/a.ts',
      code: `import { Repository } from 'typeorm';
import { Ticket } from './ticket';
import { TenantRepository } from './tenant-repository';
export class Tickets {
  constructor(private readonly tickets: TenantRepository<Ticket>) {}
  get(id: string) { return this.tickets.findOneBy({ id }); }
}
`,
      files: {
        'src/ticket.ts': `import { Entity, PrimaryColumn, Column } from 'typeorm';
@Entity('tickets')
export class Ticket { @PrimaryColumn() id: string; @Column({ name: 'tenant_id' }) tenantId: string; }
`,
        'src/tenant-repository.ts': `import { Repository, FindOptionsWhere } from 'typeorm';
export class TenantRepository<T> extends Repository<T> {
  findOneBy(where: any) { return super.findOneBy({ ...where, tenantId: current() }); }
}
`,
      },
    },
    {
      name: 'drizzle ok',
      path: 'src/a.ts',
      code: `${drizzle}export const get = (id: string, tenantId: string) => db.select().from(tickets).where(and(eq(tickets.id, id), eq(tickets.tenantId, tenantId)));
`,
    },
    {
      name: 'drizzle conditions array',
      path: 'src/a.ts',
      code: `${drizzle}export const get = (id: string, t: string) => {
  const c = [eq(tickets.tenantId, t)];
  if (id) c.push(eq(tickets.id, id));
  return db.select().from(tickets).where(and(...c));
};
`,
    },
    {
      name: 'RLS policy + force',
      code: handler(`await pool.query('SELECT id FROM tickets WHERE id = $1', [1]);`),
      files: {
        'migrations/002.sql': `ALTER TABLE tickets ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON tickets USING (tenant_id = current_setting('app.tenant')::uuid);`,
      },
    },
    {
      name: 'RLS in DO loop',
      code: handler(`await pool.query('SELECT id FROM tickets WHERE id = $1', [1]);`),
      files: {
        'migrations/002.sql': `DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['tickets','projects'] LOOP EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t); EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = current_setting(''app.tenant'')::uuid)', t); END LOOP; END $$;`,
      },
    },
    {
      name: 'RLS at run time by JS',
      code: handler(`await pool.query('SELECT id FROM tickets WHERE id = $1', [1]);`),
      files: {
        'src/rls.js': `${pg}exports.up = async () => {
  for (const table of ['tickets', 'projects']) {
    await pool.query(\`ALTER TABLE \${table} ENABLE ROW LEVEL SECURITY\`);
    await pool.query(\`CREATE POLICY tenant ON \${table} USING (tenant_id = current_setting('app.tenant_id')::uuid)\`);
  }
};
`,
      },
    },
    {
      name: 'RLS in knex migration raw',
      code: handler(`await pool.query('SELECT id FROM tickets WHERE id = $1', [1]);`),
      files: {
        'migrations/002.js': `exports.up = async (knex) => {
  await knex.raw('ALTER TABLE tickets ENABLE ROW LEVEL SECURITY');
  await knex.raw("CREATE POLICY p ON tickets USING (tenant_id = current_setting('app.t')::uuid)");
};
exports.down = async () => {};
`,
      },
    },
    {
      name: 'bank accounts no tenancy',
      code: handler(`await pool.query('SELECT id FROM transactions WHERE id = $1', [1]);`),
      files: {
        'migrations/001.sql': `CREATE TABLE users (id uuid PRIMARY KEY); CREATE TABLE accounts (id uuid PRIMARY KEY, user_id uuid REFERENCES users); CREATE TABLE transactions (id uuid PRIMARY KEY, account_id uuid REFERENCES accounts); CREATE TABLE cards (id uuid PRIMARY KEY, account_id uuid REFERENCES accounts);`,
      },
    },
    {
      name: 'token lookup',
      code: handler(`await pool.query('SELECT tenant_id FROM api_keys WHERE key_hash = $1', [x]);`),
      files: {
        'migrations/001.sql': `${schema}
  CREATE TABLE api_keys (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, key_hash text UNIQUE);`,
      },
    },
    {
      name: 'template with tenant text const',
      code: `${pg}const SCOPE = 'tenant_id = $1';
exports.f = (t) => pool.query(\`SELECT id FROM tickets WHERE \${SCOPE} AND id = $2\`, [t, 1]);
`,
    },
    {
      name: 'OR with tenant both sides',
      code: handler(
        `await pool.query('SELECT id FROM tickets WHERE (tenant_id = $1 AND status = $2) OR (tenant_id = $1 AND title = $3)', [a, b, c]);`,
      ),
    },
    {
      name: 'OR with AND tenant outside',
      code: handler(
        `await pool.query('SELECT id FROM tickets WHERE tenant_id = $1 AND (status = $2 OR title = $3)', [a, b, c]);`,
      ),
    },
    {
      name: 'IS NOT DISTINCT FROM',
      code: handler(
        `await pool.query('SELECT id FROM tickets WHERE tenant_id IS NOT DISTINCT FROM $1', [a]);`,
      ),
    },
    {
      name: 'which tenants somebody belongs to',
      code: handler("return pool.query('SELECT tenant_id FROM members WHERE user_id = $1', [req.user.id]);"),
      files: {
        'migrations/002.sql':
          'CREATE TABLE members (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, user_id uuid);',
      },
    },
    {
      name: 'a condition from a helper that is told the alias',
      code: `${pg}const own = (alias) => \`\${alias}.tenant_id = $1\`;\nmodule.exports = (tenant) => pool.query(\`SELECT t.id FROM tickets t WHERE \${own('t')}\`, [tenant]);\n`,
    },
  ],
});
