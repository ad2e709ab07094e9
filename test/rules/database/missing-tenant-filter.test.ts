import missingTenantFilter from '../../../rules/database/missing-tenant-filter/rule';
import { ruleTests } from '../rule-tester';

const schema = `
  CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL);
  CREATE TABLE projects (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants, name text NOT NULL);
  CREATE TABLE tickets (
    id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES tenants,
    project_id uuid NOT NULL REFERENCES projects (id),
    title text NOT NULL
  );
  CREATE TABLE labels (id uuid PRIMARY KEY, name text NOT NULL);
  CREATE INDEX ON projects (tenant_id);
  CREATE INDEX ON tickets (tenant_id);
  CREATE INDEX ON tickets (project_id);
`;
const pool = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const handler = (call: string) => `${pool}async function handler(req, res) {\n  ${call}\n}\n`;
const knex = "const knex = require('knex')({ client: 'pg' });\n";
const camelSchema = `
  CREATE TABLE "User" ("id" uuid PRIMARY KEY, "organizationId" uuid NOT NULL);
  CREATE TABLE "Invoice" ("id" uuid PRIMARY KEY, "organizationId" uuid NOT NULL);
`;

ruleTests(missingTenantFilter, {
  files: { 'migrations/001_tickets.sql': schema },
  invalid: [
    {
      name: 'SELECT by primary key alone; the tenant in scope is bound',
      code: handler(
        "await pool.query('SELECT id, title FROM «tickets» WHERE id = $1', [req.params.id]); log(req.tenantId);",
      ),
      messages: [
        'This SELECT on tickets does not filter on tenant_id, so it reaches rows of every tenant. Add tenant_id to its WHERE.',
      ],
      related: [1],
      fix: 'Limit to tenant_id = req.tenantId',
      output: handler(
        "await pool.query('SELECT id, title FROM tickets WHERE id = $1 AND tenant_id = $2', [req.params.id, req.tenantId]); log(req.tenantId);",
      ),
    },
    {
      name: 'UPDATE',
      code: handler("await pool.query('UPDATE «tickets» SET title = $2 WHERE id = $1', [id, title]);"),
      messages: [
        'This UPDATE on tickets does not filter on tenant_id, so it reaches rows of every tenant. Add tenant_id to its WHERE.',
      ],
      output: false,
    },
    {
      name: 'DELETE, with the tenant as a parameter of the function',
      path: 'src/tickets.ts',
      code: `
        import { Pool } from 'pg';
        const pool = new Pool();
        export async function remove(tenantId: string, id: string) {
          await pool.query('DELETE FROM «tickets» WHERE id = $1', [id]);
        }
      `,
      output: `
        import { Pool } from 'pg';
        const pool = new Pool();
        export async function remove(tenantId: string, id: string) {
          await pool.query('DELETE FROM tickets WHERE id = $1 AND tenant_id = $2', [id, tenantId]);
        }
      `,
    },
    {
      name: 'the tenant of the session’s user, and an alias',
      code: handler(
        "const tenant = req.user.tenantId; await pool.query('SELECT t.id FROM «tickets» t WHERE t.id = $1', [req.params.id]);",
      ),
      messages: [
        'This SELECT on tickets does not filter on tenant_id, so it reaches rows of every tenant. Add t.tenant_id to its WHERE.',
      ],
      output: handler(
        "const tenant = req.user.tenantId; await pool.query('SELECT t.id FROM tickets t WHERE t.id = $1 AND t.tenant_id = $2', [req.params.id, req.user.tenantId]);",
      ),
    },
    {
      name: 'INSERT that leaves the column out',
      code: handler("await pool.query('INSERT INTO «tickets» (id, title) VALUES ($1, $2)', [id, title]);"),
      messages: [
        'This INSERT into tickets leaves out tenant_id, so the row belongs to no tenant, or to the wrong one. Write it.',
      ],
      output: false,
    },
    {
      name: 'a list with no WHERE at all',
      code: handler("await pool.query('SELECT id FROM «tickets»');"),
      output: false,
    },
    {
      name: 'the tenant below an OR does not limit; no AND is added there',
      code: handler(
        "await pool.query('SELECT id FROM «tickets» WHERE tenant_id = $1 OR id = $2', [req.tenantId, id]);",
      ),
      output: false,
    },
    {
      name: 'the tenant column compared with NULL',
      code: handler("await pool.query('SELECT id FROM «tickets» WHERE tenant_id IS NOT NULL');"),
    },
    {
      name: 'every other tenant',
      code: handler("await pool.query('SELECT id FROM «tickets» WHERE tenant_id <> $1', [req.tenantId]);"),
    },
    {
      name: 'joined without the tenant, on a column that is no key',
      code: handler(
        "await pool.query('SELECT t.id FROM «tickets» t JOIN projects p ON p.name = t.title WHERE p.tenant_id = $1', [req.tenantId]);",
      ),
    },
    {
      name: 'by foreign key to a parent that is filtered: a hint',
      code: handler(
        "await pool.query('SELECT t.id FROM «tickets» t JOIN projects p ON p.id = t.project_id WHERE p.tenant_id = $1', [req.tenantId]);",
      ),
      severity: 'hint',
      messages: [
        'tickets is reached through a foreign key from rows that are limited to a tenant; its own tenant_id is not checked here.',
      ],
    },
    {
      name: 'a subquery of its own',
      code: handler("await pool.query('SELECT name FROM labels WHERE id IN (SELECT id FROM «tickets»)');"),
      output: false,
    },
    {
      name: 'row-level security without a policy on the tenant column',
      files: {
        'migrations/002_rls.sql': `
          ALTER TABLE tickets ENABLE ROW LEVEL SECURITY;
          CREATE POLICY titled ON tickets USING (title <> '');
        `,
      },
      code: handler("await pool.query('SELECT id FROM «tickets» WHERE id = $1', [id]);"),
    },
    {
      name: 'a policy on a table whose row-level security is off',
      files: {
        'migrations/002_rls.sql':
          "CREATE POLICY own ON tickets USING (tenant_id = current_setting('t')::uuid);",
      },
      code: handler("await pool.query('SELECT id FROM «tickets» WHERE id = $1', [id]);"),
    },
    {
      name: 'camelCase columns',
      files: { 'migrations/001_tickets.sql': camelSchema },
      code: handler(`await pool.query('SELECT id FROM «"Invoice"» WHERE id = $1', [id]);`),
      messages: [
        'This SELECT on Invoice does not filter on organizationId, so it reaches rows of every tenant. Add organizationId to its WHERE.',
      ],
    },
    {
      name: 'a column that needs quotes',
      files: { 'migrations/001_tickets.sql': camelSchema },
      code: `${pool}const load = (organizationId, id) => pool.query(\`SELECT id FROM «"Invoice"» WHERE id = $1\`, [id]);\n`,
      output: `${pool}const load = (organizationId, id) => pool.query(\`SELECT id FROM "Invoice" WHERE id = $1 AND "organizationId" = $2\`, [id, organizationId]);\n`,
    },
    {
      name: 'a spread among the bound values: their number is not known',
      code: `${pool}const load = (tenantId, keys) => pool.query('SELECT id FROM «tickets» WHERE id = $1', [...keys]);\n`,
      output: false,
    },
    {
      name: 'an ORDER BY after the WHERE',
      code: `${pool}const load = (tenantId, id) => pool.query('SELECT id FROM «tickets» WHERE project_id = $1 ORDER BY title LIMIT 5', [id]);\n`,
      output: `${pool}const load = (tenantId, id) => pool.query('SELECT id FROM tickets WHERE project_id = $1 AND tenant_id = $2 ORDER BY title LIMIT 5', [id, tenantId]);\n`,
    },
    {
      name: 'the column that the configuration names',
      files: {
        'migrations/001_tickets.sql':
          'CREATE TABLE plans (id int PRIMARY KEY); CREATE TABLE notes (id int PRIMARY KEY, realm text); CREATE TABLE tags (id int PRIMARY KEY);',
      },
      configuration: { tenant: { column: 'realm', exemptTables: [], exemptPaths: [] } },
      code: handler("await pool.query('SELECT id FROM «notes» WHERE id = $1', [id]);"),
    },
    {
      name: 'postgres.js',
      path: 'src/tickets.mjs',
      code: "import postgres from 'postgres';\nconst sql = postgres();\nexport const find = (id) => sql`SELECT title FROM «tickets» WHERE id = ${id}`;\n",
      output: false,
    },
    {
      name: 'slonik',
      path: 'src/tickets.ts',
      code: "import { createPool, sql } from 'slonik';\nconst pool = await createPool('postgres://');\nexport const find = (id: string) => pool.one(sql.unsafe`SELECT title FROM «tickets» WHERE id = ${id}`);\n",
    },
    {
      name: 'mysql2',
      code: "const mysql = require('mysql2/promise');\nconst db = mysql.createPool({});\nexports.find = (id, tenantId) => db.query('SELECT title FROM «tickets» WHERE id = ?', [id]);\n",
      output:
        "const mysql = require('mysql2/promise');\nconst db = mysql.createPool({});\nexports.find = (id, tenantId) => db.query('SELECT title FROM tickets WHERE id = ? AND tenant_id = ?', [id, tenantId]);\n",
    },
    {
      name: 'better-sqlite3',
      code: "const Database = require('better-sqlite3');\nconst db = new Database('x.db');\nexports.find = db.prepare('SELECT title FROM «tickets» WHERE id = ?');\n",
    },
    {
      name: 'Sequelize: a raw query',
      path: 'src/tickets.ts',
      code: "import { Sequelize } from 'sequelize';\nconst sequelize = new Sequelize('postgres://');\nexport const find = (id: string) => sequelize.query('SELECT title FROM «tickets» WHERE id = :id', { replacements: { id } });\n",
    },
    {
      name: 'TypeORM: a raw query',
      path: 'src/tickets.ts',
      code: "import { DataSource } from 'typeorm';\nexport const find = (source: DataSource, id: string) => source.query('SELECT title FROM «tickets» WHERE id = $1', [id]);\n",
    },
    {
      name: 'Prisma: a raw query',
      path: 'src/tickets.ts',
      code: "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport const find = (id: string) => prisma.$queryRaw`SELECT title FROM «tickets» WHERE id = ${id}`;\n",
    },
    { name: 'knex: where by id', code: `${knex}knex('«tickets»').where({ id }).first();\n`, output: false },
    { name: 'knex: an alias', code: `${knex}knex('«tickets as t»').where('t.id', id).select('t.title');\n` },
    { name: 'knex: update', code: `${knex}knex('«tickets»').where('id', id).update({ title });\n` },
    { name: 'knex: delete', code: `${knex}knex('«tickets»').where({ id }).del();\n` },
    { name: 'knex: insert', code: `${knex}knex('«tickets»').insert({ id, title });\n` },
    {
      name: 'knex: the tenant below orWhere',
      code: `${knex}knex('«tickets»').where({ tenant_id: tenantId }).orWhere({ id });\n`,
    },
    {
      name: 'knex: a transaction’s handle',
      path: 'src/tickets.ts',
      code: "import type { Knex } from 'knex';\nexport const close = (trx: Knex.Transaction, id: string) => trx('«tickets»').where({ id }).update({ title: '' });\n",
    },
  ],
  valid: [
    handler(
      "await pool.query('SELECT id FROM tickets WHERE id = $1 AND tenant_id = $2', [id, req.tenantId]);",
    ),
    handler("await pool.query('SELECT t.id FROM tickets t WHERE $1 = t.tenant_id', [req.tenantId]);"),
    handler("await pool.query('SELECT id FROM tickets WHERE tenant_id IN ($1, $2)', [a, b]);"),
    handler("await pool.query('UPDATE tickets SET title = $1 WHERE id = $2 AND tenant_id = $3', [a, b, c]);"),
    handler("await pool.query('DELETE FROM tickets WHERE tenant_id = $1', [req.tenantId]);"),
    handler("await pool.query('INSERT INTO tickets (id, tenant_id, title) VALUES ($1, $2, $3)', [a, b, c]);"),
    {
      name: 'an INSERT without a list of columns writes all of them',
      code: handler("await pool.query('INSERT INTO tickets VALUES ($1, $2, $3, $4)', [a, b, c, d]);"),
    },
    {
      name: 'joined on the tenant column to a table that is filtered',
      code: handler(
        "await pool.query('SELECT t.id FROM tickets t JOIN projects p ON p.id = t.project_id AND p.tenant_id = t.tenant_id WHERE p.tenant_id = $1', [req.tenantId]);",
      ),
    },
    {
      name: 'joined USING the tenant column',
      code: handler(
        "await pool.query('SELECT t.id FROM tickets t JOIN projects p USING (tenant_id) WHERE p.tenant_id = $1', [req.tenantId]);",
      ),
    },
    {
      name: 'row-level security with a policy on the tenant column',
      files: {
        'migrations/002_rls.sql': `
          ALTER TABLE tickets ENABLE ROW LEVEL SECURITY;
          CREATE POLICY own ON tickets USING (tenant_id = current_setting('app.tenant_id')::uuid);
        `,
      },
      code: handler("await pool.query('SELECT id FROM tickets WHERE id = $1', [id]);"),
    },
    {
      name: 'the tenants table itself',
      code: handler("await pool.query('SELECT name FROM tenants WHERE id = $1', [id]);"),
    },
    {
      name: 'a table without the column',
      code: handler("await pool.query('SELECT name FROM labels WHERE id = $1', [id]);"),
    },
    {
      name: 'a table that the schema does not know',
      code: handler("await pool.query('SELECT id FROM invoices');"),
    },
    {
      name: 'a path that the configuration exempts',
      path: 'src/admin/tickets.js',
      configuration: { tenant: { exemptTables: [], exemptPaths: ['src/admin/'] } },
      code: handler("await pool.query('SELECT id FROM tickets');"),
    },
    {
      name: 'a table that the configuration exempts',
      configuration: { tenant: { exemptTables: ['tickets'], exemptPaths: [] } },
      code: handler("await pool.query('SELECT id FROM tickets');"),
    },
    { name: 'a migration', files: { 'migrations/002.sql': "UPDATE tickets SET title = '';" } },
    {
      name: 'a test',
      path: 'src/tickets.test.js',
      code: handler("await pool.query('SELECT id FROM tickets');"),
    },
    { name: 'a seed', path: 'seeds/tickets.js', code: handler("await pool.query('DELETE FROM tickets');") },
    {
      name: 'the predicate is in a variable that cannot be read here',
      code: handler('await pool.query(`SELECT id FROM tickets WHERE ${scopeOf(req)}`);'),
    },
    {
      name: 'the predicate is in a local variable',
      code: handler(
        "const where = 'tenant_id = $1'; await pool.query(`SELECT id FROM tickets WHERE ${where}`, [req.tenantId]);",
      ),
    },
    {
      name: 'the predicate is pushed to a list of conditions',
      code: handler(
        "const conditions = ['tenant_id = $1']; if (q) conditions.push('title = $2'); await pool.query('SELECT id FROM tickets WHERE ' + conditions.join(' AND '), [req.tenantId]);",
      ),
    },
    {
      name: 'a project without tenants',
      files: { 'migrations/001_tickets.sql': 'CREATE TABLE tickets (id int PRIMARY KEY, title text);' },
      code: handler("await pool.query('SELECT title FROM tickets WHERE id = $1', [id]);"),
    },
    {
      name: 'one table of five with such a column is a reference, not a tenancy',
      files: {
        'migrations/001_tickets.sql':
          'CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE TABLE c (id int); CREATE TABLE d (id int); CREATE TABLE tickets (id int, account_id int);',
      },
      code: handler("await pool.query('SELECT id FROM tickets');"),
    },
    `${knex}knex('tickets').where({ id, tenant_id: tenantId }).first();`,
    `${knex}knex('tickets').where('tenant_id', tenantId).andWhere('id', id);`,
    `${knex}knex('tickets').whereIn('tenant_id', tenants).del();`,
    `${knex}knex('tickets').insert({ id, title, tenant_id: tenantId });`,
    { name: 'knex: a row that is put together elsewhere', code: `${knex}knex('tickets').insert(row);` },
    {
      name: 'knex: conditions that are added elsewhere',
      code: `${knex}knex('tickets').where({ id }).modify(tenantScope);`,
    },
    {
      name: 'knex: conditions that are added later',
      code: `${knex}const query = knex('tickets').where({ id });\nquery.where({ tenant_id: tenantId });`,
    },
    {
      name: 'postgres.js with the tenant',
      path: 'src/tickets.mjs',
      code: "import postgres from 'postgres';\nconst sql = postgres();\nexport const find = (id, tenantId) => sql`SELECT title FROM tickets WHERE id = ${id} AND tenant_id = ${tenantId}`;",
    },
  ],
});
