import jsonOverColumns from '../../../rules/database/json-over-columns/rule';
import { ruleTests } from '../rule-tester';

/** Keys that builders and ORMs dig out, each in its own spelling. */
const schema =
  'CREATE TABLE orders (id uuid PRIMARY KEY, title text, data jsonb NOT NULL, meta json, notes text);';
const pg = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const knex = "const knex = require('knex')({ client: 'pg' });\n";
const prisma = "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n";
const typeorm =
  "import { DataSource, Entity, PrimaryColumn, Column } from 'typeorm';\n@Entity('orders')\nexport class Order { @PrimaryColumn() id: string; @Column({ type: 'jsonb' }) data: any; }\n";
const drizzle =
  "import { drizzle } from 'drizzle-orm/node-postgres';\nimport { eq, sql, desc } from 'drizzle-orm';\nimport { pgTable, uuid, jsonb, text } from 'drizzle-orm/pg-core';\nexport const orders = pgTable('orders', { id: uuid('id').primaryKey(), data: jsonb('data'), title: text('title') });\nconst db = drizzle('x');\n";
const sequelize =
  "const { Sequelize, DataTypes, Op } = require('sequelize');\nconst sequelize = new Sequelize('x');\nconst Order = sequelize.define('Order', { id: { type: DataTypes.UUID, primaryKey: true }, data: DataTypes.JSONB, title: DataTypes.STRING }, { tableName: 'orders' });\n";
const kysely = "import { Kysely, sql } from 'kysely';\nconst db = new Kysely<any>({} as any);\n";
const prismaFiles = {
  'migrations/001.sql': '',
  'prisma/schema.prisma': `
    datasource db {
      provider = "postgresql"
      url      = env("X")
    }
    model Order {
      id    String @id
      title String
      data  Json
    }
  `,
};

ruleTests(jsonOverColumns, {
  files: { 'migrations/001.sql': schema },
  invalid: [
    {
      name: 'group by alias',
      code: `${pg}module.exports = (a, b) => pool.query(\`SELECT «data->>'status'» AS status, count(*) FROM orders GROUP BY status\`, []);
`,
    },
    {
      name: 'order by alias',
      code: `${pg}module.exports = (a, b) => pool.query(\`SELECT id, «data->>'prio'» AS prio FROM orders ORDER BY prio LIMIT 10\`, []);
`,
    },
    {
      name: 'knex where(raw)',
      code: `${knex}module.exports = (a) => knex('orders').where(knex.raw("«data->>'status'»"), a).select('id');
`,
    },
    {
      name: 'knex whereJsonPath',
      code: `${knex}module.exports = (a) => knex('orders').whereJsonPath(«'data', '$.status'», '=', a).select('id');
`,
    },
    {
      name: 'knex whereJsonSupersetOf no gin',
      code: `${knex}module.exports = (a) => knex('orders').«whereJsonSupersetOf('data', { a: 1 })».select('id');
`,
    },
    {
      name: 'knex orderByRaw',
      code: `${knex}module.exports = (a) => knex('orders').select('id').orderByRaw("«data->>'created'» desc").limit(5);
`,
    },
    {
      name: 'knex groupByRaw',
      code: `${knex}module.exports = (a) => knex('orders').select('id').groupByRaw("«data->>'status'»");
`,
    },
    {
      name: 'prisma path equals',
      path: 'src/a.ts',
      code: `${prisma}export const f = (a: string) => prisma.order.findMany({ where: { «data: { path: ['status'], equals: a }» } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma path string_contains in AND',
      path: 'src/a.ts',
      code: `${prisma}export const f = (a: string) => prisma.order.findMany({ where: { AND: [{ «data: { path: ['customer', 'name'], string_contains: a }» }] } });
`,
      files: { ...prismaFiles },
    },
    {
      name: 'prisma raw',
      path: 'src/a.ts',
      code: `${prisma}export const f = (a: string) => prisma.$queryRaw\`SELECT id FROM "Order" WHERE «data->>'status'» = \${a}\`;
`,
      files: { ...prismaFiles },
    },
    {
      name: 'typeorm qb',
      path: 'src/a.ts',
      code: `${typeorm}export const f = (ds: DataSource, s: string) => ds.getRepository(Order).createQueryBuilder('o').where("«o.data->>'status'» = :s", { s }).getMany();
`,
    },
    {
      name: 'typeorm qb andWhere',
      path: 'src/a.ts',
      code: `${typeorm}export const f = (ds: DataSource, s: string) => ds.getRepository(Order).createQueryBuilder('o').where('o.id is not null').andWhere("«o.data ->> 'status'» = :s", { s }).getMany();
`,
    },
    {
      name: 'typeorm qb orderBy',
      path: 'src/a.ts',
      code: `${typeorm}export const f = (ds: DataSource) => ds.getRepository(Order).createQueryBuilder('o').orderBy("«o.data->>'status'»").getMany();
`,
    },
    {
      name: 'sequelize dotted',
      code: `${sequelize}exports.f = (s) => Order.findAll({ where: { «'data.status': s» } });
`,
    },
    {
      name: 'sequelize nested',
      code: `${sequelize}exports.f = (s) => Order.findAll({ where: { «data: { status: s }» } });
`,
    },
    {
      name: 'sequelize json()',
      code: `${sequelize}exports.f = (s) => Order.findAll({ where: sequelize.json(«'data.status'», s) });
`,
    },
    {
      name: 'sequelize json obj',
      code: `${sequelize}exports.f = (s) => Order.findAll({ where: Sequelize.json({ «data: { status: s }» }) });
`,
    },
    {
      name: 'sequelize literal',
      code: `${sequelize}exports.f = (s) => Order.findAll({ where: sequelize.literal("«data->>'status'» = 'x'") });
`,
    },
    {
      name: 'sequelize order',
      code: `${sequelize}exports.f = (s) => Order.findAll({ order: [[«'data.status'», 'ASC']] });
`,
    },
    {
      name: 'drizzle sql',
      path: 'src/a.ts',
      code: `${drizzle}export const f = (s: string) => db.select().from(orders).where(sql\`«\${orders.data}->>'status'» = \${s}\`);
`,
    },
    {
      name: 'drizzle eq(sql)',
      path: 'src/a.ts',
      code: `${drizzle}export const f = (s: string) => db.select().from(orders).where(eq(sql\`«\${orders.data}->>'status'»\`, s));
`,
    },
    {
      name: 'drizzle orderBy',
      path: 'src/a.ts',
      code: `${drizzle}export const f = (s: string) => db.select().from(orders).orderBy(sql\`«\${orders.data}->>'created'»\`).limit(3);
`,
    },
    {
      name: 'drizzle execute',
      path: 'src/a.ts',
      code: `${drizzle}export const f = (s: string) => db.execute(sql\`SELECT id FROM orders WHERE «data->>'status'» = \${s}\`);
`,
    },
    {
      name: 'kysely sql',
      path: 'src/a.ts',
      code: `${kysely}export const f = (s: string) => db.selectFrom('orders').select('id').where(sql\`«data->>'status'»\`, '=', s).execute();
`,
    },
    {
      name: 'postgres.js',
      path: 'src/a.ts',
      code: `import postgres from 'postgres';
const sql = postgres();
export const f = (s: string) => sql\`SELECT id FROM orders WHERE «data->>'status'» = \${s}\`;
`,
    },
    {
      name: 'a text that a variable holds before it is bound',
      code: `${pg}exports.save = (id, open) => {
  const notes = «JSON.stringify({ open, kind: 1 })»;
  return pool.query('INSERT INTO orders (id, notes) VALUES ($1, $2)', [id, notes]);
};
exports.load = (row) => JSON.parse(row.notes);
`,
    },
    {
      name: 'a text column of a builder',
      code: `${knex}exports.save = (id, open) => knex('orders').insert({ id, notes: «JSON.stringify({ open, kind: 1 })» });
exports.load = async (id) => JSON.parse((await knex('orders').where({ id }).first()).notes);
`,
    },
  ],
  valid: [
    {
      name: 'a relation of another table',
      path: 'src/a.ts',
      code: `${prisma}export const f = (a: string) => prisma.order.findMany({ where: { customer: { name: a } } });\n`,
      files: {
        'migrations/001.sql': '',
        'prisma/schema.prisma': `
          datasource db {
            provider = "postgresql"
            url      = env("X")
          }
          model Customer {
            id     String  @id
            name   String
            orders Order[]
          }
          model Order {
            id         String   @id
            customerId String
            customer   Customer @relation(fields: [customerId], references: [id])
            @@index([customerId])
          }
        `,
      },
    },
    {
      name: 'an expression index serves the builder’s query',
      code: `${knex}module.exports = (a) => knex('orders').whereJsonPath('data', '$.status', '=', a).select('id');\n`,
      files: { 'migrations/002.sql': "CREATE INDEX i ON orders ((data ->> 'status'));" },
    },
    {
      name: 'a GIN index serves the builder’s search',
      code: `${knex}module.exports = (a) => knex('orders').whereJsonSupersetOf('data', { a: 1 }).select('id');\n`,
      files: { 'migrations/002.sql': 'CREATE INDEX i ON orders USING gin (data);' },
    },
    {
      name: 'knex whereRaw ??',
      code: `${knex}module.exports = (a) => knex('orders').whereRaw("??->>? = ?", ['data', a, 'x']).select('id');
`,
    },
    {
      name: 'knex whereJsonObject',
      code: `${knex}module.exports = (a) => knex('orders').whereJsonObject('data', { a: 1 }).select('id');
`,
    },
    {
      name: 'knex select raw only',
      code: `${knex}module.exports = (a) => knex('orders').select(knex.raw("data->>'status' as s")).where('title', a);
`,
    },
    {
      name: 'knex jsonExtract select only',
      code: `${knex}module.exports = (a) => knex('orders').jsonExtract('data', '$.status', 's').where('title', a);
`,
    },
    {
      name: 'typeorm select only',
      path: 'src/a.ts',
      code: `${typeorm}export const f = (ds: DataSource, s: string) => ds.getRepository(Order).createQueryBuilder('o').select("o.data->>'status'", 's').where('o.id = :s', { s }).getRawMany();
`,
    },
  ],
});
