import rule from '../../../rules/infrastructure/unclosed-connection/rule';
import { ruleTests } from '../rule-tester';

const pg = "const { Pool, Client } = require('pg');\nconst pool = new Pool();\n";
const mysql = "const mysql = require('mysql2');\nconst pool = mysql.createPool({});\n";
const promised = "import mysql from 'mysql2/promise';\nconst pool = mysql.createPool({});\n";
const sql = "'SELECT id FROM orders'";
const inFunction = (body: string) => `${pg}async function load(id) {\n${body}}\nmodule.exports = { load };\n`;
const inHandler = (head: string, body: string) => `${head}exports.list = async (req, res) => {\n${body}};\n`;

ruleTests(rule, {
  invalid: [
    {
      name: 'clients that a handler opens in one expression, or by their first query',
      code: "const app = require('express')();\nconst mongoose = require('mongoose');\nconst { MongoClient } = require('mongodb');\nconst { createClient } = require('redis');\napp.get('/a', async (req, res) => {\n  const connection = await «mongoose.createConnection»(url).asPromise();\n  res.json(await connection.model('A', schema).findOne());\n});\napp.get('/b', async (req, res) => {\n  const client = await «createClient»({ url }).on('error', console.error).connect();\n  res.json(await client.get('b'));\n});\napp.get('/c', async (req, res) => {\n  const client = await «createClient()».connect();\n  res.json(await client.get('c'));\n});\napp.get('/d', async (req, res) => {\n  const client = «new MongoClient»(url);\n  const db = client.db('shop');\n  res.json(await db.collection('d').findOne({}));\n});\n",
    },
    {
      name: 'pg: nothing releases it',
      code: inFunction(
        `  const client = await «pool.connect()»;\n  const { rows } = await client.query(${sql});\n  return rows;\n`,
      ),
      messages: [
        'pool.connect() takes a connection from the pool and nothing gives it back: after a few calls the pool is empty, and every request waits. Release it in a finally block.',
      ],
      fix: 'Release the connection in a finally block',
      output: inFunction(
        `  const client = await pool.connect();\n  try {\n    const { rows } = await client.query(${sql});\n    return rows;\n  } finally {\n    client.release();\n  }\n`,
      ),
    },
    {
      name: 'a release outside finally leaks when something throws',
      code: inFunction(
        `  const client = await «pool.connect()»;\n  const { rows } = await client.query(${sql});\n  client.release();\n  return rows;\n`,
      ),
      messages: [
        'When something throws before client.release(), the connection of pool.connect() is lost. Call client.release() in a finally block.',
      ],
      related: [1],
      output: inFunction(
        `  const client = await pool.connect();\n  try {\n    const { rows } = await client.query(${sql});\n    return rows;\n  } finally {\n    client.release();\n  }\n`,
      ),
    },
    {
      name: 'an early return before the release',
      code: inFunction(
        `  const client = await «pool.connect()»;\n  try {\n    const { rows } = await client.query(${sql});\n    if (rows.length === 0) return null;\n    client.release();\n    return rows[0];\n  } catch (error) {\n    client.release();\n    throw error;\n  }\n`,
      ),
      messages: [
        'The connection of pool.connect() is still open on one way out of this function, so it is lost there. Call client.release() in a finally block.',
      ],
      output: inFunction(
        `  const client = await pool.connect();\n  try {\n    const { rows } = await client.query(${sql});\n    if (rows.length === 0) return null;\n    return rows[0];\n  } catch (error) {\n    throw error;\n  } finally {\n    client.release();\n  }\n`,
      ),
    },
    {
      name: 'released in catch only',
      code: inFunction(
        `  const client = await «pool.connect()»;\n  try {\n    return await client.query(${sql});\n  } catch (error) {\n    client.release();\n    throw error;\n  }\n`,
      ),
    },
    {
      name: 'released on success only',
      code: inFunction(
        `  const client = await «pool.connect()»;\n  try {\n    await client.query('BEGIN');\n    await client.query('UPDATE orders SET state = 1 WHERE id = $1', [id]);\n    await client.query('COMMIT');\n    client.release();\n  } catch (error) {\n    await client.query('ROLLBACK');\n    throw error;\n  }\n`,
      ),
    },
    {
      name: 'something else is awaited before the try',
      code: inFunction(
        `  const client = await «pool.connect()»;\n  const name = await nameOf(id);\n  try {\n    await client.query('SELECT id FROM orders WHERE name = $1', [name]);\n  } finally {\n    client.release();\n  }\n`,
      ),
    },
    {
      name: 'a variable that is declared before',
      code: inFunction(
        `  let client;\n  client = await «pool.connect()»;\n  const { rows } = await client.query(${sql});\n  client.release();\n  return rows;\n`,
      ),
      output: false,
    },
    {
      name: 'one case of a switch returns without releasing',
      code: inFunction(
        `  const client = await «pool.connect()»;\n  try {\n    switch (id) {\n      case 1:\n        return 1;\n      default:\n        client.release();\n        return 2;\n    }\n  } catch {\n    client.release();\n  }\n`,
      ),
    },
    {
      name: 'in a loop',
      code: `${pg}async function all(ids) {\n  for (const id of ids) {\n    const client = await «pool.connect()»;\n    await client.query('SELECT pg_notify($1)', [id]);\n  }\n}\nmodule.exports = all;\n`,
    },
    {
      name: 'TypeScript, a class and an injected pool',
      path: 'src/a.ts',
      code: `import { Pool } from 'pg';\nexport class Orders {\n  constructor(private readonly pool: Pool) {}\n  async load() {\n    const client = await «this.pool.connect()»;\n    const { rows } = await client.query(${sql});\n    client.release();\n    return rows;\n  }\n}\n`,
    },
    {
      name: 'a pool of another file, CommonJS',
      files: {
        'src/db.js': `${pg}module.exports = { pool };\n`,
        'src/a.js': `const { pool } = require('./db');\nexports.load = async () => {\n  const client = await «pool.connect()»;\n  return client.query(${sql});\n};\n`,
      },
    },
    {
      name: 'a pool of another file, the default export',
      files: {
        'src/db.ts': "import pg from 'pg';\nconst pool = new pg.Pool();\nexport default pool;\n",
        'src/a.ts': `import db from './db.js';\nexport const load = async () => {\n  const client = await «db.connect()»;\n  const { rows } = await client.query(${sql});\n  client.release();\n  return rows;\n};\n`,
      },
    },
    {
      name: 'a function of another file hands it out',
      files: {
        'src/db.js': `${pg}exports.getClient = () => pool.connect();\n`,
        'src/a.js': `const db = require('./db');\nexports.load = async () => {\n  const client = await «db.getClient()»;\n  const { rows } = await client.query(${sql});\n  client.release();\n  return rows;\n};\n`,
      },
    },
    {
      name: 'a function that is given it does not release it either',
      files: {
        'src/db.js': `${pg}module.exports = { pool };\n`,
        'src/insert.js': "exports.insert = async (client) => client.query('SELECT id FROM orders');\n",
        'src/a.js':
          "const { pool } = require('./db');\nconst { insert } = require('./insert');\nexports.load = async () => {\n  const client = await «pool.connect()»;\n  await insert(client);\n};\n",
      },
    },
    {
      name: 'then without a catch',
      code: `${pg}exports.load = () =>\n  «pool.connect()».then((client) =>\n    client.query(${sql}).then((result) => {\n      client.release();\n      return result.rows;\n    }),\n  );\n`,
    },
    {
      name: 'pg with callbacks: an error returns before done()',
      code: `${pg}exports.load = (next) => {\n  «pool.connect»((error, client, done) => {\n    if (error) return next(error);\n    client.query(${sql}, (failed, result) => {\n      if (failed) return next(failed);\n      done();\n      next(null, result.rows);\n    });\n  });\n};\n`,
    },
    {
      name: 'mysql2 with callbacks: no release',
      code: `${mysql}exports.load = (req, res) => {\n  «pool.getConnection»((error, connection) => {\n    if (error) return res.status(500).end();\n    connection.query(${sql}, (failed, rows) => {\n      res.json(rows);\n    });\n  });\n};\n`,
    },
    {
      name: 'mysql with callbacks: an error is thrown before the release',
      code: `const mysql = require('mysql');\nconst pool = mysql.createPool({});\nexports.load = (callback) => {\n  «pool.getConnection»(function (err, connection) {\n    if (err) throw err;\n    connection.query(${sql}, function (error, rows) {\n      if (error) throw error;\n      connection.release();\n      callback(rows);\n    });\n  });\n};\n`,
    },
    {
      name: 'mysql2/promise',
      path: 'src/a.mjs',
      code: `${promised}export async function load() {\n  const connection = await «pool.getConnection()»;\n  const [rows] = await connection.query(${sql});\n  connection.release();\n  return rows;\n}\n`,
    },
    {
      name: 'mysql2: promise() of a pool',
      code: `${mysql}exports.load = async () => {\n  const connection = await «pool.promise().getConnection()»;\n  const [rows] = await connection.query(${sql});\n  return rows;\n};\n`,
    },
    {
      name: 'mariadb',
      code: `const mariadb = require('mariadb');\nconst pool = mariadb.createPool({});\nexports.load = async () => {\n  const conn = await «pool.getConnection()»;\n  const rows = await conn.query(${sql});\n  conn.release();\n  return rows;\n};\n`,
    },
    {
      name: 'a connection whose result nobody keeps',
      code: inFunction(`  await «pool.connect()»;\n  return id;\n`),
    },
    {
      name: 'pg: new Client without end',
      code: inFunction(
        `  const client = new Client();\n  await client.connect();\n  const { rows } = await client.query(${sql});\n  return rows;\n`,
      ).replace('new Client()', '«new Client»()'),
      messages: [
        'new Client() opens a connection that nothing closes: each call leaves one more open, until the server refuses new ones. Close it in a finally block.',
      ],
      fix: 'Close the connection in a finally block',
      output: inFunction(
        `  const client = new Client();\n  await client.connect();\n  try {\n    const { rows } = await client.query(${sql});\n    return rows;\n  } finally {\n    await client.end();\n  }\n`,
      ),
    },
    {
      name: 'pg: end() that an error jumps over',
      code: inFunction(
        `  const client = new Client();\n  await client.connect();\n  const { rows } = await client.query(${sql});\n  await client.end();\n  return rows;\n`,
      ).replace('new Client()', '«new Client»()'),
      output: inFunction(
        `  const client = new Client();\n  await client.connect();\n  try {\n    const { rows } = await client.query(${sql});\n    return rows;\n  } finally {\n    await client.end();\n  }\n`,
      ),
    },
    {
      name: 'mysql2/promise: createConnection without end',
      path: 'src/a.mjs',
      code: `import mysql from 'mysql2/promise';\nexport async function load() {\n  const connection = await «mysql.createConnection»({});\n  const [rows] = await connection.execute(${sql});\n  return rows;\n}\n`,
    },
    {
      name: 'MongoDB: a client for each request',
      code: inHandler(
        "const { MongoClient } = require('mongodb');\n",
        "  const client = new MongoClient(process.env.MONGO_URL);\n  await client.connect();\n  const items = await client.db('shop').collection('items').find().limit(10).toArray();\n  res.json(items);\n",
      ).replace('new MongoClient', '«new MongoClient»'),
    },
    {
      name: 'MongoDB: MongoClient.connect',
      code: inHandler(
        "const { MongoClient } = require('mongodb');\n",
        "  const client = await «MongoClient.connect»(process.env.MONGO_URL);\n  const items = await client.db('shop').collection('items').find().limit(10).toArray();\n  await client.close();\n  res.json(items);\n",
      ),
    },
    {
      name: 'TypeORM: a query runner without release',
      path: 'src/a.ts',
      code: "import { DataSource } from 'typeorm';\nexport class Orders {\n  constructor(private readonly dataSource: DataSource) {}\n  async pay() {\n    const queryRunner = «this.dataSource.createQueryRunner()»;\n    await queryRunner.connect();\n    await queryRunner.startTransaction();\n    try {\n      await queryRunner.manager.increment('orders', {}, 'paid', 1);\n      await queryRunner.commitTransaction();\n    } catch (error) {\n      await queryRunner.rollbackTransaction();\n      throw error;\n    }\n  }\n}\n",
    },
    {
      name: 'pg: a pool for each request',
      code: inHandler(
        "const { Pool } = require('pg');\n",
        `  const db = new Pool();\n  const { rows } = await db.query(${sql});\n  res.json(rows);\n`,
      ).replace('new Pool', '«new Pool»'),
      messages: [
        'new Pool() makes a client with connections of its own each time this code runs, and nothing closes it. Make one when the module is loaded, and share it.',
      ],
      output: false,
    },
    {
      name: 'Prisma: a client for each request',
      path: 'src/a.ts',
      code: "import { PrismaClient } from '@prisma/client';\nexport async function list(req, res) {\n  const prisma = «new PrismaClient»();\n  const orders = await prisma.order.findMany({ take: 10 });\n  res.json(orders);\n}\n",
    },
    {
      name: 'knex for each request',
      code: inHandler(
        "const knex = require('knex');\n",
        "  const db = «knex»({ client: 'pg' });\n  res.json(await db('orders').select('id').limit(10));\n",
      ),
    },
    {
      name: 'Sequelize for each request',
      code: inHandler(
        "const { Sequelize } = require('sequelize');\n",
        '  const db = «new Sequelize»(process.env.DATABASE_URL);\n  res.json(await db.authenticate());\n',
      ),
    },
    {
      name: 'ioredis for each request',
      code: inHandler(
        "const Redis = require('ioredis');\n",
        "  const redis = «new Redis»();\n  res.json(await redis.get('orders'));\n",
      ),
    },
    {
      name: 'redis for each request',
      path: 'src/a.ts',
      code: "import { createClient } from 'redis';\nexport async function list(req, res) {\n  const redis = «createClient()»;\n  await redis.connect();\n  res.json(await redis.get('orders'));\n}\n",
    },
    {
      name: 'SQLite',
      code: `const sqlite3 = require('sqlite3');\nexports.list = (req, res) => {\n  const db = new sqlite3.Database('shop.db');\n  db.all(${sql}, (error, rows) => {\n    res.json(rows);\n  });\n};\n`.replace(
        'new sqlite3.Database',
        '«new sqlite3.Database»',
      ),
    },
    {
      name: 'inside of a route that the function itself defines',
      code: "const express = require('express');\nconst { Pool } = require('pg');\nconst app = express();\napp.get('/healthz', async (req, res) => {\n  const db = «new Pool»();\n  await db.query('SELECT 1');\n  res.json({});\n});\n",
    },
    {
      name: 'mysql2/promise: caught and returned, released only behind',
      path: 'src/a.mjs',
      code: `${promised}export async function load() {\n  const connection = await «pool.getConnection()»;\n  try {\n    const [rows] = await connection.query(${sql});\n    connection.release();\n    return rows;\n  } catch (error) {\n    return [];\n  }\n}\n`,
    },
    {
      name: 'the project’s own getConnection',
      files: {
        'src/db.js': `${mysql}exports.getConnection = async () => {\n  return await pool.promise().getConnection();\n};\n`,
        'src/a.js': `const { getConnection } = require('./db');\nexports.load = async () => {\n  const connection = await «getConnection()»;\n  const [rows] = await connection.query(${sql});\n  connection.release();\n  return rows;\n};\n`,
      },
    },
    {
      name: 'a pool that a path alias leads to',
      path: 'src/a.ts',
      code: `import { pool } from '@/db';\nexport async function load() {\n  const client = await «pool.connect()»;\n  const { rows } = await client.query(${sql});\n  client.release();\n  return rows;\n}\n`,
    },
    {
      name: 'a pool that the caller hands in',
      code: `exports.load = async (pool) => {\n  const client = await «pool.connect()»;\n  const { rows } = await client.query(${sql});\n  client.release();\n  return rows;\n};\n`,
    },
    {
      name: 'better-sqlite3 for each request',
      code: inHandler(
        "const Database = require('better-sqlite3');\n",
        "  const db = «new Database»('shop.db');\n  res.json(db.prepare('SELECT id FROM orders LIMIT 10').all());\n",
      ),
    },
    {
      name: 'pg: a client with callbacks that nothing ends',
      code: `const { Client } = require('pg');\nexports.load = (next) => {\n  const client = «new Client»();\n  client.connect((error) => {\n    if (error) return next(error);\n    client.query(${sql}, (failed, result) => next(failed, result));\n  });\n};\n`,
    },
    {
      name: 'in a lambda’s handler',
      code: `const { Client } = require('pg');\nexports.handler = async () => {\n  const client = «new Client»();\n  await client.connect();\n  const { rows } = await client.query(${sql});\n  return rows;\n};\n`,
    },
  ],
  valid: [
    {
      name: 'released in finally',
      code: inFunction(
        `  const client = await pool.connect();\n  try {\n    return await client.query(${sql});\n  } finally {\n    client.release();\n  }\n`,
      ),
    },
    {
      name: 'taken inside of the try',
      code: inFunction(
        `  let client;\n  try {\n    client = await pool.connect();\n    return await client.query(${sql});\n  } catch (error) {\n    return [];\n  } finally {\n    if (client) client.release();\n  }\n`,
      ),
    },
    {
      name: 'an optional call in finally',
      code: inFunction(
        `  let client;\n  try {\n    client = await pool.connect();\n    return await client.query(${sql});\n  } finally {\n    client?.release();\n  }\n`,
      ),
    },
    {
      name: 'BEGIN before the try',
      code: inFunction(
        `  const client = await pool.connect();\n  await client.query('BEGIN');\n  try {\n    await client.query('COMMIT');\n  } finally {\n    client.release();\n  }\n`,
      ),
    },
    {
      name: 'released on each path by hand',
      code: inFunction(
        `  const client = await pool.connect();\n  try {\n    const { rows } = await client.query(${sql});\n    if (rows.length === 0) {\n      client.release();\n      return null;\n    }\n    client.release();\n    return rows[0];\n  } catch (error) {\n    client.release(error);\n    throw error;\n  }\n`,
      ),
    },
    {
      name: 'caught, then released behind',
      code: inFunction(
        `  const client = await pool.connect();\n  let rows = [];\n  try {\n    ({ rows } = await client.query(${sql}));\n  } catch (error) {\n    rows = [];\n  }\n  client.release();\n  return rows;\n`,
      ),
    },
    {
      name: 'a flag says whether it is released',
      code: inFunction(
        `  const client = await pool.connect();\n  let released = false;\n  try {\n    await client.query(${sql});\n    client.release();\n    released = true;\n  } finally {\n    if (!released) client.release();\n  }\n`,
      ),
    },
    { name: 'returned', code: inFunction('  const client = await pool.connect();\n  return client;\n') },
    {
      name: 'returned in an object',
      code: inFunction(
        '  const client = await pool.connect();\n  return { client, release: () => client.release() };\n',
      ),
    },
    {
      name: 'returned or released (a lease)',
      code: inFunction(
        `  const client = await pool.connect();\n  try {\n    const { rows } = await client.query(${sql});\n    if (rows.length > 0) return client;\n  } catch (error) {\n    client.release(error);\n    throw error;\n  }\n  client.release();\n  return null;\n`,
      ),
    },
    {
      name: 'stored in a field',
      code: `${pg}class Session {\n  async open() {\n    this.client = await pool.connect();\n  }\n}\nmodule.exports = Session;\n`,
    },
    {
      name: 'stored in a field by way of a variable',
      code: `${pg}class Session {\n  async open() {\n    const client = await pool.connect();\n    await client.query('SELECT 1');\n    this.client = client;\n  }\n}\nmodule.exports = Session;\n`.replace(
        "    await client.query('SELECT 1');\n",
        '',
      ),
    },
    {
      name: 'given to an owner',
      code: inFunction('  const client = await pool.connect();\n  return new Session(client);\n'),
    },
    {
      name: 'kept in a map',
      code: `${pg}const open = new Map();\nexports.open = async (id) => {\n  const client = await pool.connect();\n  open.set(id, client);\n};\n`,
    },
    {
      name: 'a module’s own variable',
      code: `${pg}let client;\nexports.connect = async () => {\n  client = await pool.connect();\n};\n`,
    },
    {
      name: 'using',
      path: 'src/a.ts',
      code: `import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function load() {\n  await using client = await pool.connect();\n  return client.query(${sql});\n}\n`,
    },
    {
      name: 'a helper that hands it to a callback and releases it',
      code: `${pg}async function withClient(work) {\n  const client = await pool.connect();\n  try {\n    return await work(client);\n  } finally {\n    client.release();\n  }\n}\nexports.load = () => withClient(async (client) => client.query(${sql}));\n`,
    },
    {
      name: 'slonik: the pool hands it to a callback',
      code: "const { createPool, sql } = require('slonik');\nconst pool = createPool('x');\nexports.load = () => pool.connect(async (connection) => connection.any(sql`SELECT 1`));\n",
    },
    {
      name: 'finally of a promise',
      code: `${pg}exports.load = () =>\n  pool.connect().then((client) => client.query(${sql}).finally(() => client.release()));\n`,
    },
    {
      name: 'then and catch both release',
      code: `${pg}exports.load = () =>\n  pool.connect().then((client) =>\n    client.query(${sql}).then((result) => {\n      client.release();\n      return result.rows;\n    }).catch((error) => {\n      client.release();\n      throw error;\n    }),\n  );\n`,
    },
    {
      name: 'mysql2 with callbacks: released first',
      code: `${mysql}exports.load = (next) => {\n  pool.getConnection((error, connection) => {\n    if (error) return next(error);\n    connection.query(${sql}, (failed, rows) => {\n      connection.release();\n      if (failed) return next(failed);\n      next(null, rows);\n    });\n  });\n};\n`,
    },
    {
      name: 'mysql with callbacks: a transaction that releases on each way',
      code: `const mysql = require('mysql');\nconst pool = mysql.createPool({});\nexports.pay = (next) => {\n  pool.getConnection((error, connection) => {\n    if (error) return next(error);\n    connection.beginTransaction((failed) => {\n      if (failed) {\n        connection.release();\n        return next(failed);\n      }\n      connection.query(${sql}, (wrong) => {\n        if (wrong) {\n          return connection.rollback(() => {\n            connection.release();\n            next(wrong);\n          });\n        }\n        connection.commit(() => {\n          connection.release();\n          next();\n        });\n      });\n    });\n  });\n};\n`,
    },
    {
      name: 'pg with callbacks: done',
      code: `${pg}exports.load = (next) => {\n  pool.connect((error, client, done) => {\n    if (error) return next(error);\n    client.query(${sql}, (failed, result) => {\n      done();\n      next(failed, result);\n    });\n  });\n};\n`,
    },
    {
      name: 'handed on through a promise',
      code: `${mysql}exports.take = () =>\n  new Promise((resolve, reject) => {\n    pool.getConnection((error, connection) => {\n      if (error) return reject(error);\n      resolve(connection);\n    });\n  });\n`,
    },
    {
      name: 'released when a stream ends',
      code: inFunction(
        `  const client = await pool.connect();\n  const stream = client.query(new QueryStream(${sql}));\n  stream.on('end', () => client.release());\n  return stream;\n`,
      ),
    },
    {
      name: 'a function of the file releases it',
      code: `${pg}const finish = (client) => client.release();\nexports.load = async () => {\n  const client = await pool.connect();\n  try {\n    return await client.query(${sql});\n  } finally {\n    finish(client);\n  }\n};\n`,
    },
    {
      name: 'a function of another file releases it',
      files: {
        'src/work.js': `exports.work = async (client) => {\n  try {\n    return await client.query(${sql});\n  } finally {\n    client.release();\n  }\n};\n`,
        'src/a.js': `${pg}const { work } = require('./work');\nexports.load = async () => {\n  const client = await pool.connect();\n  return work(client);\n};\n`,
      },
    },
    {
      name: 'a connection that listens',
      code: inFunction(
        "  const client = await pool.connect();\n  client.on('notification', (message) => id(message));\n  await client.query('LISTEN orders');\n",
      ),
    },
    {
      name: 'TypeORM as its documents have it',
      path: 'src/a.ts',
      code: "import { DataSource } from 'typeorm';\nexport async function pay(dataSource: DataSource) {\n  const queryRunner = dataSource.createQueryRunner();\n  await queryRunner.connect();\n  await queryRunner.startTransaction();\n  try {\n    await queryRunner.commitTransaction();\n  } catch (error) {\n    await queryRunner.rollbackTransaction();\n    throw error;\n  } finally {\n    await queryRunner.release();\n  }\n}\n",
    },
    {
      name: 'a client of the module',
      code: "const { Client } = require('pg');\nconst client = new Client();\nclient.connect();\n",
    },
    {
      name: 'a pool of the module',
      code: "const { PrismaClient } = require('@prisma/client');\nmodule.exports = new PrismaClient();\n",
    },
    {
      name: 'a factory',
      code: "const { Pool } = require('pg');\nexports.makePool = () => new Pool();\nexports.other = () => {\n  const db = new Pool();\n  db.on('error', () => {});\n  return db;\n};\n",
    },
    {
      name: 'a client that is closed in finally',
      code: inFunction(
        `  const client = new Client();\n  try {\n    await client.connect();\n    return await client.query(${sql});\n  } finally {\n    await client.end();\n  }\n`,
      ),
    },
    {
      name: 'a client that never connects',
      code: inFunction('  const client = new Client();\n  return client.escapeLiteral(id);\n'),
    },
    {
      name: 'started once, when the process starts',
      code: `${pg}async function main() {\n  const client = new Client();\n  await client.connect();\n  setInterval(() => client.query('SELECT 1'), 1000);\n}\nmain();\n`,
    },
    {
      name: 'an app that keeps its pool in closures',
      code: "const express = require('express');\nconst { Pool } = require('pg');\nmodule.exports = () => {\n  const app = express();\n  const db = new Pool();\n  app.get('/healthz', async (req, res) => {\n    await db.query('SELECT 1');\n    res.json({});\n  });\n  return app;\n};\n",
    },
    {
      name: 'a client that is given to a library',
      path: 'src/a.ts',
      code: "import { createAdapter } from '@socket.io/redis-adapter';\nimport { createClient } from 'redis';\nexport async function attach(io) {\n  const client = createClient();\n  await client.connect();\n  io.adapter(createAdapter(client, client.duplicate()));\n}\n",
    },
    {
      name: 'the release itself is given away',
      code: inFunction(
        `  const client = await pool.connect();\n  return client.query(${sql}).finally(client.release);\n`,
      ),
    },
    {
      name: 'a pool that an app is built with',
      code: "const { Pool } = require('pg');\nconst { createApp } = require('./app');\nexports.make = () => {\n  const db = new Pool();\n  return createApp({ db });\n};\n",
    },
    {
      name: 'a lambda that reuses the module’s client',
      code: `const { Client } = require('pg');\nconst client = new Client();\nconst ready = client.connect();\nexports.handler = async () => {\n  await ready;\n  return client.query(${sql});\n};\n`,
    },
    {
      name: 'made on first use, and kept',
      code: "const { Pool } = require('pg');\nlet pool;\nexports.getPool = () => {\n  if (!pool) pool = new Pool();\n  return pool;\n};\n",
    },
    {
      name: 'async, inside of then',
      code: `${pg}exports.load = () =>\n  pool.connect().then(async (client) => {\n    try {\n      return await client.query(${sql});\n    } finally {\n      client.release();\n    }\n  });\n`,
    },
    {
      name: 'taken anew after each failure',
      code: inFunction(
        `  for (let attempt = 0; attempt < 3; attempt++) {\n    const client = await pool.connect();\n    try {\n      return await client.query(${sql});\n    } catch (error) {\n      if (attempt === 2) throw error;\n    } finally {\n      client.release();\n    }\n  }\n`,
      ),
    },
    {
      name: 'pg: a client with callbacks, and one that could not connect',
      code: `const { Client } = require('pg');\nexports.load = (next) => {\n  const client = new Client();\n  client.connect((error) => {\n    if (error) return next(error);\n    client.query(${sql}, (failed, result) => {\n      client.end();\n      next(failed, result);\n    });\n  });\n};\n`,
    },
    {
      name: 'mysql: end() waits for the queries before it',
      code: `const mysql = require('mysql');\nexports.load = (next) => {\n  const connection = mysql.createConnection({});\n  connection.query(${sql}, (error, rows) => {\n    if (error) return next(error);\n    next(null, rows);\n  });\n  connection.end();\n};\n`,
    },
    {
      name: 'the same, closed in the end',
      code: "const app = require('express')();\nconst mongoose = require('mongoose');\nconst { MongoClient } = require('mongodb');\nconst { createClient } = require('redis');\napp.get('/a', async (req, res) => {\n  const connection = await mongoose.createConnection(url).asPromise();\n  try { res.json(await connection.model('A', schema).findOne()); } finally { await connection.close(); }\n});\napp.get('/b', async (req, res) => {\n  const client = await createClient({ url }).on('error', console.error).connect();\n  try { res.json(await client.get('b')); } finally { await client.quit(); }\n});\napp.get('/c', async (req, res) => {\n  const client = await createClient().connect();\n  try { res.json(await client.get('c')); } finally { await client.quit(); }\n});\napp.get('/d', async (req, res) => {\n  const client = new MongoClient(url);\n  try {\n    const db = client.db('shop');\n    res.json(await db.collection('d').findOne({}));\n  } finally {\n    await client.close();\n  }\n});\n",
    },
    {
      name: 'a client whose database is kept for all that follows',
      code: "const { MongoClient } = require('mongodb');\nlet db;\nmodule.exports.database = async () => {\n  const client = new MongoClient(url);\n  db = client.db('shop');\n  return db;\n};\nmodule.exports.other = async () => new MongoClient(url).db('a');\nmodule.exports.third = async () => {\n  const client = new MongoClient(url);\n  await client.connect();\n  return client.db('a');\n};\nmodule.exports.fourth = async () => {\n  const client = new MongoClient(url);\n  await client.connect();\n  const shop = client.db('a');\n  return { shop, client };\n};\nmodule.exports.fifth = async () => {\n  const client = new MongoClient(url);\n  const shop = client.db('a');\n  return shop;\n};\n",
    },
    {
      name: 'something else that connects',
      code: 'exports.open = async (device) => {\n  const link = await device.connect();\n  return link.read();\n};\n',
    },
    {
      name: 'a script that exits',
      path: 'scripts/report.js',
      code: inFunction(`  const client = await pool.connect();\n  await client.query(${sql});\n`),
    },
    {
      name: 'a test',
      path: 'test/a.test.js',
      code: inFunction(`  const client = await pool.connect();\n  await client.query(${sql});\n`),
    },
  ],
});
