import selectStar from '../../../rules/database/select-star/rule';
import { ruleTests } from '../rule-tester';

const schema = `
  CREATE TABLE users (id uuid PRIMARY KEY, email text NOT NULL);
  CREATE TABLE orders (id uuid PRIMARY KEY, user_id uuid NOT NULL, total numeric NOT NULL);
`;
const pg = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const knex = "const knex = require('knex')({ client: 'pg' });\n";
const kysely = "import { Kysely } from 'kysely';\nconst db = new Kysely<any>({} as any);\n";

/** Where stars stand in statements, and how statements come to a client. */
ruleTests(selectStar, {
  files: { 'migrations/001.sql': schema },
  invalid: [
    {
      name: 'alias.* among other columns, over several lines',
      code: `${pg}pool.query(\`\n  SELECT\n    «o.*»,\n    u.email AS buyer\n  FROM orders o\n  JOIN users u ON u.id = o.user_id\n\`);\n`,
      output: `${pg}pool.query(\`\n  SELECT\n    o.id, o.user_id, o.total,\n    u.email AS buyer\n  FROM orders o\n  JOIN users u ON u.id = o.user_id\n\`);\n`,
    },
    {
      name: 'a tag that is waited for where it is an argument',
      code: "import postgres from 'postgres';\nconst sql = postgres();\nexport const all = async (res) => res.json(await sql`SELECT «*» FROM orders`);\n",
    },
    {
      name: 'a tag of another file, under a short name',
      code: "import { s } from './db';\nexport const all = () => s`SELECT «*» FROM orders`;\n",
      files: { 'src/db.js': "import { SQL } from 'bun';\nexport const s = new SQL('');\n" },
    },
    {
      name: 'a star after a column',
      code: `${pg}pool.query('SELECT u.email, «o.*» FROM orders o JOIN users u ON u.id = o.user_id');\n`,
    },
    {
      name: 'DISTINCT',
      code: `${pg}pool.query('SELECT DISTINCT «*» FROM orders');\n`,
      output: `${pg}pool.query('SELECT DISTINCT id, user_id, total FROM orders');\n`,
    },
    {
      name: 'DISTINCT ON',
      code: `${pg}pool.query('SELECT DISTINCT ON (user_id) «*» FROM orders ORDER BY user_id');\n`,
    },
    { name: 'lower case', code: `${pg}pool.query('select «*» from orders');\n` },
    {
      name: 'a window function beside it',
      code: `${pg}pool.query('SELECT «*», row_number() OVER (PARTITION BY user_id) FROM orders');\n`,
    },
    {
      name: 'FOR UPDATE',
      code: `${pg}pool.query('SELECT «*» FROM orders WHERE id = $1 FOR UPDATE', [id]);\n`,
    },
    {
      name: 'IN with a subquery that names its column',
      code: `${pg}pool.query('SELECT «*» FROM orders WHERE user_id IN (SELECT id FROM users)');\n`,
    },
    {
      name: 'a star of a CTE that reads a table',
      code: `${pg}pool.query('WITH recent AS (SELECT «*» FROM orders LIMIT 10) SELECT * FROM recent');\n`,
    },
    {
      name: 'a lateral join',
      code: `${pg}pool.query('SELECT u.id, last.total FROM users u, LATERAL (SELECT «*» FROM orders o WHERE o.user_id = u.id LIMIT 1) last');\n`,
    },
    { name: 'a schema before the table', code: `${pg}pool.query('SELECT «*» FROM public.orders');\n` },
    {
      name: 'conditions that are added',
      code: `${pg}let text = 'SELECT «*» FROM orders';\nif (id) text += ' WHERE id = $1';\npool.query(text, [id]);\n`,
    },
    {
      name: 'a constant of the class',
      path: 'src/a.ts',
      code: "import { Pool } from 'pg';\nconst pool = new Pool();\nexport class Orders {\n  private static readonly all = 'SELECT «*» FROM orders';\n  load() {\n    return pool.query(Orders.all);\n  }\n}\n",
    },
    {
      name: 'a member of an object of statements',
      code: `${pg}const statements = { all: 'SELECT «*» FROM orders' };\npool.query(statements.all);\n`,
    },
    {
      name: 'a table that is a hole',
      code: `${pg}const table = 'orders';\npool.query(\`SELECT «*» FROM \${table}\`);\n`,
    },
    {
      name: 'mysql with a callback',
      code: "const mysql = require('mysql');\nconst db = mysql.createConnection({});\ndb.query('SELECT «*» FROM orders', (error, rows) => done(rows));\n",
    },
    {
      name: 'sqlite3',
      code: "const sqlite3 = require('sqlite3');\nconst db = new sqlite3.Database('x');\ndb.all('SELECT «*» FROM orders', [], done);\n",
    },
    {
      name: 'mssql: a tagged template',
      code: "const sql = require('mssql');\nconst load = (id) => sql.query`SELECT «*» FROM orders WHERE id = ${id}`;\n",
    },
    { name: 'knex.raw', code: `${knex}knex.raw('SELECT «*» FROM orders WHERE id = ?', [id]);\n` },
    {
      name: 'knex: select() names no column',
      code: `${knex}knex('orders').«select()».where({ id });\n`,
      output: `${knex}knex('orders').select('id', 'user_id', 'total').where({ id });\n`,
    },
    { name: 'knex: select() before from()', code: `${knex}knex.«select()».from('orders');\n` },
    { name: "knex: select('*') before from()", code: `${knex}knex.select('«*»').from('orders');\n` },
    { name: "knex: columns and first('*')", code: `${knex}knex('orders').where({ id }).first('«*»');\n` },
    {
      name: 'knex: a star in a list',
      code: `${knex}knex('orders').join('users', 'users.id', 'orders.user_id').select(['«orders.*»', 'users.email']);\n`,
    },
    {
      name: 'knex as a member of the app',
      code: "module.exports = (fastify) => fastify.knex('orders').select('«*»').where({ id: 1 });\n",
    },
    {
      name: 'Kysely: selectAll',
      path: 'src/a.ts',
      code: `${kysely}export const all = () => db.selectFrom('orders').«selectAll()».execute();\n`,
    },
    {
      name: 'Kysely: selectAll of a table',
      path: 'src/a.ts',
      code: `${kysely}export const all = () => db.selectFrom('orders as o').innerJoin('users as u', 'u.id', 'o.user_id').«selectAll('o')».select('u.email').execute();\n`,
    },
    {
      name: 'TypeORM: a raw query of a manager',
      path: 'src/a.ts',
      code: "import { EntityManager } from 'typeorm';\nexport const load = (manager: EntityManager) => manager.query(`SELECT «*» FROM orders`);\n",
    },
    {
      name: 'TypeORM: a query of a repository',
      path: 'src/a.ts',
      code: "import { Repository } from 'typeorm';\nexport const load = (orders: Repository<unknown>) => orders.query('SELECT «*» FROM orders');\n",
    },
    {
      name: 'TypeORM: a query in a class with an injected repository',
      path: 'src/a.ts',
      code: "import { InjectRepository } from '@nestjs/typeorm';\nimport { Repository } from 'typeorm';\nexport class Orders {\n  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}\n  load() {\n    return this.orders.query('SELECT «*» FROM orders');\n  }\n}\n",
    },
    {
      name: 'Prisma: $queryRawUnsafe',
      path: 'src/a.ts',
      code: "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport const load = (id: string) => prisma.$queryRawUnsafe('SELECT «*» FROM orders WHERE id = $1', id);\n",
    },
    {
      name: 'Prisma: $queryRaw with a type',
      path: 'src/a.ts',
      code: "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport const load = (id: string) => prisma.$queryRaw<Order[]>`SELECT «*» FROM orders WHERE id = ${id}`;\n",
    },
    {
      name: 'Drizzle: a raw statement',
      path: 'src/a.ts',
      code: "import { sql } from 'drizzle-orm';\nimport { drizzle } from 'drizzle-orm/node-postgres';\nconst db = drizzle('x');\nexport const load = () => db.execute(sql`SELECT «*» FROM orders`);\n",
    },
    {
      name: 'Sequelize: a raw query with options',
      code: "const { Sequelize, QueryTypes } = require('sequelize');\nconst sequelize = new Sequelize('x');\nsequelize.query('SELECT «*» FROM orders WHERE id = :id', { replacements: { id }, type: QueryTypes.SELECT });\n",
    },
    {
      name: 'a view made by a query of a migration in code',
      files: {
        'migrations/2.js':
          "exports.up = (knex) => knex.raw('CREATE VIEW open_orders AS SELECT «*» FROM orders');\nexports.down = (knex) => knex.raw('DROP VIEW open_orders');\n",
      },
    },
    {
      name: 'RETURNING *, where the option asks for it',
      configuration: { options: { 'database/select-star': { returning: true } } },
      code: `${pg}pool.query('INSERT INTO orders (id) VALUES ($1) RETURNING «*»', [id]);\n`,
      output: `${pg}pool.query('INSERT INTO orders (id) VALUES ($1) RETURNING id, user_id, total', [id]);\n`,
      messages: [
        'RETURNING * reads every column of orders, also those that later migrations add. Name the columns this code uses.',
      ],
    },
    {
      name: 'RETURNING of an UPDATE, where the option asks for it',
      configuration: { options: { 'database/select-star': { returning: true } } },
      code: `${pg}pool.query('UPDATE orders SET total = 0 WHERE id = $1 RETURNING «*»', [id]);\n`,
    },
    {
      name: 'names in MySQL’s quotes, where the project says nothing of its database',
      code: "const mysql = require('mysql2/promise');\nconst db = mysql.createPool({});\nmodule.exports = (id) => db.query('SELECT «*» FROM `users` WHERE `id` = ?', [id]);\n",
    },
  ],
  valid: [
    {
      name: 'RETURNING * in several statements',
      code: `${pg}pool.query('DELETE FROM orders WHERE id = $1 RETURNING *', [id]);\n`,
    },
    {
      name: 'a CTE that returns rows',
      code: `${pg}pool.query('WITH gone AS (DELETE FROM orders RETURNING id, total) SELECT * FROM gone');\n`,
    },
    {
      name: 'a CTE that returns all, read by name',
      code: `${pg}pool.query('WITH gone AS (DELETE FROM orders RETURNING *) SELECT id FROM gone');\n`,
    },
    {
      name: 'NOT EXISTS',
      code: `${pg}pool.query('SELECT id FROM users u WHERE NOT EXISTS (SELECT * FROM orders o WHERE o.user_id = u.id)');\n`,
    },
    {
      name: 'count(*) with a filter',
      code: `${pg}pool.query('SELECT count(*) FILTER (WHERE total > 0), count(DISTINCT user_id) FROM orders');\n`,
    },
    {
      name: 'count(*) OVER ()',
      code: `${pg}pool.query('SELECT id, count(*) OVER () AS total FROM orders');\n`,
    },
    {
      name: 'VALUES',
      code: `${pg}pool.query("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t (id, name)");\n`,
    },
    { name: 'unnest', code: `${pg}pool.query('SELECT * FROM unnest($1::uuid[])', [ids]);\n` },
    {
      name: 'json_to_recordset',
      code: `${pg}pool.query('SELECT * FROM json_to_recordset($1) AS x (id int)', [text]);\n`,
    },
    {
      name: 'a star in a text',
      code: `${pg}pool.query("SELECT id FROM orders WHERE note = 'SELECT * FROM x'");\n`,
    },
    {
      name: 'a star in a comment of the statement',
      code: `${pg}pool.query('SELECT id /* not * */ FROM orders -- no SELECT *');\n`,
    },
    { name: 'a product', code: `${pg}pool.query('SELECT total * 2, (total * 3) AS x FROM orders');\n` },
    {
      name: 'knex: an insert with select of columns',
      code: `${knex}knex('orders').select('id').where({ id });\n`,
    },
    { name: 'knex: count', code: `${knex}knex('orders').count('* as n').first();\n` },
    {
      name: 'knex: select() of another library',
      code: "const d3 = require('d3');\nd3.select();\nd3.select('body').select('*');\n",
    },
    { name: 'knex: columns given elsewhere', code: `${knex}knex('orders').select(columns);\n` },
    {
      name: 'knex: select of a subquery with its columns',
      code: `${knex}knex.select('*').from(knex('orders').select('id', 'total').as('o'));\n`,
    },
    {
      name: 'Drizzle names the columns of its tables',
      path: 'src/a.ts',
      code: "import { getTableColumns } from 'drizzle-orm';\nimport { drizzle } from 'drizzle-orm/node-postgres';\nimport { pgTable, uuid } from 'drizzle-orm/pg-core';\nconst orders = pgTable('orders', { id: uuid('id') });\nconst db = drizzle('x');\nexport const all = () => db.select().from(orders);\nexport const every = () => db.select(getTableColumns(orders)).from(orders);\n",
    },
    {
      name: 'Kysely: columns',
      path: 'src/a.ts',
      code: `${kysely}export const all = () => db.selectFrom('orders').select(['id', 'total']).execute();\n`,
    },
    {
      name: 'an INSERT … SELECT that names its columns',
      code: `${pg}pool.query('INSERT INTO archive (id) SELECT id FROM orders');\n`,
    },
    { name: 'a text about SQL', code: "const help = 'SELECT * FROM orders';\nshow(help);\n" },
  ],
});
