import selectStar from '../../../rules/database/select-star/rule';
import { ruleTests } from '../rule-tester';

const schema = `
  CREATE TABLE users (id uuid PRIMARY KEY, email text NOT NULL, "displayName" text);
  CREATE TABLE orders (id uuid PRIMARY KEY, user_id uuid NOT NULL, total numeric NOT NULL);
`;
const pg = "import { Pool } from 'pg';\nconst pool = new Pool();\n";
const required = "const { Pool } = require('pg');\nconst pool = new Pool();\n";

ruleTests(selectStar, {
  files: { 'migrations/001_users.sql': schema },
  invalid: [
    {
      name: 'SELECT * of a known table: all its columns, in their order',
      code: `${required}pool.query('SELECT «*» FROM orders WHERE id = $1', [id]);\n`,
      messages: [
        'SELECT * reads every column of orders, also those that later migrations add. Name the columns this code uses.',
      ],
      related: [1],
      fix: 'Name the 3 columns',
      output: `${required}pool.query('SELECT id, user_id, total FROM orders WHERE id = $1', [id]);\n`,
    },
    {
      name: 'alias.*, in a module with imports',
      path: 'src/orders.ts',
      code: `${pg}export const all = (id: string) => pool.query(\`SELECT «o.*», u.email FROM orders o JOIN users u ON u.id = o.user_id WHERE o.id = $1\`, [id]);\n`,
      messages: [
        'o.* reads every column of orders, also those that later migrations add. Name the columns this code uses.',
      ],
      output: `${pg}export const all = (id: string) => pool.query(\`SELECT o.id, o.user_id, o.total, u.email FROM orders o JOIN users u ON u.id = o.user_id WHERE o.id = $1\`, [id]);\n`,
    },
    {
      name: 'a table that is qualified with its own name',
      code: `${required}pool.query('SELECT «orders.*» FROM orders JOIN users ON users.id = orders.user_id');\n`,
      output: `${required}pool.query('SELECT orders.id, orders.user_id, orders.total FROM orders JOIN users ON users.id = orders.user_id');\n`,
    },
    {
      name: 'a star over two tables: each column with its table, and both tables named',
      code: `${required}pool.query('SELECT «*» FROM orders o JOIN users u ON u.id = o.user_id');\n`,
      messages: [
        'SELECT * reads every column of orders and users, also those that later migrations add. Name the columns this code uses.',
      ],
      related: [2],
      output: `${required}pool.query('SELECT o.id, o.user_id, o.total, u.id, u.email, u."displayName" FROM orders o JOIN users u ON u.id = o.user_id');\n`,
    },
    {
      name: 'a name that needs quotes would end a literal in double quotes: no fix',
      code: `${required}pool.query("SELECT «*» FROM users");\n`,
      output: false,
    },
    {
      name: 'columns whose names are reserved words',
      files: { 'migrations/002_rows.sql': 'CREATE TABLE rows_seen (id int, "user" text, "order" int);' },
      code: `${required}pool.query('SELECT «*» FROM rows_seen');\n`,
      output: `${required}pool.query('SELECT id, "user", "order" FROM rows_seen');\n`,
    },
    {
      name: 'MySQL quotes names in its own way',
      configuration: { dialect: 'mysql' },
      files: {
        'migrations/001_users.sql': 'CREATE TABLE orders (id int PRIMARY KEY, userId int, `order` int);',
      },
      code: `const mysql = require('mysql2/promise');\nmysql.createPool({}).query('SELECT «*» FROM orders');\n`,
      output: `const mysql = require('mysql2/promise');\nmysql.createPool({}).query('SELECT id, userId, \`order\` FROM orders');\n`,
    },
    {
      name: 'knex quotes names itself',
      code: "const knex = require('knex')({});\nknex('users').select('«*»');\n",
      output: "const knex = require('knex')({});\nknex('users').select('id', 'email', 'displayName');\n",
    },
    {
      name: 'two stars in one statement are two findings',
      code: `${required}pool.query('SELECT «o.*», «u.*» FROM orders o JOIN users u ON u.id = o.user_id');\n`,
      related: [1, 1],
    },
    {
      name: 'a table that the schema does not know: found, and no fix',
      code: `${required}pool.query('SELECT «*» FROM invoices');\n`,
      related: [0],
      output: false,
    },
    {
      name: 'a star inside a subquery whose columns go out',
      code: `${required}pool.query('SELECT id FROM (SELECT «*» FROM orders) o');\n`,
    },
    {
      name: 'a star in a CTE',
      code: `${required}pool.query('WITH mine AS (SELECT «*» FROM orders WHERE user_id = $1) SELECT id FROM mine', [id]);\n`,
      output: `${required}pool.query('WITH mine AS (SELECT id, user_id, total FROM orders WHERE user_id = $1) SELECT id FROM mine', [id]);\n`,
    },
    {
      name: 'both operands of a UNION',
      code: `${required}pool.query('SELECT «*» FROM orders UNION ALL SELECT «*» FROM old_orders');\n`,
    },
    {
      name: 'the SELECT of an INSERT',
      code: `${required}pool.query('INSERT INTO archive SELECT «*» FROM orders');\n`,
    },
    {
      name: 'a statement in a constant',
      code: `${required}const allOrders = 'SELECT «*» FROM orders';\nexports.list = () => pool.query(allOrders);\n`,
      output: `${required}const allOrders = 'SELECT id, user_id, total FROM orders';\nexports.list = () => pool.query(allOrders);\n`,
    },
    {
      name: 'a statement in pieces, joined with +',
      code: `${required}pool.query('SELECT «*» ' + 'FROM orders ' + 'WHERE id = $1', [id]);\n`,
      output: `${required}pool.query('SELECT id, user_id, total ' + 'FROM orders ' + 'WHERE id = $1', [id]);\n`,
    },
    {
      name: 'a statement over several lines of a template',
      code: `
        const { Pool } = require('pg');
        const pool = new Pool();
        pool.query(\`
          SELECT «*»
            FROM orders
           WHERE id = $1
        \`, [id]);
      `,
    },
    {
      name: 'pg: the statement in an object',
      code: `${required}pool.query({ text: 'SELECT «*» FROM orders', values: [] });\n`,
    },
    {
      name: 'pg: a client of the pool',
      code: `${required}async function load() {\n  const client = await pool.connect();\n  return client.query('SELECT «*» FROM orders');\n}\n`,
    },
    {
      name: 'postgres.js: a tagged template',
      path: 'src/orders.mjs',
      code: "import postgres from 'postgres';\nconst sql = postgres();\nexport const load = (id) => sql`SELECT «*» FROM orders WHERE id = ${id}`;\n",
      output:
        "import postgres from 'postgres';\nconst sql = postgres();\nexport const load = (id) => sql`SELECT id, user_id, total FROM orders WHERE id = ${id}`;\n",
    },
    {
      name: 'slonik: a tagged template handed to a method',
      path: 'src/orders.ts',
      code: "import { createPool, sql } from 'slonik';\nconst pool = await createPool('postgres://');\nexport const load = () => pool.any(sql.unsafe`SELECT «*» FROM orders`);\n",
    },
    {
      name: 'mysql2',
      code: "const mysql = require('mysql2/promise');\nconst db = mysql.createPool({});\ndb.execute('SELECT «*» FROM orders WHERE id = ?', [id]);\n",
    },
    {
      name: 'better-sqlite3',
      code: "const Database = require('better-sqlite3');\nconst db = new Database('x.db');\nconst find = db.prepare('SELECT «*» FROM orders WHERE id = ?');\n",
    },
    {
      name: 'Sequelize: a raw query',
      path: 'src/orders.ts',
      code: "import { Sequelize } from 'sequelize';\nconst sequelize = new Sequelize('postgres://');\nexport const load = () => sequelize.query('SELECT «*» FROM orders');\n",
    },
    {
      name: 'TypeORM: a raw query of an injected data source',
      path: 'src/orders.ts',
      code: "import { DataSource } from 'typeorm';\nexport class Orders {\n  constructor(private readonly source: DataSource) {}\n  load() {\n    return this.source.query('SELECT «*» FROM orders');\n  }\n}\n",
    },
    {
      name: 'Prisma: a raw query',
      path: 'src/orders.ts',
      code: "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport const load = () => prisma.$queryRaw`SELECT «*» FROM orders`;\n",
    },
    {
      name: "knex: select('*')",
      code: "const knex = require('knex')({ client: 'pg' });\nknex('orders').select('«*»').where({ id });\n",
      output:
        "const knex = require('knex')({ client: 'pg' });\nknex('orders').select('id', 'user_id', 'total').where({ id });\n",
    },
    {
      name: 'knex: alias.*',
      path: 'src/orders.ts',
      code: "import createKnex from 'knex';\nconst db = createKnex({ client: 'pg' });\nexport const load = () => db('orders as o').join('users as u', 'u.id', 'o.user_id').select('«o.*»');\n",
    },
    {
      name: "the project's own query helper",
      code: "const db = require('./db');\ndb.query('SELECT «*» FROM orders');\n",
    },
    {
      name: 'a view defined with a star, in a migration',
      files: { 'migrations/002_views.sql': 'CREATE VIEW open_orders AS SELECT «*» FROM orders;\n' },
      messages: [
        'This view is defined with SELECT *: it keeps the columns that orders has today, whatever is added or reordered later. Name them.',
      ],
      output: 'CREATE VIEW open_orders AS SELECT id, user_id, total FROM orders;\n',
    },
    {
      name: 'a materialized view with alias.*',
      files: {
        'migrations/002_views.sql':
          'CREATE MATERIALIZED VIEW paid AS SELECT «o.*», u.email FROM orders o JOIN users u ON u.id = o.user_id;\n',
      },
    },
    {
      name: 'the schema as later migrations leave it',
      files: {
        'migrations/002_more.sql':
          'ALTER TABLE orders ADD COLUMN paid_at timestamptz; ALTER TABLE orders DROP COLUMN total;\n',
      },
      code: `${required}pool.query('SELECT «*» FROM orders');\n`,
      output: `${required}pool.query('SELECT id, user_id, paid_at FROM orders');\n`,
    },
  ],
  valid: [
    {
      name: 'a search engine that takes texts like SQL',
      code: "const elastic = require('./search');\nexport const logs = () => elastic.query('SELECT * FROM logs');\n",
    },
    `${required}pool.query('SELECT id, total FROM orders WHERE id = $1', [id]);`,
    `${required}pool.query('SELECT count(*) FROM orders');`,
    `${required}pool.query('SELECT user_id FROM orders GROUP BY user_id HAVING count(*) > 1');`,
    `${required}pool.query('SELECT id FROM users u WHERE EXISTS (SELECT * FROM orders o WHERE o.user_id = u.id)');`,
    `${required}pool.query('WITH mine AS (SELECT id, total FROM orders) SELECT * FROM mine');`,
    `${required}pool.query('SELECT * FROM (SELECT id, total FROM orders) o');`,
    `${required}pool.query('SELECT o.* FROM (SELECT id, total FROM orders) o JOIN users u ON u.id = o.id');`,
    `${required}pool.query('INSERT INTO orders (id) VALUES ($1) RETURNING *', [id]);`,
    `${required}pool.query('UPDATE orders SET total = 0 WHERE id = $1 RETURNING *', [id]);`,
    `${required}pool.query('SELECT total * 2 AS doubled FROM orders');`,
    { name: 'a function in FROM', code: `${required}pool.query('SELECT * FROM generate_series(1, 3)');` },
    { name: 'an ad-hoc script', files: { 'scripts/report.sql': 'SELECT * FROM orders;' } },
    { name: 'a SQL file that is no view', files: { 'sql/report.sql': 'SELECT * FROM orders;' } },
    {
      name: 'a migration that copies rows',
      files: { 'migrations/002.sql': 'INSERT INTO orders SELECT * FROM old_orders;' },
    },
    {
      name: 'a migration in JavaScript',
      path: 'migrations/2.js',
      code: `${required}exports.up = () => pool.query('SELECT * FROM orders');`,
    },
    { name: 'a test', path: 'src/orders.test.js', code: `${required}pool.query('SELECT * FROM orders');` },
    { name: 'a test folder', path: 'test/orders.js', code: `${required}pool.query('SELECT * FROM orders');` },
    { name: 'a seed', path: 'db/seeds/orders.js', code: `${required}pool.query('SELECT * FROM orders');` },
    { name: 'a script', path: 'scripts/dump.js', code: `${required}pool.query('SELECT * FROM orders');` },
    {
      name: 'a view with its columns',
      files: { 'migrations/002.sql': 'CREATE VIEW v AS SELECT id, total FROM orders;' },
    },
    "console.log('SELECT * FROM orders');",
    "logger.info('Select * from the menu, then press OK');",
    'const product = price * quantity;',
    {
      name: 'knex: columns',
      code: "const knex = require('knex')({});\nknex('orders').select('id', 'total');",
    },
    {
      name: 'knex: count and returning',
      code: "const knex = require('knex')({});\nknex('orders').count('*');\nknex('orders').insert({ id }).returning('*');",
    },
    {
      name: 'a query method of something that is no database',
      code: "document.querySelector('*');\nconst found = search.find('*');",
    },
  ],
});
