import missingFkIndex from '../../../rules/database/missing-fk-index/rule';
import { defaultConfiguration } from '../../../src/engine';
import { ruleTests } from '../rule-tester';

const projects = 'CREATE TABLE projects (id uuid PRIMARY KEY, name text NOT NULL);';
/** Tickets with a key to projects, and what stands after the column. */
const tickets = (column = 'project_id uuid NOT NULL REFERENCES projects (id)', after = '') => `
  ${projects}
  CREATE TABLE tickets (id uuid PRIMARY KEY, ${column}, title text NOT NULL);
  ${after}
`;
const marked = tickets('«project_id» uuid NOT NULL REFERENCES projects (id)');
const sql = (path: string, ...texts: string[]) =>
  Object.fromEntries(texts.map((text, i) => [`${path}/00${i + 1}_step.sql`, text]));
const reader = (query: string) => `
  const { Pool } = require('pg');
  const pool = new Pool();
  module.exports = (id) => pool.query(${JSON.stringify(query)}, [id]);
`;
const byProject = reader('SELECT id, title FROM tickets WHERE project_id = $1 LIMIT 10');
const mysqlPackage = JSON.stringify({ name: 'app', dependencies: { mysql2: '3.0.0' } });

const prisma = (fields: string, provider = 'postgresql', more = '') => `
  datasource db {
    provider = "${provider}"
    url      = env("DATABASE_URL")
    ${more}
  }

  model Project {
    id      String   @id
    tickets Ticket[]
  }

  model Ticket {
    id        String  @id
    ${fields}
  }
`;
const relation = 'project   Project @relation(fields: [projectId], references: [id])';

const drizzle = (column: string, extra = '', imports = 'pgTable, uuid') => `
  import { ${imports} } from 'drizzle-orm/pg-core';

  export const projects = pgTable('projects', { id: uuid('id').primaryKey() });
  export const tickets = pgTable('tickets', {
    id: uuid('id').primaryKey(),
    ${column},
  }${extra});
`;

const knex = (up: string, down = '') => `
  exports.up = async (knex) => {
    await knex.schema.createTable('projects', (table) => {
      table.uuid('id').primary();
    });
    ${up}
  };
  exports.down = async (knex) => {
    ${down}
  };
`;

const entity = (
  member: string,
  imports = 'Column, Entity, JoinColumn, ManyToOne, PrimaryColumn',
  head = '',
) => `
  import { ${imports} } from 'typeorm';
  import { Project } from './project';

  @Entity('tickets')
  ${head}
  export class Ticket {
    @PrimaryColumn()
    id: string;

    ${member}
    project: Project;
  }
`;
const project = `
  import { Entity, PrimaryColumn } from 'typeorm';
  @Entity('projects')
  export class Project {
    @PrimaryColumn()
    id: string;
  }
`;

ruleTests(missingFkIndex, {
  invalid: [
    {
      name: 'SQL: a look-up uses the key; a migration that follows the others makes the index',
      code: byProject,
      files: { 'migrations/001_tickets.sql': marked, 'migrations/002_more.sql': 'CREATE TABLE a (id int);' },
      messages: [
        'tickets.project_id refers to projects, and no index leads with it, so one look-up here and every delete from projects read all of tickets. Add an index on project_id.',
      ],
      related: [1],
      fix: 'Create the index in a new migration',
      output: `
        -- Built without blocking writes; it cannot run inside of a transaction.
        CREATE INDEX CONCURRENTLY IF NOT EXISTS tickets_project_id_idx ON tickets (project_id);
      `,
    },
    {
      name: 'SQL: each join that uses the key is related',
      code: reader('SELECT p.name FROM projects p JOIN tickets t ON t.project_id = p.id WHERE p.id = $1'),
      files: { 'migrations/001_tickets.sql': marked },
      related: [1],
    },
    {
      name: 'SQL: where no query uses it, a hint',
      files: { 'migrations/001_tickets.sql': marked },
      severity: 'hint',
      messages: [
        'tickets.project_id refers to projects, and no index leads with it, so every delete from projects reads all of tickets. Add an index on project_id.',
      ],
      related: [0],
    },
    {
      name: 'SQL: a join of a view counts as a use',
      files: {
        'migrations/001_tickets.sql': marked,
        'migrations/002_view.sql':
          'CREATE VIEW board AS SELECT p.name, t.title FROM projects p JOIN tickets t ON t.project_id = p.id;',
      },
      related: [1],
    },
    {
      name: 'SQL: a backfill does not count as a use',
      files: {
        'migrations/001_tickets.sql': marked,
        'migrations/002_fill.sql':
          'UPDATE tickets t SET title = p.name FROM projects p WHERE p.id = t.project_id;',
      },
      severity: 'hint',
    },
    {
      name: 'SQL: a composite index that does not lead with the key',
      files: sql('migrations', marked, 'CREATE INDEX i ON tickets (title, project_id);'),
      severity: 'hint',
    },
    {
      name: 'SQL: the primary key has the column, but not first',
      files: {
        'schema.sql': `
          CREATE TABLE nodes (id uuid PRIMARY KEY);
          CREATE TABLE edges (
            a uuid REFERENCES nodes,
            «b» uuid REFERENCES nodes,
            PRIMARY KEY (a, b)
          );
        `,
      },
      severity: 'hint',
      fix: 'Create the index at the end of the schema',
    },
    {
      name: 'SQL: with the tenant before the key, an index serves the queries, and not the deletes',
      code: reader('SELECT id, title FROM tickets WHERE project_id = $1 AND tenant_id = $2 LIMIT 10'),
      files: sql(
        'migrations',
        tickets('tenant_id uuid NOT NULL, «project_id» uuid REFERENCES projects'),
        'CREATE INDEX i ON tickets (tenant_id, project_id);',
      ),
      severity: 'hint',
    },
    {
      name: 'SQL: a partial index that leaves out rows with a value',
      files: sql('migrations', marked, "CREATE INDEX i ON tickets (project_id) WHERE title <> '';"),
      severity: 'hint',
    },
    {
      name: 'SQL: a GIN index finds nothing by equality',
      files: sql(
        'migrations',
        tickets('«project_id» uuid REFERENCES projects'),
        'CREATE INDEX i ON tickets USING gin (project_id);',
      ),
      severity: 'hint',
    },
    {
      name: 'SQL: an index on an expression of the key',
      files: sql('migrations', marked, 'CREATE INDEX i ON tickets ((project_id::text));'),
      severity: 'hint',
    },
    {
      name: 'SQL: the index is dropped later',
      files: sql('migrations', marked, 'CREATE INDEX i ON tickets (project_id);', 'DROP INDEX i;'),
      severity: 'hint',
    },
    {
      name: 'SQL: the unique constraint is dropped later',
      files: sql(
        'migrations',
        tickets('«project_id» uuid UNIQUE REFERENCES projects'),
        'ALTER TABLE tickets DROP CONSTRAINT tickets_project_id_key;',
      ),
      severity: 'hint',
    },
    {
      name: 'SQL: a key added by ALTER TABLE … ADD CONSTRAINT, in another file than its column',
      files: sql(
        'migrations',
        `${projects} CREATE TABLE tickets (id uuid PRIMARY KEY, project_id uuid);`,
        'ALTER TABLE tickets ADD CONSTRAINT fk FOREIGN KEY («project_id») REFERENCES projects (id);',
      ),
      severity: 'hint',
    },
    {
      name: 'SQL: a column added later with its key',
      files: sql(
        'migrations',
        `${projects} CREATE TABLE tickets (id uuid PRIMARY KEY);`,
        'ALTER TABLE tickets ADD COLUMN «project_id» uuid REFERENCES projects;',
      ),
      severity: 'hint',
    },
    {
      name: 'SQL: migrations dated by the second get the next second',
      files: {
        'db/migrations/20240131235959_tickets.sql': marked,
      },
      severity: 'hint',
      fix: 'Create the index in a new migration',
    },
    {
      name: 'SQL sent by a migration in code, and only by its forward half',
      path: 'src/migrations/1700000000000-tickets.ts',
      code: `
        import { MigrationInterface, QueryRunner } from 'typeorm';
        export class Tickets1700000000000 implements MigrationInterface {
          async up(queryRunner: QueryRunner): Promise<void> {
            await queryRunner.query('CREATE TABLE "projects" ("id" uuid PRIMARY KEY)');
            await queryRunner.query('CREATE TABLE "tickets" ("id" uuid PRIMARY KEY, "«projectId»" uuid REFERENCES "projects" ("id"))');
          }
          async down(queryRunner: QueryRunner): Promise<void> {
            await queryRunner.query('CREATE INDEX i ON "tickets" ("projectId")');
          }
        }
      `,
      severity: 'hint',
      output: false,
    },
    {
      name: 'Prisma: the fix adds @@index',
      path: 'prisma/schema.prisma',
      code: prisma(`«projectId» String\n    ${relation}`),
      severity: 'hint',
      fix: 'Add @@index([projectId])',
      output: prisma(`projectId String\n    ${relation}\n\n    @@index([projectId])`),
    },
    {
      name: 'Prisma: names in the database are those of @map and @@map',
      path: 'prisma/schema.prisma',
      code: prisma(`«projectId» String @map("project_id")\n    ${relation}\n    @@map("tickets")`),
      severity: 'hint',
      messages: [
        'tickets.project_id refers to Project, and no index leads with it, so every delete from Project reads all of tickets. Add an index on project_id.',
      ],
    },
    {
      name: 'Prisma: with relation mode "prisma", MySQL has no foreign key and so no index of its own',
      path: 'prisma/schema.prisma',
      code: prisma(`«projectId» String\n    ${relation}`, 'mysql', 'relationMode = "prisma"'),
      severity: 'hint',
    },
    {
      name: 'Prisma: what its migrations say of the same table is one table',
      path: 'prisma/schema.prisma',
      code: prisma(`«projectId» String\n    ${relation}`),
      files: {
        'prisma/migrations/20240101000000_init/migration.sql': `
          CREATE TABLE "Project" ("id" TEXT NOT NULL, CONSTRAINT "Project_pkey" PRIMARY KEY ("id"));
          CREATE TABLE "Ticket" ("id" TEXT NOT NULL, "projectId" TEXT NOT NULL, CONSTRAINT "Ticket_pkey" PRIMARY KEY ("id"));
          ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id");
        `,
      },
      severity: 'hint',
    },
    {
      name: 'Drizzle: the fix adds an index and its import',
      path: 'src/schema.ts',
      code: drizzle("«projectId»: uuid('project_id').references(() => projects.id)"),
      severity: 'hint',
      fix: "Add index('tickets_project_id_idx').on(table.projectId)",
      output: drizzle(
        "projectId: uuid('project_id').references(() => projects.id)",
        ", (table) => [index('tickets_project_id_idx').on(table.projectId)]",
        'index, pgTable, uuid',
      ),
    },
    {
      name: 'Drizzle: beside the indexes that are there',
      path: 'src/schema.ts',
      code: drizzle(
        "«projectId»: uuid('project_id').references(() => projects.id)",
        ", (t) => [index('id_idx').on(t.id)]",
        'index, pgTable, uuid',
      ),
      severity: 'hint',
      output: drizzle(
        "projectId: uuid('project_id').references(() => projects.id)",
        ", (t) => [index('id_idx').on(t.id), index('tickets_project_id_idx').on(t.projectId)]",
        'index, pgTable, uuid',
      ),
    },
    {
      name: 'knex: the fix adds .index() to the column',
      path: 'migrations/20240101_tickets.js',
      code: knex(`await knex.schema.createTable('tickets', (table) => {
      table.uuid('id').primary();
      table.uuid('«project_id»').references('id').inTable('projects');
    });`),
      severity: 'hint',
      fix: 'Add .index()',
      output: knex(`await knex.schema.createTable('tickets', (table) => {
      table.uuid('id').primary();
      table.uuid('project_id').index().references('id').inTable('projects');
    });`),
    },
    {
      name: 'knex: a key by foreign() gets its index as a statement of its own',
      path: 'migrations/20240101_tickets.js',
      code: knex(`await knex.schema.createTable('tickets', (table) => {
      table.uuid('«project_id»');
      table.foreign('project_id').references('projects.id');
    });`),
      severity: 'hint',
      output: knex(`await knex.schema.createTable('tickets', (table) => {
      table.uuid('project_id');
      table.foreign('project_id').references('projects.id');
      table.index(['project_id']);
    });`),
    },
    {
      name: 'TypeORM: the fix adds @Index() and its import',
      path: 'src/ticket.ts',
      code: entity('@ManyToOne(() => Project)').replace('project: Project', '«project»: Project'),
      files: { 'src/project.ts': project },
      severity: 'hint',
      messages: [
        'tickets.projectId refers to projects, and no index leads with it, so every delete from projects reads all of tickets. Add an index on projectId.',
      ],
      output: entity(
        '@Index()\n    @ManyToOne(() => Project)',
        'Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Index',
      ),
    },
    {
      name: 'Sequelize: an association gives the key',
      path: 'src/models.js',
      code: `
        const { DataTypes, Sequelize } = require('sequelize');
        const sequelize = new Sequelize(process.env.DATABASE_URL);
        const Project = sequelize.define('Project', { name: DataTypes.STRING });
        const Ticket = sequelize.define('Ticket', { «projectId»: DataTypes.INTEGER });
        Ticket.belongsTo(Project, { foreignKey: 'projectId' });
      `,
      severity: 'hint',
      output: false,
    },
    {
      name: 'a schema that is kept whole with its indexes: one that a migration made has gone since',
      files: {
        'db/schema.sql': `${projects}\nCREATE TABLE tickets (id uuid PRIMARY KEY, «project_id» uuid NOT NULL REFERENCES projects (id), title text NOT NULL);\nCREATE INDEX tickets_title ON tickets (title);`,
        ...sql('migrations', tickets(), 'CREATE INDEX ON tickets (project_id);'),
      },
      severity: 'hint',
    },
  ],
  valid: [
    {
      name: 'the key is the primary key',
      files: {
        'a.sql': `${projects} CREATE TABLE tickets (project_id uuid PRIMARY KEY REFERENCES projects);`,
      },
    },
    {
      name: 'UNIQUE on the column',
      files: sql('migrations', tickets('project_id uuid UNIQUE REFERENCES projects')),
    },
    {
      name: 'UNIQUE that leads with it',
      files: sql(
        'migrations',
        tickets('project_id uuid REFERENCES projects', 'ALTER TABLE tickets ADD UNIQUE (project_id, title);'),
      ),
    },
    {
      name: 'a composite index that leads with it',
      files: sql('migrations', tickets(), 'CREATE INDEX i ON tickets (project_id, title);'),
    },
    {
      name: 'an index made in a later migration',
      files: sql(
        'migrations',
        tickets(),
        'CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON tickets (project_id);',
      ),
    },
    {
      name: 'migration 10 comes after migration 9',
      files: {
        'migrations/10_index.sql': 'CREATE INDEX i ON tickets (project_id);',
        'migrations/9_tickets.sql': tickets(),
      },
    },
    {
      name: 'a partial index that covers IS NOT NULL',
      files: sql(
        'migrations',
        tickets(),
        'CREATE INDEX i ON tickets (project_id) WHERE project_id IS NOT NULL;',
      ),
    },
    {
      name: 'a hash index',
      files: sql('migrations', tickets(), 'CREATE INDEX i ON tickets USING hash (project_id);'),
    },
    { name: 'a dropped table', files: sql('migrations', tickets(), 'DROP TABLE tickets;') },
    {
      name: 'a dropped column',
      files: sql('migrations', tickets(), 'ALTER TABLE tickets DROP COLUMN project_id;'),
    },
    {
      name: 'a dropped constraint',
      files: sql('migrations', tickets(), 'ALTER TABLE tickets DROP CONSTRAINT tickets_project_id_fkey;'),
    },
    {
      name: 'the referenced table is dropped, and its keys with it',
      files: sql('migrations', tickets(), 'DROP TABLE projects CASCADE;'),
    },
    {
      name: 'a renamed column keeps its index',
      files: sql(
        'migrations',
        tickets(undefined, 'CREATE INDEX i ON tickets (project_id);'),
        'ALTER TABLE tickets RENAME COLUMN project_id TO project;',
      ),
    },
    {
      name: 'a key of two columns, in the order of the index',
      files: {
        'a.sql':
          'CREATE TABLE a (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE b (y int, x int, FOREIGN KEY (x, y) REFERENCES a); CREATE INDEX i ON b (y, x);',
      },
    },
    { name: 'MySQL by its driver', files: { 'package.json': mysqlPackage, ...sql('migrations', tickets()) } },
    {
      name: 'MySQL by the configuration',
      files: sql(
        'migrations',
        'CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a_id int, FOREIGN KEY (a_id) REFERENCES a (id)) ENGINE=InnoDB;',
      ),
      configuration: { dialect: 'mysql' },
    },
    {
      name: 'MySQL by the Prisma datasource',
      path: 'prisma/schema.prisma',
      code: prisma(`projectId String\n    ${relation}`, 'mysql'),
    },
    {
      name: 'MySQL by knex',
      path: 'migrations/1.js',
      code: knex(
        "await knex.schema.createTable('t', (table) => { table.uuid('p').references('id').inTable('projects'); });",
      ),
      files: { 'knexfile.js': "module.exports = { client: 'mysql2' };" },
    },
    {
      name: 'a table that the configuration calls small',
      files: sql('migrations', tickets()),
      configuration: { ...defaultConfiguration, smallTables: ['tickets'] },
    },
    {
      name: 'tables of tests beside the project’s own',
      files: { ...sql('migrations', projects), 'test/schema.sql': tickets() },
    },
    {
      name: 'the half of a migration that takes it back',
      files: { 'migrations/001_a.up.sql': projects, 'migrations/001_a.down.sql': tickets() },
    },
    {
      name: 'the second half of a dbmate migration',
      files: {
        'db/migrations/1_a.sql': `-- migrate:up\n${projects}\n-- migrate:down\nCREATE TABLE b (p uuid REFERENCES projects);`,
      },
    },
    {
      name: 'Prisma: @@index',
      path: 'prisma/schema.prisma',
      code: prisma(`projectId String\n    ${relation}\n    @@index([projectId, id])`),
    },
    {
      name: 'Prisma: @unique',
      path: 'prisma/schema.prisma',
      code: prisma(`projectId String @unique\n    ${relation}`),
    },
    {
      name: 'Prisma: @@id that leads with it',
      path: 'prisma/schema.prisma',
      code: prisma(`projectId String\n    ${relation}\n    @@id([projectId, id])`).replace(
        'String  @id',
        'String',
      ),
    },
    {
      name: 'Prisma: the index is in another file’s migration',
      path: 'prisma/schema.prisma',
      code: prisma(`projectId String\n    ${relation}`),
      files: {
        'prisma/migrations/1_a/migration.sql':
          'CREATE TABLE "Ticket" ("id" text, "projectId" text); CREATE INDEX i ON "Ticket" ("projectId");',
      },
    },
    {
      name: 'Drizzle: index().on()',
      path: 'src/schema.ts',
      code: drizzle(
        "projectId: uuid('project_id').references(() => projects.id)",
        ", (t) => ({ i: index('i').on(t.projectId) })",
        'index, pgTable, uuid',
      ),
    },
    {
      name: 'Drizzle: unique()',
      path: 'src/schema.ts',
      code: drizzle("projectId: uuid('project_id').unique().references(() => projects.id)"),
    },
    {
      name: 'Drizzle: a partial index on IS NOT NULL',
      path: 'src/schema.ts',
      code: drizzle(
        "projectId: uuid('project_id').references(() => projects.id)",
        ", (t) => [index('i').on(t.projectId).where(sql`${t.projectId} is not null`)]",
        'index, pgTable, uuid',
      ),
    },
    {
      name: 'Drizzle for MySQL',
      path: 'src/schema.ts',
      code: drizzle("projectId: uuid('project_id').references(() => projects.id)").replaceAll('pg', 'mysql'),
    },
    {
      name: 'knex: .index() on the column',
      path: 'migrations/1.js',
      code: knex(
        "await knex.schema.createTable('t', (table) => { table.uuid('p').references('id').inTable('projects').index(); });",
      ),
    },
    {
      name: 'knex: table.index() in a later migration',
      path: 'migrations/2.js',
      code: "exports.up = (knex) => knex.schema.alterTable('t', (table) => { table.index(['p', 'q']); });",
      files: {
        'migrations/1.js': knex(
          "await knex.schema.createTable('t', (table) => { table.uuid('p').references('id').inTable('projects'); });",
        ),
      },
    },
    {
      name: 'knex: an index by raw SQL',
      path: 'migrations/1.js',
      code: knex(
        "await knex.schema.createTable('t', (table) => { table.uuid('p').references('id').inTable('projects'); });\nawait knex.raw('CREATE INDEX i ON t (p)');",
      ),
    },
    {
      name: 'knex: a table that only down makes',
      path: 'migrations/1.js',
      code: knex(
        '',
        "await knex.schema.createTable('t', (table) => { table.uuid('p').references('id').inTable('projects'); });",
      ),
    },
    {
      name: 'TypeORM: @Index() on the relation',
      path: 'src/ticket.ts',
      code: entity('@Index()\n    @ManyToOne(() => Project)', 'Entity, Index, ManyToOne, PrimaryColumn'),
      files: { 'src/project.ts': project },
    },
    {
      name: 'TypeORM: @Index on the class',
      path: 'src/ticket.ts',
      code: entity(
        '@ManyToOne(() => Project)',
        'Entity, Index, ManyToOne, PrimaryColumn',
        "@Index(['project'])",
      ),
      files: { 'src/project.ts': project },
    },
    {
      name: 'TypeORM: a one-to-one relation is unique',
      path: 'src/ticket.ts',
      code: entity(
        '@OneToOne(() => Project)\n    @JoinColumn()',
        'Entity, JoinColumn, OneToOne, PrimaryColumn',
      ),
      files: { 'src/project.ts': project },
    },
    {
      name: 'TypeORM: no constraint in the database',
      path: 'src/ticket.ts',
      code: entity('@ManyToOne(() => Project, { createForeignKeyConstraints: false })'),
      files: { 'src/project.ts': project },
    },
    {
      name: 'TypeORM: the index is in a migration, in snake case',
      path: 'src/ticket.ts',
      code: entity('@ManyToOne(() => Project)'),
      files: {
        'src/project.ts': project,
        'migrations/1.sql':
          'CREATE TABLE tickets (id text, project_id text); CREATE INDEX i ON tickets (project_id);',
      },
    },
    {
      name: 'Sequelize: indexes of the model',
      path: 'src/models.js',
      code: "const { DataTypes, Sequelize } = require('sequelize');\nconst sequelize = new Sequelize('x');\nconst A = sequelize.define('A', {});\nconst B = sequelize.define('B', { aId: { type: DataTypes.INTEGER, references: { model: A, key: 'id' } } }, { indexes: [{ fields: ['aId'] }] });",
    },
    {
      name: 'Sequelize: no constraint',
      path: 'src/models.js',
      code: "const { Sequelize } = require('sequelize');\nconst sequelize = new Sequelize('x');\nconst A = sequelize.define('A', {});\nconst B = sequelize.define('B', {});\nB.belongsTo(A, { foreignKey: 'aId', constraints: false });",
    },
    {
      name: 'an index in a script beside the one that makes the table',
      files: { 'db/indexes.sql': 'CREATE INDEX ON tickets (project_id);', 'db/schema.sql': tickets() },
    },
    {
      name: 'a unique constraint in a script beside the one that makes the table',
      files: {
        'db/constraints.sql': 'ALTER TABLE tickets ADD CONSTRAINT one_each UNIQUE (project_id);',
        'db/schema.sql': tickets(),
      },
    },
    {
      name: 'a schema that is kept whole without its indexes, which a migration makes',
      files: {
        'db/schema.sql': tickets(),
        ...sql('migrations', tickets(), 'CREATE INDEX ON tickets (project_id);'),
      },
    },
  ],
});
