import missingPagination from '../../../rules/api/missing-pagination/rule';
import { ruleTests } from '../rule-tester';

const express =
  "const express = require('express');\nconst { Pool } = require('pg');\nconst app = express();\nconst pool = new Pool();\n";
const prisma =
  "const express = require('express');\nconst { PrismaClient } = require('@prisma/client');\nconst app = express();\nconst prisma = new PrismaClient();\n";
const handler = (body: string) => `async (req, res) => {\n  ${body}\n}`;
const list = "const { rows } = await pool.«query»('SELECT id, name FROM users');";
const bounded = (query: string, rest = 'res.json(rows);') =>
  `${express}app.get('/users', ${handler(`const { rows } = await pool.query(${query});\n  ${rest}`)});\n`;
const limit = 'Math.min(Math.max(Number.parseInt(String(req.query.limit), 10) || 50, 1), 100)';
const offset = 'Math.max(Number.parseInt(String(req.query.offset), 10) || 0, 0)';

ruleTests(missingPagination, {
  files: { 'package.json': '{ "name": "shop" }' },
  invalid: [
    {
      name: 'Sequelize: a model of models/index, also under a name of its own',
      files: {
        'models/index.js':
          "const Sequelize = require('sequelize');\nconst sequelize = new Sequelize('a', 'b', 'c');\nconst db = {};\ndb.Sequelize = Sequelize;\ndb.sequelize = sequelize;\ndb.tutorials = require('./tutorial.model')(sequelize, Sequelize);\nmodule.exports = db;\n",
        'models/tutorial.model.js':
          "module.exports = (sequelize, DataTypes) => {\n  const Tutorial = sequelize.define('tutorial', { title: { type: DataTypes.STRING } });\n  return Tutorial;\n};\n",
        'src/a.js':
          "const router = require('express').Router();\nconst db = require('../models');\nrouter.get('/tutorials', async (req, res) => {\n  res.json(await db.«tutorials».findAll());\n});\nmodule.exports = router;\n",
        'src/b.js':
          "const router = require('express').Router();\nconst db = require('../models');\nconst Tutorial = db.tutorials;\nrouter.get('/lessons', (req, res) => {\n  «Tutorial».findAll().then((data) => {\n    res.send(data);\n  });\n});\nmodule.exports = router;\n",
      },
    },
    {
      name: 'a table that is called after its tenant: the members of one space',
      severity: 'info',
      code: `
        import express from 'express';
        import { Pool } from 'pg';
        const pool = new Pool();
        const app = express();
        app.get('/members', async (req, res) => {
          const { rows } = await pool.«query»('SELECT id, role FROM space_members WHERE space_id = $1', [req.space.id]);
          res.json(rows);
        });
      `,
      files: {
        'db/schema.sql': 'CREATE TABLE space_members (id int PRIMARY KEY, space_id int NOT NULL, role text);',
      },
    },
    {
      name: 'pg, and the fix',
      code: `${express}app.get('/api/users', ${handler(`${list}\n  res.json(rows);`)});\n`,
      messages: [
        'GET /api/users answers with every row of users that fits, and nothing bounds how many these are: as the table grows, so does each answer. Give the query a LIMIT, and the caller a way to ask for the next page.',
      ],
      related: [1],
      fix: 'Bound it by limit and offset from the query, at most 100 rows',
      output: `${express}app.get('/api/users', ${handler(`const { rows } = await pool.query('SELECT id, name FROM users LIMIT $1 OFFSET $2', [${limit}, ${offset}]);\n  res.json(rows);`)});\n`,
    },
    {
      name: 'the fix beside values',
      code: `${express}app.get('/users', ${handler('const result = await pool.«query»(\n    `SELECT id FROM users\n      WHERE state = $1\n      ORDER BY id`,\n    [req.query.state],\n  );\n  res.json({ items: result.rows });')});\n`,
      output: `${express}app.get('/users', ${handler(`const result = await pool.query(\n    \`SELECT id FROM users\n      WHERE state = $1\n      ORDER BY id\n      LIMIT $2 OFFSET $3\`,\n    [req.query.state, ${limit}, ${offset}],\n  );\n  res.json({ items: result.rows });`)});\n`,
    },
    ...[
      'res.status(200).json(rows);',
      'res.send(rows);',
      'return res.json({ data: rows, total: rows.length });',
      'res.render("users", { users: rows });',
      'res.json(rows.map((row) => ({ id: row.id })));',
      'const users = rows.filter((row) => row.name);\n  res.json({ ...users });',
      'const out = [];\n  for (const row of rows) out.push({ id: row.id });\n  res.json(out);',
      'sendSuccess(res, rows);',
      'res.json(rows.length > 0 ? rows : []);',
      'res.json(toDtos(rows));',
      'res.end(JSON.stringify(rows));',
    ].map((answer) => ({
      name: answer,
      code: `${express}app.get('/users', ${handler(`${list}\n  ${answer}`)});\n`,
    })),
    {
      name: 'a promise that is followed by then',
      code: `${express}app.get('/users', (req, res) => {\n  pool.«query»('SELECT id FROM users').then((result) => res.json(result.rows));\n});\n`,
    },
    {
      name: 'a callback of mysql',
      code: "const express = require('express');\nconst mysql = require('mysql2');\nconst app = express();\nconst db = mysql.createConnection({});\napp.get('/users', (req, res) => {\n  db.«query»('SELECT id FROM users', (err, rows) => {\n    res.json(rows);\n  });\n});\n",
    },
    {
      name: 'mysql2: rows come first',
      code: "const express = require('express');\nconst mysql = require('mysql2/promise');\nconst app = express();\nconst pool = mysql.createPool({});\napp.get('/users', async (req, res) => {\n  const [users] = await pool.«query»('SELECT id FROM users');\n  res.json(users);\n});\n",
    },
    {
      name: 'followed into functions of other files',
      files: {
        'src/app.js':
          "const express = require('express');\nconst users = require('./service');\nconst app = express();\napp.get('/users', async (req, res) => { res.json(await users.list()); });\n",
        'src/service.js':
          "const { findAll } = require('./repository');\nexports.list = async () => {\n  const users = await findAll();\n  return users.map((each) => each.name);\n};\n",
        'src/repository.js':
          "const { Pool } = require('pg');\nconst pool = new Pool();\nexports.findAll = async () => {\n  const { rows } = await pool.«query»('SELECT name FROM users');\n  return rows;\n};\n",
      },
      related: [3],
    },
    {
      name: 'one of several at once',
      code: `${prisma}app.get('/users', async (req, res) => {\n  const [users, total] = await Promise.all([prisma.«user».findMany({ orderBy: { id: 'asc' } }), prisma.user.count()]);\n  res.json({ users, total });\n});\n`,
    },
    {
      name: 'Prisma, and its fix',
      code: `${prisma}app.get('/users', async (req, res) => {\n  res.json(await prisma.«user».findMany());\n});\n`,
      output: `${prisma}app.get('/users', async (req, res) => {\n  res.json(await prisma.user.findMany({ take: ${limit}, skip: ${offset} }));\n});\n`,
    },
    {
      name: 'Prisma with conditions over several lines',
      code: `${prisma}app.get('/users', async (req, res) => {\n  const users = await prisma.«user».findMany({\n    where: { active: true },\n  });\n  res.json(users);\n});\n`,
      output: `${prisma}app.get('/users', async (req, res) => {\n  const users = await prisma.user.findMany({\n    where: { active: true },\n    take: ${limit},\n    skip: ${offset},\n  });\n  res.json(users);\n});\n`,
    },
    {
      name: 'Mongoose',
      files: {
        'src/user.js':
          "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ name: String }));\n",
      },
      code: "const express = require('express');\nconst User = require('./user');\nconst app = express();\napp.get('/users', async (req, res) => {\n  const users = await «User».find({}).sort('name').lean();\n  res.json(users);\n});\n",
    },
    {
      name: 'Sequelize',
      files: {
        'src/user.js':
          "const { DataTypes } = require('sequelize');\nconst sequelize = require('./db');\nmodule.exports = sequelize.define('User', { name: DataTypes.STRING });\n",
      },
      code: "const express = require('express');\nconst User = require('./user');\nconst app = express();\napp.get('/users', async (req, res) => {\n  res.json(await «User».findAll({ where: { active: true } }));\n});\n",
    },
    {
      name: 'knex',
      code: "const express = require('express');\nconst knex = require('knex')({ client: 'pg' });\nconst app = express();\napp.get('/users', async (req, res) => {\n  const users = await knex(«'users'»).select('id');\n  res.json(users);\n});\n".replace(
        "«'users'»",
        "'«users»'",
      ),
    },
    {
      name: 'Drizzle',
      path: 'src/app.ts',
      code: "import { Hono } from 'hono';\nimport { drizzle } from 'drizzle-orm/node-postgres';\nimport { pgTable, serial } from 'drizzle-orm/pg-core';\nconst users = pgTable('users', { id: serial('id').primaryKey() });\nconst db = drizzle(process.env.DATABASE_URL!);\nconst app = new Hono();\napp.get('/users', async (c) => c.json(await db.select({ id: users.id }).from(«users»)));\n",
    },
    {
      name: 'TypeORM behind a Nest controller',
      files: {
        'src/user.entity.ts':
          "import { Entity, PrimaryGeneratedColumn } from 'typeorm';\n@Entity('users')\nexport class User {\n  @PrimaryGeneratedColumn() id: number;\n}\n",
        'src/users.service.ts':
          "import { InjectRepository } from '@nestjs/typeorm';\nimport { Repository } from 'typeorm';\nimport { User } from './user.entity';\nexport class UsersService {\n  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}\n  findAll() {\n    return «this.users».find();\n  }\n}\n",
        'src/users.controller.ts':
          "import { Controller, Get } from '@nestjs/common';\nimport { UsersService } from './users.service';\n@Controller('users')\nexport class UsersController {\n  constructor(private readonly service: UsersService) {}\n  @Get() list() {\n    return this.service.findAll();\n  }\n}\n",
      },
    },
    {
      name: 'Fastify returns what it answers',
      path: 'src/app.ts',
      code: "import Fastify from 'fastify';\nimport pg from 'pg';\nconst pool = new pg.Pool();\nconst app = Fastify();\napp.get('/users', async () => {\n  const { rows } = await pool.«query»('SELECT id FROM users');\n  return rows;\n});\n",
    },
    {
      name: 'Koa',
      code: "const Router = require('@koa/router');\nconst { Pool } = require('pg');\nconst pool = new Pool();\nconst router = new Router();\nrouter.get('/users', async (ctx) => {\n  const { rows } = await pool.«query»('SELECT id FROM users');\n  ctx.body = rows;\n});\n",
    },
    {
      name: 'a tRPC procedure',
      path: 'src/r.ts',
      code: "import { PrismaClient } from '@prisma/client';\nimport { publicProcedure, router } from './trpc';\nconst prisma = new PrismaClient();\nexport const posts = router({\n  list: publicProcedure.query(async () => {\n    return prisma.«post».findMany({ orderBy: { id: 'desc' } });\n  }),\n});\n",
      messages: [
        'The query list answers with every row of post that fits, and nothing bounds how many these are: as the table grows, so does each answer. Give the query a LIMIT, and the caller a way to ask for the next page.',
      ],
    },
    {
      name: 'a GraphQL resolver of a class',
      path: 'src/r.ts',
      code: "import { Query, Resolver } from '@nestjs/graphql';\nimport { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n@Resolver()\nexport class PostsResolver {\n  @Query() posts() {\n    return prisma.«post».findMany();\n  }\n}\n",
    },
    {
      name: 'a GraphQL resolver in a map',
      path: 'src/resolvers.ts',
      code: "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport const resolvers = {\n  Query: {\n    posts: () => prisma.«post».findMany(),\n    post: (_: unknown, { id }: { id: string }) => prisma.post.findUnique({ where: { id } }),\n  },\n};\n",
    },
    {
      name: 'the rows of one parent are a suspicion',
      code: `${express}app.get('/orders', ${handler("const { rows } = await pool.«query»('SELECT id FROM orders WHERE user_id = $1', [req.user.id]);\n  res.json(rows);")});\n`,
      messages: [
        'GET /orders answers with every row of orders of one user, and nothing bounds how many these are. Give the query a LIMIT, unless they stay few.',
      ],
      severity: 'info',
    },
    {
      name: 'the rows of a tenant are all rows',
      code: `${express}app.get('/orders', ${handler("const { rows } = await pool.«query»('SELECT id FROM orders WHERE tenant_id = $1', [req.tenantId]);\n  res.json(rows);")});\n`,
    },
    {
      name: 'a collection that a parameter narrows',
      code: `${express}app.get('/orders/by-status/:status', ${handler("const { rows } = await pool.«query»('SELECT id FROM orders WHERE status = $1', [req.params.status]);\n  res.json(rows);")});\n`,
    },
  ],
  valid: [
    {
      name: 'Sequelize: a bounded query of models/index, and models that are not its',
      files: {
        'models/index.js':
          "const Sequelize = require('sequelize');\nconst sequelize = new Sequelize('a', 'b', 'c');\nconst db = {};\ndb.Sequelize = Sequelize;\ndb.sequelize = sequelize;\ndb.tutorials = require('./tutorial.model')(sequelize, Sequelize);\nmodule.exports = db;\n",
        'models/tutorial.model.js':
          "module.exports = (sequelize, DataTypes) => {\n  const Tutorial = sequelize.define('tutorial', { title: { type: DataTypes.STRING } });\n  return Tutorial;\n};\n",
        'src/a.js':
          "const router = require('express').Router();\nconst db = require('../models');\nrouter.get('/tutorials', async (req, res) => {\n  res.json(await db.tutorials.findAll({ limit: 20, offset: 0 }));\n});\nmodule.exports = router;\n",
        'lib/models/index.js': "exports.people = require('./people');\n",
        'lib/models/people.js': 'exports.findAll = () => [];\n',
        'src/b.js':
          "const router = require('express').Router();\nconst db = require('../lib/models');\nrouter.get('/people', async (req, res) => {\n  res.json(await db.people.findAll());\n});\nmodule.exports = router;\n",
      },
    },
    {
      name: 'Sequelize: the limit among options that have a name',
      code: `
        const express = require('express');
        const { Sequelize, DataTypes } = require('sequelize');
        const sequelize = new Sequelize('x');
        const Order = sequelize.define('Order', { total: DataTypes.INTEGER });
        const app = express();
        app.get('/orders', async (req, res) => {
          const options = { where: {}, limit: 25, offset: 0 };
          const { rows, count } = await Order.findAndCountAll(options);
          res.json({ rows, count });
        });
      `,
    },
    {
      name: 'a query that is handed to an object before it runs',
      code: `
        const router = require('express').Router();
        const mongoose = require('mongoose');
        const Tour = mongoose.model('Tour', new mongoose.Schema({ name: String }));
        const { Features } = require('./features');
        router.get('/tours', async (req, res) => {
          const features = new Features(Tour.find(), req.query).pages();
          res.json({ tours: await features.query });
        });
        module.exports = router;
      `,
    },
    {
      name: 'Objection: what a callback adds to the query may bound it',
      files: {
        'src/models.js':
          "const { Model } = require('objection');\nclass Contact extends Model {\n  static get tableName() { return 'contacts'; }\n}\nmodule.exports = { Contact };\n",
      },
      code: "const express = require('express');\nconst { Contact } = require('./models');\nconst router = express.Router();\nrouter.get('/contacts', async (req, res) => {\n  res.json(await Contact.query().onBuild((builder) => { builder.limit(10); }));\n});\nmodule.exports = router;\n",
    },
    { name: 'LIMIT', code: bounded("'SELECT id FROM users LIMIT $1 OFFSET $2', [10, 0]") },
    { name: 'FETCH', code: bounded("'SELECT id FROM users ORDER BY id FETCH FIRST 10 ROWS ONLY'") },
    { name: 'an aggregate', code: bounded("'SELECT count(*) FROM users'") },
    { name: 'one row per group', code: bounded("'SELECT state, count(*) FROM users GROUP BY state'") },
    { name: 'one by its key', code: bounded("'SELECT name FROM users WHERE id = $1', [req.query.id]") },
    { name: 'a list of keys', code: bounded("'SELECT name FROM users WHERE id = ANY($1)', [req.query.ids]") },
    { name: 'a look-up table', code: bounded("'SELECT code FROM countries'") },
    {
      name: 'a small table of the configuration',
      configuration: { smallTables: ['users'] },
      code: bounded("'SELECT id FROM users'"),
    },
    { name: 'its first row', code: bounded("'SELECT id FROM users'", 'res.json(rows[0]);') },
    {
      name: 'its first row, taken apart',
      code: bounded("'SELECT id FROM users'", 'const [first] = rows;\n  res.json(first);'),
    },
    {
      name: 'the number of its rows',
      code: bounded("'SELECT id FROM users'", 'res.json({ count: rows.length });'),
    },
    {
      name: 'rows that are only looked through',
      code: bounded(
        "'SELECT id FROM users'",
        'if (rows.some((row) => row.id === 1)) res.json({ ok: true });',
      ),
    },
    {
      name: 'rows that are worked on and not answered',
      code: bounded(
        "'SELECT id FROM users'",
        'for (const row of rows) notify(row);\n  res.json({ ok: true });',
      ),
    },
    {
      name: 'a limit that a helper puts at the end',
      code: bounded('`SELECT id FROM users ${paginate(req.query)}`'),
    },
    {
      name: 'one thing by its id',
      code: `${express}app.get('/users/:id', ${handler("const { rows } = await pool.query('SELECT id FROM users WHERE name = $1', [req.params.id]);\n  res.json(rows);")});\n`,
    },
    {
      name: 'an export',
      code: `${express}app.get('/users/export', ${handler(`const { rows } = await pool.query('SELECT id FROM users');\n  res.json(rows);`)});\n`,
    },
    {
      name: 'a command',
      code: `${express}app.post('/users', ${handler(`const { rows } = await pool.query('SELECT id FROM users');\n  res.json(rows);`)});\n`,
    },
    {
      name: 'a stream',
      code: `${express}const QueryStream = require('pg-query-stream');\napp.get('/users', ${handler("const stream = pool.query(new QueryStream('SELECT id FROM users'));\n  stream.pipe(res);")});\n`,
    },
    {
      name: 'take',
      code: `${prisma}app.get('/users', async (req, res) => {\n  const take = Math.min(Number(req.query.take) || 20, 100);\n  res.json(await prisma.user.findMany({ take }));\n});\n`,
    },
    {
      name: 'options that are handed in',
      code: `${prisma}app.get('/users', async (req, res) => {\n  res.json(await prisma.user.findMany(pageOf(req)));\n});\n`,
    },
    {
      name: 'options with a page spread in',
      code: `${prisma}app.get('/users', async (req, res) => {\n  res.json(await prisma.user.findMany({ where: { active: true }, ...pageOf(req) }));\n});\n`,
    },
    {
      name: 'groups of Prisma',
      code: `${prisma}app.get('/users', async (req, res) => {\n  res.json(await prisma.user.groupBy({ by: ['state'], _count: true }));\n});\n`,
    },
    {
      name: 'mongoose: limit, and a paginate plugin',
      files: {
        'src/user.js':
          "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ name: String }));\n",
      },
      code: "const express = require('express');\nconst User = require('./user');\nconst app = express();\napp.get('/users', async (req, res) => {\n  res.json(await User.find().skip(0).limit(20));\n});\napp.get('/people', async (req, res) => {\n  res.json(await User.paginate({}, { page: 1 }));\n});\napp.get('/members', async (req, res) => {\n  const query = User.find({});\n  if (req.query.limit) query.limit(20);\n  res.json(await query);\n});\n",
    },
    {
      name: 'knex: a limit under a condition, and a helper',
      code: "const express = require('express');\nconst knex = require('knex')({ client: 'pg' });\nconst { paged } = require('./paged');\nconst app = express();\napp.get('/users', async (req, res) => {\n  const query = knex('users').select('id');\n  if (req.query.limit) query.limit(20);\n  res.json(await query);\n});\napp.get('/people', async (req, res) => {\n  const query = knex('users').select('id');\n  res.json(await paged(query, req.query));\n});\n",
    },
    {
      name: 'mysql2: one row of the rows',
      code: "const express = require('express');\nconst mysql = require('mysql2/promise');\nconst app = express();\nconst pool = mysql.createPool({});\napp.get('/users', async (req, res) => {\n  const [[user]] = await pool.query('SELECT name FROM users');\n  res.json(user);\n});\n",
    },
    {
      name: 'a helper of which a route uses one row',
      files: {
        'src/app.js':
          "const express = require('express');\nconst { findAll } = require('./repository');\nconst app = express();\napp.get('/users', async (req, res) => { const users = await findAll(); res.json(users[0]); });\n",
        'src/repository.js':
          "const { Pool } = require('pg');\nconst pool = new Pool();\nexports.findAll = async () => {\n  const { rows } = await pool.query('SELECT name FROM users');\n  return rows;\n};\n",
      },
    },
    {
      name: 'a job',
      code: "const { Pool } = require('pg');\nconst pool = new Pool();\nexports.run = async () => (await pool.query('SELECT id FROM users')).rows;\n",
    },
  ],
});
