import missingTenantFilter from '../../../rules/database/missing-tenant-filter/rule';
import { type InvalidCase, ruleTests } from '../rule-tester';

/** The fix puts the tenant in scope where the query needs it, in the words of its client. */
const schema = `
  CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL);
  CREATE TABLE projects (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, name text NOT NULL);
  CREATE TABLE tickets (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, title text NOT NULL);
  CREATE INDEX ON projects (tenant_id);
  CREATE INDEX ON tickets (tenant_id);
`;
const pg = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const mysql = "const pool = require('mysql2/promise').createPool({});\n";
const knex = "const knex = require('knex')({ client: 'pg' });\n";
const kysely = "import { Kysely } from 'kysely';\nconst db = new Kysely<any>({} as any);\n";
const prisma = "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n";
const sequelize =
  "import { DataTypes, Sequelize } from 'sequelize';\nconst sequelize = new Sequelize('x');\nconst Ticket = sequelize.define('Ticket', { title: DataTypes.TEXT }, { tableName: 'tickets' });\n";
const typeorm =
  "import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';\n@Entity('tickets')\nexport class Ticket {\n  @PrimaryColumn() id: string;\n  @Column({ name: 'tenant_id' }) tenantId: string;\n}\n";
const drizzle =
  "import { and, eq } from 'drizzle-orm';\nimport { drizzle } from 'drizzle-orm/node-postgres';\nimport { pgTable, text, uuid } from 'drizzle-orm/pg-core';\nconst tickets = pgTable('tickets', { id: uuid('id').primaryKey(), tenantId: uuid('tenant_id').notNull(), title: text('title') });\nconst db = drizzle('x');\n";

/** A function with the tenant in scope, before and after the fix. */
function fixed(name: string, head: string, before: string, after: string): InvalidCase {
  const whole = (body: string) => `${head}export const run = async (tenantId, id) => ${body};\n`;
  return {
    name,
    path: /Kysely|Prisma|sequelize|typeorm|drizzle/.test(head) ? 'src/a.ts' : 'src/a.js',
    code: whole(before),
    output: whole(after),
  };
}
const unfixed = (name: string, head: string, code: string): InvalidCase => ({
  ...fixed(name, head, code, ''),
  output: false,
});

ruleTests(missingTenantFilter, {
  files: { 'migrations/001.sql': schema },
  invalid: [
    // SQL.
    fixed(
      'INSERT: the column, a placeholder and the value',
      pg,
      "pool.query('INSERT INTO «tickets» (id, title) VALUES ($1, $2) RETURNING id', [id, 'x'])",
      "pool.query('INSERT INTO tickets (id, title, tenant_id) VALUES ($1, $2, $3) RETURNING id', [id, 'x', tenantId])",
    ),
    fixed(
      'INSERT: a call among the values',
      pg,
      "pool.query('INSERT INTO «tickets» (id, title) VALUES ($1, lower($2))', [id, 'x'])",
      "pool.query('INSERT INTO tickets (id, title, tenant_id) VALUES ($1, lower($2), $3)', [id, 'x', tenantId])",
    ),
    fixed(
      'INSERT: on several lines',
      pg,
      'pool.query(\n  `INSERT INTO «tickets» (id, title)\n   VALUES ($1, $2)`,\n  [id, id],\n)',
      'pool.query(\n  `INSERT INTO tickets (id, title, tenant_id)\n   VALUES ($1, $2, $3)`,\n  [id, id, tenantId],\n)',
    ),
    fixed(
      'INSERT: placeholders without numbers',
      mysql,
      "pool.execute('INSERT INTO «tickets» (id, title) VALUES (?, ?)', [id, 'x'])",
      "pool.execute('INSERT INTO tickets (id, title, tenant_id) VALUES (?, ?, ?)', [id, 'x', tenantId])",
    ),
    unfixed(
      'INSERT: several rows',
      pg,
      "pool.query('INSERT INTO «tickets» (id, title) VALUES ($1, $2), ($3, $4)', [id, id, id, id])",
    ),
    unfixed(
      'INSERT: rows of a SELECT',
      pg,
      "pool.query('INSERT INTO «tickets» (id, title) SELECT id, name FROM projects WHERE tenant_id = $1', [tenantId])",
    ),
    fixed(
      'a statement without a WHERE and without values',
      pg,
      "pool.query('SELECT id FROM «tickets» ORDER BY title')",
      "pool.query('SELECT id FROM tickets WHERE tenant_id = $1 ORDER BY title', [tenantId])",
    ),
    fixed(
      'an alias without a WHERE',
      pg,
      "pool.query('SELECT t.id FROM «tickets» t LIMIT $1', [10])",
      "pool.query('SELECT t.id FROM tickets t WHERE t.tenant_id = $2 LIMIT $1', [10, tenantId])",
    ),
    unfixed(
      'a placeholder without a number that follows',
      mysql,
      "pool.query('SELECT id FROM «tickets» WHERE id = ? LIMIT ?', [id, 10])",
    ),
    // Builders and ORMs.
    fixed(
      'knex',
      knex,
      "knex('«tickets»').where({ id }).first()",
      "knex('tickets').where({ tenant_id: tenantId }).where({ id }).first()",
    ),
    fixed(
      'knex: an alias',
      knex,
      "knex('«tickets as t»').where('t.id', id).select('t.title')",
      "knex('tickets as t').where({ 't.tenant_id': tenantId }).where('t.id', id).select('t.title')",
    ),
    fixed(
      'knex: insert',
      knex,
      "knex('«tickets»').insert({ id, title: 'x' })",
      "knex('tickets').insert({ id, title: 'x', tenant_id: tenantId })",
    ),
    fixed(
      'Kysely',
      kysely,
      "db.selectFrom('«tickets»').select('id').where('id', '=', id).execute()",
      "db.selectFrom('tickets').where('tenant_id', '=', tenantId).select('id').where('id', '=', id).execute()",
    ),
    fixed(
      'Prisma: findUnique becomes findFirst',
      prisma,
      'prisma.«tickets».findUnique({ where: { id } })',
      'prisma.tickets.findFirst({ where: { id, tenant_id: tenantId } })',
    ),
    fixed(
      'Prisma: findMany without conditions',
      prisma,
      'prisma.«tickets».findMany()',
      'prisma.tickets.findMany({ where: { tenant_id: tenantId } })',
    ),
    fixed(
      'Prisma: findMany with other options',
      prisma,
      'prisma.«tickets».findMany({ take: 10 })',
      'prisma.tickets.findMany({ take: 10, where: { tenant_id: tenantId } })',
    ),
    fixed(
      'Prisma: update',
      prisma,
      "prisma.«tickets».update({ where: { id }, data: { title: 'x' } })",
      "prisma.tickets.update({ where: { id, tenant_id: tenantId }, data: { title: 'x' } })",
    ),
    fixed(
      'Prisma: create',
      prisma,
      "prisma.«tickets».create({ data: { title: 'x' } })",
      "prisma.tickets.create({ data: { title: 'x', tenant_id: tenantId } })",
    ),
    unfixed(
      'Prisma: conditions of which one is enough',
      prisma,
      'prisma.«tickets».findMany({ where: { OR: [{ id }, { title: id }] } })',
    ),
    fixed(
      'Sequelize',
      sequelize,
      '«Ticket».findAll({ where: { title: id } })',
      'Ticket.findAll({ where: { title: id, tenant_id: tenantId } })',
    ),
    fixed(
      'TypeORM: the property and not the column',
      typeorm,
      '(source: DataSource) => source.getRepository(«Ticket»).findOneBy({ id })',
      '(source: DataSource) => source.getRepository(Ticket).findOneBy({ id, tenantId })',
    ),
    fixed(
      'Drizzle',
      drizzle,
      'db.select().from(«tickets»).where(eq(tickets.id, id))',
      'db.select().from(tickets).where(and(eq(tickets.id, id), eq(tickets.tenantId, tenantId)))',
    ),
    fixed(
      'Drizzle: more conditions',
      drizzle,
      "db.select().from(«tickets»).where(and(eq(tickets.id, id), eq(tickets.title, 'x')))",
      "db.select().from(tickets).where(and(eq(tickets.id, id), eq(tickets.title, 'x'), eq(tickets.tenantId, tenantId)))",
    ),
    fixed(
      'Drizzle: no condition',
      drizzle,
      'db.select().from(«tickets»).limit(5)',
      'db.select().from(tickets).where(eq(tickets.tenantId, tenantId)).limit(5)',
    ),
    fixed(
      'Drizzle: insert',
      drizzle,
      "db.insert(«tickets»).values({ id, title: 'x' })",
      "db.insert(tickets).values({ id, title: 'x', tenantId })",
    ),
  ],
  valid: [],
});
