import sqlInjection from '../../../rules/security/sql-injection/rule';
import type { Severity } from '../../../src/engine';
import { type InvalidCase, ruleTests, type ValidCase } from '../rule-tester';

/** How each client is made, in the ways that it is written. */
const setups = {
  pg: "const { Pool } = require('pg');\nconst db = new Pool();",
  client: "const { Client } = require('pg');\nconst db = new Client();\ndb.connect();",
  mysql: "const mysql = require('mysql');\nconst db = mysql.createConnection({ host: 'db' });",
  mysql2: "const mysql = require('mysql2/promise');\nconst db = mysql.createPool({ host: 'db' });",
  sqlite3: "const sqlite3 = require('sqlite3').verbose();\nconst db = new sqlite3.Database(':memory:');",
  betterSqlite3: "const Database = require('better-sqlite3');\nconst db = new Database('app.db');",
  mssql: "const sql = require('mssql');\nconst pool = new sql.ConnectionPool(config);",
  tedious: "const { Connection, Request } = require('tedious');\nconst connection = new Connection(config);",
  oracledb: "const oracledb = require('oracledb');",
  knex: "const knex = require('knex')({ client: 'pg' });",
  sequelize:
    "const { Sequelize, QueryTypes } = require('sequelize');\nconst sequelize = new Sequelize('sqlite::memory:');",
  prisma: "const { PrismaClient, Prisma } = require('@prisma/client');\nconst prisma = new PrismaClient();",
  typeorm: "const { DataSource, getRepository } = require('typeorm');\nconst source = new DataSource({});",
  drizzle:
    "const { sql } = require('drizzle-orm');\nconst { drizzle } = require('drizzle-orm/node-postgres');\nconst db = drizzle(url);",
  slonik: "const { createPool, sql } = require('slonik');",
  promise: "const pgp = require('pg-promise')();\nconst db = pgp('postgres://localhost/app');",
  postgres: "const postgres = require('postgres');\nconst sql = postgres();",
} as const;

type Client = keyof typeof setups;

/** A handler of an Express app over a client. */
function route(client: Client, body: string, before = ''): string {
  const lines = body
    .trim()
    .split('\n')
    .map((line) => `  ${line.trim()}\n`)
    .join('');
  return `const express = require('express');\n${setups[client]}\n${before}const app = express();\napp.get('/users/:id', async (req, res) => {\n${lines}});\n`;
}

const bad = (name: string, client: Client, body: string, before = '', severity?: Severity): InvalidCase => ({
  name,
  code: route(client, body, before),
  ...(severity ? { severity } : {}),
});
const good = (name: string, client: Client, body: string, before = ''): ValidCase => ({
  name,
  code: route(client, body, before),
});

ruleTests(sqlInjection, {
  invalid: [
    {
      name: 'snowflake-sdk',
      code: "const snowflake = require('snowflake-sdk');\nconst connection = snowflake.createConnection({});\nconst handler = (req, res) => connection.execute({ sqlText: `SELECT id FROM users WHERE name = '${«req.query.name»}'` });\n",
    },
    {
      name: 'neon, called as a function',
      code: "const { neon } = require('@neondatabase/serverless');\nconst sql = neon(process.env.DATABASE_URL);\nconst handler = async (req, res) => res.json(await sql('SELECT id FROM users WHERE name = ' + «req.query.name»));\n",
    },
    // How text is put together.
    bad('+', 'pg', "const r = await db.query('SELECT id FROM users WHERE id = ' + «req.params.id»);"),
    bad(
      '+ with quotes',
      'mysql',
      `db.query("SELECT id FROM users WHERE name = '" + «req.body.name» + "'", (error, rows) => res.json(rows));`,
    ),
    bad(
      'two values in one sum',
      'mysql',
      `const query = "SELECT id FROM users WHERE name = '" + «req.body.name» + "' AND password = '" + «req.body.password» + "'";
       db.query(query, (error, rows) => res.json(rows));`,
    ),
    bad(
      'template',
      'client',
      "db.query(`SELECT id FROM users WHERE name = '${«req.query.name»}'`, (error, result) => res.send(result.rows));",
    ),
    bad(
      'a chain of variables',
      'pg',
      `const raw = req.query.id;
       const id = raw;
       const text = 'SELECT id FROM users WHERE id = ' + «id»;
       const statement = text;
       await db.query(statement);`,
    ),
    bad(
      'a variable that is assigned later',
      'pg',
      `let text;
       text = \`SELECT id FROM users WHERE id = \${«req.params.id»}\`;
       await db.query(text);`,
    ),
    bad(
      '+= with a value',
      'pg',
      `let text = 'SELECT id FROM users WHERE id = ';
       text += «req.params.id»;
       await db.query(text);`,
    ),
    bad(
      'text = text + …',
      'pg',
      `let text = 'SELECT id FROM users WHERE true';
       if (req.query.name) text = text + " AND name = '" + «req.query.name» + "'";
       await db.query(text);`,
    ),
    bad(
      'an array that is joined',
      'pg',
      `const where = [];
       where.push(\`name = '\${«req.query.name»}'\`);
       await db.query('SELECT id FROM users WHERE ' + where.join(' AND '));`,
    ),
    bad(
      'concat of several',
      'pg',
      `await db.query('SELECT id FROM users WHERE name = \\''.concat(«req.query.name», '\\''));`,
    ),
    bad(
      'util.format, destructured',
      'pg',
      `await db.query(format("SELECT id FROM users WHERE name = '%s'", «req.query.name»));`,
      "const { format } = require('util');\n",
    ),
    bad(
      'replace',
      'pg',
      `const text = 'SELECT id FROM users WHERE name = :name'.replace(':name', req.query.name);
       await db.query(«text»);`,
    ),
    bad(
      'an IN list of the request',
      'pg',
      "await db.query(`SELECT id FROM users WHERE id IN (${«req.body.ids.join(',')»})`);",
    ),
    bad(
      'the order of the request',
      'pg',
      'await db.query(`SELECT id FROM users ORDER BY ${«req.query.sort»} ${«req.query.direction»}`);',
    ),
    bad('a table of the request', 'pg', 'await db.query(`SELECT id FROM ${«req.params.table»}`);'),
    bad(
      'destructured',
      'pg',
      `const { id } = req.params;
       await db.query(\`SELECT id FROM users WHERE id = '\${«id»}'\`);`,
    ),
    bad(
      'destructured with a default and another name',
      'pg',
      `const { name: wanted = 'x' } = req.query;
       await db.query("SELECT id FROM users WHERE name = '" + «wanted» + "'");`,
    ),
    bad(
      'a header',
      'pg',
      "await db.query(`SELECT id FROM sessions WHERE token = '${«req.headers['x-token']»}'`);",
    ),
    bad(
      'a cookie',
      'pg',
      "await db.query(`SELECT id FROM sessions WHERE token = '${«req.cookies.token»}'`);",
    ),
    bad(
      'String() changes nothing',
      'pg',
      "await db.query(`SELECT id FROM users WHERE name = '${«String(req.query.name)»}'`);",
    ),
    bad(
      'trimmed and in lower case',
      'pg',
      "await db.query(`SELECT id FROM users WHERE name = '${«req.query.name.trim().toLowerCase()»}'`);",
    ),
    bad(
      'a branch',
      'pg',
      "await db.query(req.query.name ? `SELECT id FROM users WHERE name = '${«req.query.name»}'` : 'SELECT id FROM users');",
    ),
    bad(
      'a fallback',
      'pg',
      "await db.query('SELECT id FROM users WHERE name = ' + («req.query.name || 'x'»));",
    ),
    bad(
      'a helper of the file that builds all of it',
      'pg',
      'await db.query(statementFor(req.params.id));',
      "function statementFor(id) {\n  return 'SELECT id FROM users WHERE id = ' + «id»;\n}\n",
    ),
    bad(
      'a helper of the file that runs it',
      'pg',
      'res.json(await find(req.query.name));',
      "const find = async (name) => (await db.query(`SELECT id FROM users WHERE name = '${«name»}'`)).rows;\n",
    ),
    bad(
      'a method of a class of the file',
      'pg',
      'res.json(await new Users().find(req.query.name));',
      "class Users {\n  find(name) {\n    return db.query(`SELECT id FROM users WHERE name = '${«name»}'`);\n  }\n}\n",
      'warning',
    ),
    bad(
      'an object with text',
      'pg',
      'await db.query({ text: `SELECT id FROM users WHERE id = ${«req.params.id»}`, values: [] });',
    ),
    bad(
      'a check that nothing hangs on',
      'pg',
      `if (!req.query.name) return res.status(400).end();
       await db.query("SELECT id FROM users WHERE name = '" + «req.query.name» + "'");`,
    ),
    bad(
      'the keys of the request, one by one',
      'pg',
      'for (const key in req.query) await db.query(`SELECT id FROM users ORDER BY ${«key»}`);',
    ),
    bad(
      'quotes that are doubled by hand',
      'pg',
      `await db.query(\`SELECT id FROM users WHERE id = \${«req.query.id.replace(/x/g, 'y')»}\`);`,
    ),
    bad('UPDATE', 'pg', "await db.query(`UPDATE users SET seen = true WHERE name = '${«req.params.id»}'`);"),
    bad('INSERT', 'pg', "await db.query(`INSERT INTO visits (user_id) VALUES ('${«req.params.id»}')`);"),
    bad('DELETE', 'pg', "await db.query('DELETE FROM users WHERE id = ' + «req.params.id»);"),
    bad('LIMIT', 'pg', 'await db.query(`SELECT id FROM users LIMIT ${«req.query.limit»}`);'),
    bad('LIKE', 'pg', `await db.query("SELECT id FROM users WHERE name LIKE '%" + «req.query.name» + "%'");`),
    // The same over each client.
    bad('mysql', 'mysql', "db.query('SELECT id FROM users WHERE id = ' + «req.params.id», done);"),
    bad(
      'mysql2: execute',
      'mysql2',
      'await db.execute(`SELECT id FROM users WHERE id = ${«req.params.id»}`);',
    ),
    bad(
      'mysql2: a connection of the pool',
      'mysql2',
      `const connection = await db.getConnection();
       await connection.query(\`SELECT id FROM users WHERE id = \${«req.params.id»}\`);`,
    ),
    bad('sqlite3: get', 'sqlite3', 'db.get(`SELECT id FROM users WHERE id = ${«req.params.id»}`, done);'),
    bad('sqlite3: all', 'sqlite3', "db.all('SELECT id FROM users WHERE id = ' + «req.params.id», done);"),
    bad('sqlite3: run', 'sqlite3', 'db.run(`DELETE FROM users WHERE id = ${«req.params.id»}`);'),
    bad('sqlite3: exec', 'sqlite3', 'db.exec(`DELETE FROM users WHERE id = ${«req.params.id»}`);'),
    bad('sqlite3: each', 'sqlite3', 'db.each(`SELECT id FROM users WHERE id = ${«req.params.id»}`, done);'),
    bad(
      'pg-promise: a raw placeholder',
      'promise',
      "res.json(await db.any('SELECT id FROM users ORDER BY $1:raw LIMIT 9', [«req.query.sort»]));",
    ),
    bad(
      'pg-promise: a raw placeholder, for one value',
      'promise',
      "res.json(await db.any('SELECT id FROM users ORDER BY $1^ LIMIT 9', «req.query.sort»));",
    ),
    bad(
      'pg-promise: a raw placeholder with a name',
      'promise',
      "res.json(await db.any('SELECT id FROM users WHERE ${where:raw} LIMIT 9', { where: «req.query.where» }));",
    ),
    bad(
      'pg-promise: an open value',
      'promise',
      `res.json(await db.any("SELECT id FROM users WHERE name LIKE '%$1:value%' LIMIT 9", [«req.query.name»]));`,
    ),
    bad(
      'better-sqlite3: prepare',
      'betterSqlite3',
      'res.json(db.prepare(`SELECT id FROM users WHERE id = ${«req.params.id»}`).get());',
    ),
    bad(
      'better-sqlite3: exec',
      'betterSqlite3',
      "db.exec('DELETE FROM users WHERE id = ' + «req.params.id»);",
    ),
    bad(
      'mssql: request().query',
      'mssql',
      "await pool.request().query(`SELECT id FROM users WHERE name = '${«req.query.name»}'`);",
    ),
    bad(
      'mssql: a Request',
      'mssql',
      `const request = new sql.Request();
       await request.query("SELECT id FROM users WHERE name = '" + «req.query.name» + "'");`,
    ),
    bad(
      'mssql: sql.query',
      'mssql',
      "await sql.query('SELECT id FROM users WHERE id = ' + «req.params.id»);",
    ),
    bad(
      'tedious',
      'tedious',
      `const request = new Request("SELECT id FROM users WHERE name = '" + «req.query.name» + "'", done);
       connection.execSql(request);`,
    ),
    bad(
      'oracledb',
      'oracledb',
      `const connection = await oracledb.getConnection();
       await connection.execute(\`SELECT id FROM users WHERE id = \${«req.params.id»}\`);`,
    ),
    bad('knex.raw', 'knex', "await knex.raw('SELECT id FROM users WHERE id = ' + «req.params.id»);"),
    bad('knex: whereRaw', 'knex', "await knex('users').whereRaw(`name = '${«req.query.name»}'`);"),
    bad('knex: whereRaw with +', 'knex', "await knex('users').whereRaw('id = ' + «req.params.id»);"),
    bad('knex: orderByRaw', 'knex', "await knex('users').orderByRaw(«req.query.sort»);"),
    bad(
      'knex: orderByRaw with more text',
      'knex',
      "await knex('users').orderByRaw(`${«req.query.sort»} DESC`);",
    ),
    bad(
      'knex: havingRaw',
      'knex',
      "await knex('users').groupBy('a').havingRaw(`count(*) > ${«req.query.n»}`);",
    ),
    bad('knex: joinRaw', 'knex', "await knex('users').joinRaw(`JOIN t ON t.name = '${«req.query.name»}'`);"),
    bad(
      'knex: select(knex.raw())',
      'knex',
      "await knex('users').select(knex.raw(`${«req.query.column»} AS x`));",
    ),
    bad(
      'knex: where(knex.raw())',
      'knex',
      "await knex('users').where(knex.raw(`name = '${«req.query.name»}'`));",
    ),
    bad(
      'sequelize.query',
      'sequelize',
      "await sequelize.query(`SELECT id FROM users WHERE name = '${«req.query.name»}'`, { type: QueryTypes.SELECT });",
    ),
    bad(
      'sequelize.literal',
      'sequelize',
      "await User.findAll({ where: sequelize.literal(`name = '${«req.query.name»}'`) });",
      "const User = sequelize.define('User', {});\n",
    ),
    bad(
      'Sequelize.literal',
      'sequelize',
      'await User.findAll({ order: Sequelize.literal(«req.query.sort») });',
      "const User = sequelize.define('User', {});\n",
    ),
    bad(
      'prisma.$queryRawUnsafe',
      'prisma',
      'await prisma.$queryRawUnsafe(`SELECT id FROM users WHERE id = ${«req.params.id»}`);',
    ),
    bad(
      'prisma.$executeRawUnsafe',
      'prisma',
      "await prisma.$executeRawUnsafe('DELETE FROM users WHERE id = ' + «req.params.id»);",
    ),
    bad('prisma.$queryRawUnsafe, all of it', 'prisma', 'await prisma.$queryRawUnsafe(«req.body.sql»);'),
    bad(
      'Prisma.raw inside a tagged template',
      'prisma',
      'await prisma.$queryRaw`SELECT id FROM users ORDER BY ${Prisma.raw(«req.query.sort»)}`;',
    ),
    bad(
      'prisma.$queryRaw with Prisma.raw',
      'prisma',
      "await prisma.$queryRaw(Prisma.raw(`SELECT id FROM users WHERE name = '${«req.query.name»}'`));",
    ),
    bad(
      'TypeORM: query',
      'typeorm',
      "await source.query(`SELECT id FROM users WHERE name = '${«req.query.name»}'`);",
    ),
    bad(
      'TypeORM: createQueryBuilder().where',
      'typeorm',
      `await source.getRepository(User).createQueryBuilder('u').where(\`u.name = '\${«req.query.name»}'\`).getMany();`,
      "const User = require('./user');\n",
    ),
    bad(
      'TypeORM: createQueryBuilder().where with +',
      'typeorm',
      `await getRepository(User).createQueryBuilder('u').where("u.name = '" + «req.query.name» + "'").getMany();`,
      "const User = require('./user');\n",
    ),
    bad(
      'TypeORM: query of a manager',
      'typeorm',
      "await source.manager.query('SELECT id FROM users WHERE id = ' + «req.params.id»);",
    ),
    bad(
      'drizzle: sql.raw',
      'drizzle',
      'await db.execute(sql.raw(`SELECT id FROM users WHERE id = ${«req.params.id»}`));',
    ),
    bad(
      'drizzle: sql.raw inside a template',
      'drizzle',
      'await db.execute(sql`SELECT id FROM users ORDER BY ${sql.raw(«req.query.sort»)}`);',
    ),
    bad(
      'slonik: a query object made by hand',
      'slonik',
      `const pool = await createPool(url);
       await pool.query({ sql: \`SELECT id FROM users WHERE id = \${«req.params.id»}\`, values: [] });`,
    ),
    bad('pg-promise: any', 'promise', 'await db.any(`SELECT id FROM users WHERE id = ${«req.params.id»}`);'),
    bad('pg-promise: one', 'promise', "await db.one('SELECT id FROM users WHERE id = ' + «req.params.id»);"),
    bad('pg-promise: none', 'promise', 'await db.none(`DELETE FROM users WHERE id = ${«req.params.id»}`);'),
    bad(
      'postgres.js: unsafe',
      'postgres',
      'await sql.unsafe(`SELECT id FROM users WHERE id = ${«req.params.id»}`);',
    ),
    bad(
      'postgres.js: unsafe inside a template',
      'postgres',
      'await sql`SELECT id FROM users ORDER BY ${sql.unsafe(«req.query.sort»)}`;',
    ),
    {
      name: 'several statements in one text',
      path: 'src/app.ts',
      code: "import { Pool } from 'pg';\nconst db = new Pool();\nexport const add = (clause: string) => db.query(`\n  BEGIN;\n  ALTER TABLE users ADD COLUMN name text DEFAULT ${«clause»};\n  COMMIT;`);\n",
      severity: 'warning',
    },
    {
      name: 'a pattern that lets more than names pass',
      code: route(
        'pg',
        `if (!/[a-z]+/.test(req.query.sort)) return res.status(400).end();\nawait db.query(\`SELECT id FROM users ORDER BY \${«req.query.sort»}\`);`,
      ),
    },
    {
      name: 'parseInt reads as far as it can: the text itself is not checked',
      code: route(
        'pg',
        `if (isNaN(parseInt(req.query.id))) return res.status(400).end();\nawait db.query(\`SELECT id FROM users WHERE id = \${«req.query.id»}\`);`,
      ),
    },
    {
      name: 'a check that there is some text',
      code: route(
        'pg',
        `if (!isString(req.query.id)) return res.status(400).end();\nawait db.query(\`SELECT id FROM users WHERE id = \${«req.query.id»}\`);`,
      ),
    },
    {
      name: 'a member of a schema that is free text',
      code: route(
        'pg',
        "const { value } = schema.validate(req.query);\nawait db.query(`SELECT id FROM users WHERE name = '${«value.name»}'`);",
        "const Joi = require('joi');\nconst schema = Joi.object({ name: Joi.string().required() });\n",
      ),
    },
    {
      name: 'Fastify',
      path: 'src/app.ts',
      code: "import Fastify from 'fastify';\nimport { pool } from './pool';\nconst app = Fastify();\napp.get('/users', async (request, reply) => {\n  const { name } = request.query as { name: string };\n  return pool.query(`SELECT id FROM users WHERE name = '${«name»}'`);\n});\n",
      files: { 'src/pool.ts': "import { Pool } from 'pg';\nexport const pool = new Pool();\n" },
    },
    {
      name: 'Koa',
      code: `${setups.pg}\nconst Router = require('@koa/router');\nconst router = new Router();\nrouter.get('/users', async (ctx) => {\n  ctx.body = await db.query(\`SELECT id FROM users WHERE name = '\${«ctx.query.name»}'\`);\n});\n`,
    },
    {
      name: 'Koa: a body',
      code: `${setups.pg}\nconst Router = require('@koa/router');\nconst router = new Router();\nrouter.post('/users', async (ctx) => {\n  const { name } = ctx.request.body;\n  ctx.body = await db.query("SELECT id FROM users WHERE name = '" + «name» + "'");\n});\n`,
    },
    {
      name: 'a route handler of Next.js',
      path: 'app/api/users/route.ts',
      code: "import { Pool } from 'pg';\nconst db = new Pool();\nexport async function GET(request: Request) {\n  const { searchParams } = new URL(request.url);\n  const name = searchParams.get('name');\n  return Response.json(await db.query(`SELECT id FROM users WHERE name = '${«name»}'`));\n}\n",
    },
    {
      name: 'an API route of Next.js',
      path: 'pages/api/users.js',
      code: `${setups.pg}\nexport default async function handler(req, res) {\n  res.json(await db.query('SELECT id FROM users WHERE id = ' + «req.query.id»));\n}\n`,
    },
    {
      name: 'a lambda',
      code: `${setups.pg}\nexports.handler = async (event) => {\n  const { id } = event.queryStringParameters;\n  return db.query('SELECT id FROM users WHERE id = ' + «id»);\n};\n`,
    },
    {
      name: 'a body that is parsed from JSON',
      code: `${setups.pg}\nexports.handler = async (event) => {\n  const body = JSON.parse(event.body);\n  return db.query('SELECT id FROM users WHERE id = ' + «body.id»);\n};\n`,
    },
    {
      name: 'the raw request of the http module',
      code: `${setups.pg}\nconst http = require('http');\nconst url = require('url');\nhttp.createServer(async (req, res) => {\n  const q = url.parse(req.url, true).query;\n  await db.query("SELECT id FROM users WHERE name = '" + «q.name» + "'");\n});\n`,
    },
    {
      name: 'a message of a socket',
      code: `${setups.pg}\nconst io = require('socket.io')(3000);\nio.on('connection', (socket) => {\n  socket.on('find', (name) => db.query(\`SELECT id FROM users WHERE name = '\${«name»}'\`));\n});\n`,
      severity: 'warning',
    },
    {
      name: 'a database that another file exports',
      code: "const db = require('./db');\nexports.show = (req, res) => db.query('SELECT id FROM users WHERE id = ' + «req.params.id», (error, rows) => res.json(rows));\n",
      files: { 'src/db.js': `${setups.mysql}\nmodule.exports = db;\n` },
    },
    {
      name: 'a helper of another file that runs it',
      code: "const { find } = require('./users');\nexports.show = async (req, res) => res.json(await find(req.params.id));\n",
      files: {
        'src/users.js': `${setups.pg}\nexports.find = (id) => db.query(\`SELECT id FROM users WHERE id = '\${«id»}'\`);\n`,
      },
      severity: 'warning',
    },
    {
      name: 'a helper of another file that makes a condition of its argument',
      code: `${setups.pg}\nconst { named } = require('./conditions');\nexports.show = (name) => db.query(\`SELECT id FROM users WHERE \${«named(name)»}\`);\n`,
      files: { 'src/conditions.js': "exports.named = (name) => `name = '${name}'`;\n" },
      severity: 'warning',
    },
    {
      name: 'a helper of another file that makes a condition of what a caller sent',
      code: `${setups.pg}\nconst { named } = require('./conditions');\nexports.show = (req, res) => db.query(\`SELECT id FROM users WHERE \${«named(req.query.name)»}\`);\n`,
      files: { 'src/conditions.js': "exports.named = (name) => `name = '${name}'`;\n" },
    },
    bad(
      'Drizzle: a raw fragment from a local variable',
      'drizzle',
      'const order = req.query.order; const rows = await db.execute(sql`SELECT id FROM users ORDER BY ${sql.raw(«order»)}`);',
    ),
    bad(
      'a default that what the request sends takes the place of',
      'pg',
      "const options = { sort: 'id', ...req.query }; const r = await db.query(`SELECT id FROM users ORDER BY ${«options.sort»}`);",
    ),
  ],
  valid: [
    good(
      'pg-promise: a name, a list, a value beside a raw one that is a constant',
      'promise',
      "const order = 'name'; await db.any('SELECT $1:name FROM users WHERE id IN ($2:csv) AND a = ${b} ORDER BY $3:raw', [req.query.column, req.query.ids, order]);",
    ),
    {
      name: 'snowflake-sdk: bound',
      code: "const snowflake = require('snowflake-sdk');\nconst connection = snowflake.createConnection({});\nconst handler = (req, res) => connection.execute({ sqlText: 'SELECT id FROM users WHERE name = ?', binds: [req.query.name] });\n",
    },
    // Bound values.
    good('pg', 'pg', "await db.query('SELECT id FROM users WHERE id = $1', [req.params.id]);"),
    good(
      'pg: an object',
      'pg',
      "await db.query({ text: 'SELECT id FROM users WHERE id = $1', values: [req.params.id] });",
    ),
    good('mysql', 'mysql', "db.query('SELECT id FROM users WHERE id = ?', [req.params.id], done);"),
    good(
      'mysql: ??',
      'mysql',
      "db.query('SELECT ?? FROM users WHERE id = ?', [columns, req.params.id], done);",
    ),
    good('mysql2', 'mysql2', "await db.execute('SELECT id FROM users WHERE id = ?', [req.params.id]);"),
    good('sqlite3', 'sqlite3', "db.get('SELECT id FROM users WHERE id = ?', [req.params.id], done);"),
    good(
      'sqlite3: named',
      'sqlite3',
      "db.get('SELECT id FROM users WHERE id = $id', { $id: req.params.id }, done);",
    ),
    good(
      'better-sqlite3',
      'betterSqlite3',
      "db.prepare('SELECT id FROM users WHERE id = ?').get(req.params.id);",
    ),
    good(
      'mssql',
      'mssql',
      "await pool.request().input('id', sql.Int, req.params.id).query('SELECT id FROM users WHERE id = @id');",
    ),
    good(
      'mssql: a tagged template',
      'mssql',
      'await sql.query`SELECT id FROM users WHERE id = ${req.params.id}`;',
    ),
    good(
      'tedious',
      'tedious',
      `const request = new Request('SELECT id FROM users WHERE name = @name', done);
       request.addParameter('name', TYPES.VarChar, req.query.name);
       connection.execSql(request);`,
    ),
    good(
      'oracledb',
      'oracledb',
      `const connection = await oracledb.getConnection();
       await connection.execute('SELECT id FROM users WHERE id = :id', [req.params.id]);`,
    ),
    good('knex.raw', 'knex', "await knex.raw('SELECT id FROM users WHERE id = ?', [req.params.id]);"),
    good('knex: whereRaw', 'knex', "await knex('users').whereRaw('id = ?', [req.params.id]);"),
    good('knex: where', 'knex', "await knex('users').where({ id: req.params.id }).orderBy(req.query.sort);"),
    good(
      'sequelize: replacements',
      'sequelize',
      "await sequelize.query('SELECT id FROM users WHERE id = :id', { replacements: { id: req.params.id } });",
    ),
    good(
      'sequelize: bind',
      'sequelize',
      "await sequelize.query('SELECT id FROM users WHERE id = $1', { bind: [req.params.id] });",
    ),
    good(
      'sequelize: literal of a constant',
      'sequelize',
      "await User.findAll({ order: sequelize.literal('name DESC') });",
    ),
    good(
      'prisma.$queryRaw',
      'prisma',
      'await prisma.$queryRaw`SELECT id FROM users WHERE id = ${req.params.id}`;',
    ),
    good(
      'prisma: Prisma.sql',
      'prisma',
      'await prisma.$queryRaw(Prisma.sql`SELECT id FROM users WHERE id = ${req.params.id}`);',
    ),
    good(
      'prisma: a condition made by Prisma.sql',
      'prisma',
      `const where = req.query.name ? Prisma.sql\`WHERE name = \${req.query.name}\` : Prisma.empty;
       await prisma.$queryRaw\`SELECT id FROM users \${where}\`;`,
    ),
    good(
      'prisma: Prisma.join',
      'prisma',
      'await prisma.$queryRaw`SELECT id FROM users WHERE id IN (${Prisma.join(req.body.ids)})`;',
    ),
    good(
      'prisma: placeholders',
      'prisma',
      "await prisma.$queryRawUnsafe('SELECT id FROM users WHERE id = $1', req.params.id);",
    ),
    good(
      'TypeORM: query',
      'typeorm',
      "await source.query('SELECT id FROM users WHERE id = $1', [req.params.id]);",
    ),
    good(
      'TypeORM: parameters',
      'typeorm',
      "await source.getRepository(User).createQueryBuilder('u').where('u.name = :name', { name: req.query.name }).getMany();",
    ),
    good(
      'drizzle: sql',
      'drizzle',
      'await db.execute(sql`SELECT id FROM users WHERE id = ${req.params.id}`);',
    ),
    good(
      'slonik',
      'slonik',
      `const pool = await createPool(url);
       await pool.any(sql.type(user)\`SELECT id FROM users WHERE id = \${req.params.id}\`);`,
    ),
    good(
      'slonik: identifier and join',
      'slonik',
      `const pool = await createPool(url);
       await pool.any(sql.unsafe\`SELECT \${sql.join(names.map((each) => sql.identifier([each])), sql.fragment\`, \`)} FROM users\`);`,
    ),
    good('pg-promise', 'promise', "await db.any('SELECT id FROM users WHERE id = $1', [req.params.id]);"),
    good(
      'pg-promise: named',
      'promise',
      "await db.any('SELECT id FROM users WHERE id = ${id}', { id: req.params.id });",
    ),
    good(
      'pg-promise: as.format',
      'promise',
      "await db.any(pgp.as.format('SELECT id FROM users WHERE id = $1', [req.params.id]));",
    ),
    good('postgres.js', 'postgres', 'await sql`SELECT id FROM users WHERE id = ${req.params.id}`;'),
    good(
      'postgres.js: a name',
      'postgres',
      'await sql`SELECT id FROM users ORDER BY ${sql(req.query.sort)}`;',
    ),
    // Text that is constant.
    good(
      'a branch of constants',
      'pg',
      "await db.query('SELECT id FROM users ORDER BY id ' + (req.query.desc ? 'DESC' : 'ASC'));",
    ),
    good(
      'conditions of constant text with numbered placeholders',
      'pg',
      `const where = [];
       const values = [];
       if (req.query.name) { values.push(req.query.name); where.push(\`name = $\${values.length}\`); }
       await db.query(\`SELECT id FROM users WHERE \${where.join(' AND ')}\`, values);`,
    ),
    good(
      'a counter of placeholders',
      'pg',
      `let n = 1;
       const sets = [];
       for (const key of ['name', 'email']) sets.push(\`\${key} = $\${n++}\`);
       await db.query(\`UPDATE users SET \${sets.join(', ')} WHERE id = $\${n}\`, values);`,
    ),
    good(
      'placeholders that are made',
      'mysql2',
      `const marks = req.body.ids.map(() => '?').join(',');
       await db.execute(\`SELECT id FROM users WHERE id IN (\${marks})\`, req.body.ids);`,
    ),
    good(
      'placeholders by fill',
      'mysql2',
      "await db.execute(`SELECT id FROM users WHERE id IN (${new Array(req.body.ids.length).fill('?').join(',')})`, req.body.ids);",
    ),
    good(
      'placeholders by Array',
      'mysql2',
      "await db.execute(`SELECT id FROM users WHERE id IN (${Array(req.body.ids.length).fill('?').join(',')})`, req.body.ids);",
    ),
    good(
      'placeholders by repeat',
      'mysql2',
      "await db.execute(`SELECT id FROM users WHERE id IN (${'?,'.repeat(req.body.ids.length).slice(0, -1)})`, req.body.ids);",
    ),
    good(
      'placeholders by Array.from',
      'pg',
      "await db.query(`SELECT id FROM users WHERE id IN (${Array.from({ length: req.body.ids.length }, (_, i) => `$${i + 1}`).join(',')})`, req.body.ids);",
    ),
    // Numbers.
    good(
      'parseInt',
      'pg',
      'await db.query(`SELECT id FROM users WHERE id = ${parseInt(req.params.id, 10)}`);',
    ),
    good('Number', 'pg', "await db.query('SELECT id FROM users WHERE id = ' + Number(req.params.id));"),
    good('unary plus', 'pg', "await db.query('SELECT id FROM users WHERE id = ' + (+req.params.id));"),
    good(
      'a number in a variable',
      'pg',
      `const id = Number.parseInt(req.params.id, 10);
       await db.query(\`SELECT id FROM users WHERE id = \${id}\`);`,
    ),
    good(
      'numbers with a default',
      'pg',
      `const limit = parseInt(req.query.limit, 10) || 20;
       const page = Math.max(1, Number(req.query.page) || 1);
       await db.query(\`SELECT id FROM users LIMIT \${limit} OFFSET \${(page - 1) * limit}\`);`,
    ),
    good(
      'a list of numbers',
      'pg',
      `const ids = req.body.ids.map(Number);
       await db.query(\`SELECT id FROM users WHERE id IN (\${ids.join(',')})\`);`,
    ),
    good(
      'a list of numbers by a function',
      'pg',
      `const ids = req.query.ids.split(',').map((each) => parseInt(each, 10));
       await db.query(\`SELECT id FROM users WHERE id IN (\${ids.join(',')})\`);`,
    ),
    good('~~', 'pg', "await db.query('SELECT id FROM users WHERE id = ' + ~~req.params.id);"),
    good('| 0', 'pg', "await db.query('SELECT id FROM users WHERE id = ' + (req.params.id | 0));"),
    good(
      'a number that is checked some lines above',
      'pg',
      `const id = req.params.id;
       if (!Number.isInteger(id)) { res.status(400).end(); return; }
       await db.query(\`SELECT id FROM users WHERE id = \${id}\`);`,
    ),
    good(
      'isNaN',
      'pg',
      `if (isNaN(req.params.id)) return res.status(400).end();
       await db.query('SELECT id FROM users WHERE id = ' + req.params.id);`,
    ),
    good(
      'typeof number',
      'pg',
      `const { id } = req.body;
       if (typeof id !== 'number') throw new Error('id');
       await db.query('SELECT id FROM users WHERE id = ' + id);`,
    ),
    good(
      'a pattern of digits',
      'pg',
      `if (!/^\\d+$/.test(req.params.id)) return res.status(400).end();
       await db.query('SELECT id FROM users WHERE id = ' + req.params.id);`,
    ),
    good(
      'match',
      'pg',
      `if (!req.params.id.match(/^[0-9]+$/)) return res.status(400).end();
       await db.query('SELECT id FROM users WHERE id = ' + req.params.id);`,
    ),
    // Lists of what is allowed.
    good(
      'an array',
      'pg',
      `if (!sortable.includes(req.query.sort)) return res.status(400).end();
       await db.query('SELECT id FROM users ORDER BY ' + req.query.sort);`,
      "const sortable = ['id', 'name'];\n",
    ),
    good(
      'a set',
      'pg',
      `const sort = sortable.has(req.query.sort) ? req.query.sort : 'id';
       await db.query(\`SELECT id FROM users ORDER BY \${sort}\`);`,
      "const sortable = new Set(['id', 'name']);\n",
    ),
    good(
      'a map of columns',
      'pg',
      `const column = columns[req.query.sort] || 'id';
       await db.query(\`SELECT id FROM users ORDER BY \${column}\`);`,
      "const columns = { id: 'u.id', name: 'u.name' };\n",
    ),
    good(
      'a Map',
      'pg',
      `const column = columns.get(req.query.sort) ?? 'id';
       await db.query(\`SELECT id FROM users ORDER BY \${column}\`);`,
      "const columns = new Map([['id', 'u.id'], ['name', 'u.name']]);\n",
    ),
    good(
      'indexOf',
      'pg',
      `if (sortable.indexOf(req.query.sort) === -1) throw new Error('sort');
       await db.query('SELECT id FROM users ORDER BY ' + req.query.sort);`,
      "const sortable = ['id', 'name'];\n",
    ),
    good(
      'find',
      'pg',
      `const column = sortable.find((each) => each === req.query.sort) ?? 'id';
       await db.query('SELECT id FROM users ORDER BY ' + column);`,
      "const sortable = ['id', 'name'];\n",
    ),
    good(
      'an index into a list',
      'pg',
      `const column = sortable[sortable.indexOf(req.query.sort)] || 'id';
       await db.query('SELECT id FROM users ORDER BY ' + column);`,
      "const sortable = ['id', 'name'];\n",
    ),
    good(
      'a filter by a list',
      'pg',
      `const wanted = req.query.fields.split(',').filter((each) => sortable.includes(each));
       await db.query(\`SELECT \${wanted.join(', ')} FROM users\`);`,
      "const sortable = ['id', 'name'];\n",
    ),
    good(
      'a filter of the list by what is asked for',
      'pg',
      `const wanted = sortable.filter((each) => req.query.fields.includes(each));
       await db.query(\`SELECT \${wanted.join(', ')} FROM users\`);`,
      "const sortable = ['id', 'name'];\n",
    ),
    good(
      'switch',
      'pg',
      `let order;
       switch (req.query.sort) {
         case 'name': order = 'name ASC'; break;
         default: order = 'id ASC';
       }
       await db.query('SELECT id FROM users ORDER BY ' + order);`,
    ),
    good(
      'a comparison with one word',
      'pg',
      `const direction = req.query.direction === 'desc' ? 'DESC' : 'ASC';
       await db.query(\`SELECT id FROM users ORDER BY id \${direction}\`);`,
    ),
    good(
      'a comparison of text in lower case',
      'pg',
      `const direction = req.query.direction?.toLowerCase() === 'desc' ? 'DESC' : 'ASC';
       await db.query(\`SELECT id FROM users ORDER BY id \${direction}\`);`,
    ),
    good(
      'if, else',
      'pg',
      `let column = 'id';
       if (req.query.sort === 'name') column = 'name';
       else if (req.query.sort === 'age') column = 'age';
       await db.query('SELECT id FROM users ORDER BY ' + column);`,
    ),
    good(
      'two comparisons that leave',
      'pg',
      `const { direction } = req.query;
       if (direction !== 'ASC' && direction !== 'DESC') return res.status(400).end();
       await db.query(\`SELECT id FROM users ORDER BY id \${direction}\`);`,
    ),
    good(
      'a list in the branch that goes on',
      'pg',
      `if (sortable.includes(req.query.sort)) {
         await db.query('SELECT id FROM users ORDER BY ' + req.query.sort);
       }`,
      "const sortable = ['id', 'name'];\n",
    ),
    good(
      'a function that answers from a list',
      'pg',
      'await db.query(`SELECT id FROM users ORDER BY ${columnOf(req.query.sort)}`);',
      "function columnOf(key) {\n  switch (key) {\n    case 'name':\n      return 'name';\n    default:\n      return 'id';\n  }\n}\n",
    ),
    good(
      'a function that checks',
      'pg',
      `if (!isColumn(req.query.sort)) return res.status(400).end();
       await db.query('SELECT id FROM users ORDER BY ' + req.query.sort);`,
      "const isColumn = (name) => ['id', 'name'].includes(name);\n",
    ),
    good(
      'Object.keys of a constant object',
      'pg',
      'await db.query(`SELECT ${Object.keys(columns).join(", ")} FROM users`);',
      'const columns = { id: 1, name: 2 };\n',
    ),
    good(
      'a list of what is allowed, in lower case',
      'pg',
      `const way = ['asc', 'desc'].includes(String(req.query.way).toLowerCase()) ? req.query.way : 'asc';
       await db.query(\`SELECT id FROM users ORDER BY id \${way}\`);`,
    ),
    good(
      'all but letters taken out',
      'pg',
      `const column = req.query.sort.replace(/[^a-zA-Z0-9_]/g, '');
       await db.query(\`SELECT id FROM users ORDER BY \${column}\`);`,
    ),
    good(
      'the quotes of a name doubled',
      'pg',
      'await db.query(`SELECT id FROM users ORDER BY "${req.query.sort.replace(/"/g, \'""\')}"`);',
    ),
    // Escaped.
    good(
      'mysql.escape',
      'mysql',
      "db.query('SELECT id FROM users WHERE id = ' + mysql.escape(req.params.id), done);",
    ),
    good(
      'db.escape',
      'mysql',
      "db.query('SELECT id FROM users WHERE id = ' + db.escape(req.params.id), done);",
    ),
    good(
      'escapeId',
      'mysql',
      "db.query('SELECT id FROM users ORDER BY ' + mysql.escapeId(req.query.sort), done);",
    ),
    good(
      'mysql.format',
      'mysql',
      "db.query(mysql.format('SELECT id FROM users WHERE id = ?', [req.params.id]), done);",
    ),
    good(
      'mysql.format, in a variable',
      'mysql',
      `const text = mysql.format('SELECT ?? FROM users WHERE id = ?', [column, req.params.id]);
       db.query(text, done);`,
    ),
    good(
      'sequelize.escape',
      'sequelize',
      "await sequelize.query('SELECT id FROM users WHERE name = ' + sequelize.escape(req.query.name));",
    ),
    good(
      'escapeLiteral',
      'client',
      'await db.query(`SELECT id FROM users WHERE name = ${db.escapeLiteral(req.query.name)}`);',
    ),
    good(
      'pg-format',
      'pg',
      "await db.query(format('SELECT %I FROM users WHERE id = %L', req.query.column, req.params.id));",
      "const format = require('pg-format');\n",
    ),
    // Checked by a schema.
    good(
      'an id that is a UUID',
      'pg',
      `if (!validate(req.params.id)) return res.status(400).end();
       await db.query(\`SELECT id FROM users WHERE id = '\${req.params.id}'\`);`,
      "const { validate } = require('uuid');\n",
    ),
    good(
      'a UUID by a pattern in a constant',
      'pg',
      `if (!uuid.test(req.params.id)) return res.status(400).end();
       await db.query(\`SELECT id FROM users WHERE id = '\${req.params.id}'\`);`,
      'const uuid = /^[0-9a-f-]{36}$/i;\n',
    ),
    good(
      'zod: an enumeration',
      'pg',
      `const { sort } = z.object({ sort: z.enum(['id', 'name']) }).parse(req.query);
       await db.query('SELECT id FROM users ORDER BY ' + sort);`,
      "const { z } = require('zod');\n",
    ),
    good(
      'zod: an enumeration of its own',
      'pg',
      `const sort = z.enum(['id', 'name']).parse(req.query.sort);
       await db.query('SELECT id FROM users ORDER BY ' + sort);`,
      "const { z } = require('zod');\n",
    ),
    good(
      'zod: safeParse',
      'pg',
      `const parsed = input.safeParse(req.query);
       if (!parsed.success) return res.status(400).end();
       await db.query(\`SELECT id FROM users LIMIT \${parsed.data.limit}\`);`,
      "const { z } = require('zod');\nconst input = z.object({ limit: z.coerce.number() });\n",
    ),
    good(
      'joi: valid',
      'pg',
      `const { value, error } = schema.validate(req.query);
       if (error) return res.status(400).end();
       await db.query('SELECT id FROM users ORDER BY ' + value.sort);`,
      "const Joi = require('joi');\nconst schema = Joi.object({ sort: Joi.string().valid('id', 'name') });\n",
    ),
    good('configuration', 'pg', 'await db.query(`SELECT id FROM ${process.env.TABLE}`);'),
    good('a log', 'pg', 'console.log(`SELECT id FROM users WHERE id = ${req.params.id}`);'),
    {
      name: "columns called as an ORM's metadata calls them",
      path: 'src/app.ts',
      code: "import { DataSource } from 'typeorm';\nexport class Slugs {\n  constructor(private readonly source: DataSource) {}\n  async taken(entity: string, value: string) {\n    const { column, owner } = this.resolve(entity);\n    return this.count(column, value, owner ? { name: owner } : undefined);\n  }\n  private resolve(entity: string) {\n    const metadata = this.source.getMetadata(entity);\n    return { column: metadata.columns[0].databaseName, owner: metadata.relations[0]?.joinColumns[0].databaseName };\n  }\n  private count(column: string, value: string, other?: { name: string }) {\n    const qb = this.source.createQueryBuilder().where(`e.${column} = :value`, { value });\n    if (other) qb.andWhere(`e.${other.name} IS NOT NULL`);\n    return qb.getCount();\n  }\n}\n",
    },
    {
      name: 'the keys of an object whose type spells them out',
      path: 'src/app.ts',
      code: "import { Pool } from 'pg';\nconst db = new Pool();\nexport function add(row: { id: string; name: string }) {\n  const entries = Object.entries(row);\n  return db.query(`INSERT INTO users (${entries.map(([key]) => key).join(', ')}) VALUES (${entries.map((_, i) => `$${i + 1}`).join(', ')})`, entries.map(([, value]) => value));\n}\n",
    },
    {
      name: "the name of a builder's parameter",
      path: 'src/app.ts',
      code: "import { Repository } from 'typeorm';\nexport const find = (users: Repository<unknown>, ids: string[], key: string) => users.createQueryBuilder('u').where(`u.id IN (:...ids_${key})`, { [`ids_${key}`]: ids }).getMany();\n",
    },
    {
      name: 'a check above a callback that uses the value',
      code: `${setups.pg}\nexports.make = async (command) => {\n  const size = command.size;\n  if (!size || !Number.isInteger(size) || size < 1) throw new Error('size');\n  await inTransaction(async (trx) => {\n    await db.query(\`CREATE TABLE v (e halfvec(\${size}))\`);\n  });\n};\n`,
    },
    {
      name: 'conditions that functions of another file make, escaped',
      path: 'src/app.ts',
      code: "import { Pool } from 'pg';\nimport { inList } from './filters';\nimport { LIST_SQL } from './list.sql';\nconst db = new Pool();\nexport const list = (names: string[]) => db.query(LIST_SQL({ filter: inList(names) }));\n",
      files: {
        'src/filters.ts':
          "import { literal } from 'pg-format';\nexport const inList = (names?: string[]) => (names?.length ? `IN (${names.map(literal).join(',')})` : '');\n",
        'src/list.sql.ts':
          "export const LIST_SQL = (props: { filter: string }) => `SELECT id FROM users ${props.filter ? `WHERE name ${props.filter}` : ''}`;\n",
      },
    },
    {
      name: 'an enumeration of another file',
      path: 'src/app.ts',
      code: "import { Pool } from 'pg';\nimport { Column } from './column';\nconst db = new Pool();\nexport const list = () => db.query(`SELECT id FROM users ORDER BY ${Column.Name}`);\n",
      files: { 'src/column.ts': "export enum Column { Name = 'name', Age = 'age' }\n" },
    },
    {
      name: 'a parameter of an enumeration of another file',
      path: 'src/app.ts',
      code: "import { Pool } from 'pg';\nimport { Column } from './column';\nconst db = new Pool();\nexport const list = (by: Column) => db.query(`SELECT id FROM users ORDER BY ${by}`);\n",
      files: { 'src/column.ts': "export enum Column { Name = 'name', Age = 'age' }\n" },
    },
    {
      name: 'a parameter of a type of literals of another file',
      path: 'src/app.ts',
      code: "import { Pool } from 'pg';\nimport type { Direction } from './direction';\nconst db = new Pool();\nexport const list = (by: Direction) => db.query(`SELECT id FROM users ORDER BY id ${by}`);\n",
      files: { 'src/direction.ts': "export type Direction = 'ASC' | 'DESC';\n" },
    },
    {
      name: 'a constant of a class of another file',
      path: 'src/app.ts',
      code: "import { Pool } from 'pg';\nimport { Users } from './users';\nconst db = new Pool();\nexport const list = () => db.query(`SELECT ${Users.columns} FROM users`);\n",
      files: { 'src/users.ts': "export class Users {\n  static readonly columns = 'id, name';\n}\n" },
    },
    {
      name: 'a constant of the class itself',
      path: 'src/app.ts',
      code: "import { Pool } from 'pg';\nconst db = new Pool();\nexport class Users {\n  private static readonly columns = 'id, name';\n  private readonly table = 'users';\n  list() {\n    return db.query(`SELECT ${Users.columns} FROM ${this.table}`);\n  }\n}\n",
    },
    {
      name: 'a member of a constant object of another file',
      code: `${setups.pg}\nconst { tables } = require('./tables');\nexports.list = () => db.query(\`SELECT id FROM \${tables.users}\`);\n`,
      files: { 'src/tables.js': "exports.tables = { users: 'users', teams: 'teams' };\n" },
    },
    {
      name: 'a look-up in a constant object of another file',
      code: `${setups.pg}\nconst { columns } = require('./columns');\nexports.list = (req, res) => db.query(\`SELECT id FROM users ORDER BY \${columns[req.query.sort] ?? 'id'}\`);\n`,
      files: { 'src/columns.js': "exports.columns = { id: 'u.id', name: 'u.name' };\n" },
    },
    {
      name: 'a function of another file that gives constant text',
      code: `${setups.pg}\nconst { visible } = require('./conditions');\nexports.list = () => db.query(\`SELECT id FROM users WHERE \${visible('u')}\`);\n`,
      files: { 'src/conditions.js': 'exports.visible = (alias) => `${alias}.deleted_at IS NULL`;\n' },
    },
    {
      name: 'a function of another file that builds a statement of constants',
      path: 'src/app.ts',
      code: "import { Pool } from 'pg';\nimport { listOf } from './statements';\nconst db = new Pool();\nexport const list = (limit: number) => db.query(listOf({ limit }));\n",
      files: {
        'src/statements.ts':
          'export const listOf = ({ limit }: { limit: number }) => `SELECT id FROM users LIMIT ${limit}`;\n',
      },
    },
    {
      name: 'a function of another file that looks up a list',
      code: `${setups.pg}\nconst { columnOf } = require('./columns');\nexports.list = (req, res) => db.query(\`SELECT id FROM users ORDER BY \${columnOf(req.query.sort)}\`);\n`,
      files: {
        'src/columns.js':
          "const columns = { id: 'u.id', name: 'u.name' };\nexports.columnOf = (key) => columns[key] ?? 'u.id';\n",
      },
    },
    good(
      'a member that is written after what the request sends',
      'pg',
      "const options = { ...req.query, sort: 'id' }; const r = await db.query(`SELECT id FROM users ORDER BY ${options.sort}`);",
    ),
    good(
      'pg-promise: a condition that it formats',
      'promise',
      "const where = pgp.as.format('WHERE name = $1', [req.query.name]); const rows = await db.any('SELECT id FROM users ' + where);",
    ),
    good(
      'pg-promise: rows that it puts together',
      'promise',
      "await db.none(pgp.helpers.insert(req.body.rows, ['name'], 'users') + ' ON CONFLICT DO NOTHING');",
    ),
    good(
      'Drizzle: a raw fragment that the code spells out',
      'drizzle',
      "const order = 'id'; await db.execute(sql`SELECT id FROM users ORDER BY ${sql.raw(order)}`);",
    ),
  ],
});

/** What the fixes make of text in its several forms. */
ruleTests(sqlInjection, {
  files: { 'migrations/1.sql': 'CREATE TABLE users (id int PRIMARY KEY, name text);' },
  invalid: [
    {
      ...bad('+ at the end', 'pg', "await db.query('SELECT id FROM users WHERE id = ' + «req.params.id»);"),
      output: route('pg', "await db.query('SELECT id FROM users WHERE id = $1', [req.params.id]);"),
    },
    {
      ...bad(
        '+ between literals, in quotes, two of them',
        'mysql',
        `db.query("SELECT id FROM users WHERE name = '" + «req.query.a» + "' AND id = " + «req.query.b», (error, rows) => res.json(rows));`,
      ),
      fix: 'Bind 2 values',
      output: route(
        'mysql',
        'db.query("SELECT id FROM users WHERE name = ? AND id = ?", [req.query.a, req.query.b], (error, rows) => res.json(rows));',
      ),
    },
    {
      ...bad(
        'a text in a constant: the values go to the call',
        'pg',
        `const text = \`SELECT id FROM users WHERE id = \${«req.params.id»}\`;
         await db.query(text);`,
      ),
      output: route(
        'pg',
        `const text = \`SELECT id FROM users WHERE id = $1\`;
         await db.query(text, [req.params.id]);`,
      ),
    },
    {
      ...bad(
        'a pattern',
        'pg',
        `await db.query("SELECT id FROM users WHERE name LIKE '%" + «req.query.q» + "%'");`,
      ),
      output: route('pg', 'await db.query("SELECT id FROM users WHERE name LIKE $1", [`%${req.query.q}%`]);'),
    },
    {
      ...bad(
        'sqlite3',
        'sqlite3',
        'db.get(`SELECT id FROM users WHERE id = ${«req.params.id»}`, (e, row) => res.json(row));',
      ),
      output: route(
        'sqlite3',
        'db.get(`SELECT id FROM users WHERE id = ?`, [req.params.id], (e, row) => res.json(row));',
      ),
    },
    {
      ...bad('knex', 'knex', "await knex.raw('SELECT id FROM users WHERE id = ' + «req.params.id»);"),
      output: route('knex', "await knex.raw('SELECT id FROM users WHERE id = ?', [req.params.id]);"),
    },
    {
      ...bad(
        'a condition that is added under a condition: its value cannot be bound always',
        'pg',
        `let text = 'SELECT id FROM users WHERE true';
         if (req.query.name) text += \` AND name = '\${«req.query.name»}'\`;
         await db.query(text);`,
      ),
      output: false,
    },
    {
      ...bad(
        'values that cannot be counted',
        'pg',
        'await db.query(`SELECT id FROM users WHERE id = ${«req.params.id»}`, values);',
      ),
      output: false,
    },
    {
      ...bad(
        'the number of the question marks before tells where it goes',
        'mysql',
        'db.query(`SELECT id FROM users WHERE name = ? AND id = ${«req.params.id»}`, [name]);',
      ),
      output: route(
        'mysql',
        'db.query(`SELECT id FROM users WHERE name = ? AND id = ?`, [name, req.params.id]);',
      ),
    },
    {
      ...bad(
        'a column to order by',
        'pg',
        'await db.query(`SELECT id FROM users ORDER BY ${«req.query.sort»}`);',
      ),
      fix: 'Choose req.query.sort from the columns of users',
      output: route(
        'pg',
        "await db.query(`SELECT id FROM users ORDER BY ${['id', 'name'].includes(req.query.sort) ? req.query.sort : 'id'}`);",
      ),
    },
    {
      ...bad(
        'a column to order by, added with +',
        'pg',
        "await db.query('SELECT id FROM users ORDER BY ' + «req.query.sort»);",
      ),
      output: route(
        'pg',
        "await db.query('SELECT id FROM users ORDER BY ' + (['id', 'name'].includes(req.query.sort) ? req.query.sort : 'id'));",
      ),
    },
  ],
  valid: [
    {
      ...good(
        'a choice from the columns',
        'pg',
        "await db.query('SELECT id FROM users ORDER BY ' + (['id', 'name'].includes(req.query.sort) ? req.query.sort : 'id'));",
      ),
    },
  ],
});
