import missingInputValidation from '../../../rules/security/missing-input-validation/rule';
import { ruleTests } from '../rule-tester';

const pg = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const app = "const app = require('express')();\n";
const mongoose = "const mongoose = require('mongoose');\nconst User = mongoose.model('User', schema);\n";
const prisma = "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n";
const insert = "await pool.query('INSERT INTO users (name) VALUES ($1)', [";

ruleTests(missingInputValidation, {
  invalid: [
    // Request data that reaches a write.
    {
      name: 'a field of the body in an INSERT',
      code: `${pg}async function add(req, res) {\n  ${insert}«req.body.name»]);\n}\n`,
      messages: [
        'name of req.body reaches pool.query with no check of its type or range. Check it against a schema first.',
      ],
    },
    {
      name: 'in an UPDATE',
      code: `${pg}async function add(req, res) {\n  await pool.query('UPDATE users SET name = $1 WHERE id = $2', [«req.body.name», req.params.id]);\n}\n`,
    },
    {
      name: 'a query parameter',
      code: `${pg}async function add(req, res) {\n  ${insert}«req.query.name»]);\n}\n`,
    },
    {
      name: 'through a destructured name',
      code: `${pg}async function add(req, res) {\n  const { name, age } = req.body;\n  ${insert}«name»]);\n}\n`,
    },
    {
      name: 'through a local variable',
      code: `${pg}async function add(req, res) {\n  const body = req.body;\n  const name = body.name || 'none';\n  ${insert}«name»]);\n}\n`,
    },
    {
      name: 'a destructured request',
      code: `${pg}${app}app.post('/users', async ({ body }, res) => {\n  ${insert}«body.name»]);\n});\n`,
    },
    {
      name: 'presence is no check',
      code: `${pg}async function add(req, res) {\n  const { name } = req.body;\n  if (!name) return res.sendStatus(400);\n  ${insert}«name»]);\n}\n`,
    },
    {
      name: 'stringified',
      code: `${pg}async function add(req, res) {\n  ${insert}JSON.stringify(«req.body.tags»)]);\n}\n`,
    },
    {
      name: 'a check of another field',
      code: `${pg}async function add(req, res) {\n  const { name, age } = req.body;\n  if (typeof age !== 'number') throw new Error('age');\n  await pool.query('INSERT INTO users (name, age) VALUES ($1, $2)', [«name», age]);\n}\n`,
    },
    {
      name: 'a model',
      code: `${mongoose}async function add(req, res) {\n  await User.create({ name: «req.body.name» });\n}\n`,
    },
    {
      name: 'knex',
      code: "const knex = require('knex')({ client: 'pg' });\nasync function add(req, res) {\n  await knex('users').insert({ name: «req.body.name» });\n}\n",
    },
    {
      name: 'Prisma',
      path: 'src/a.ts',
      code: `${prisma}export async function add(req: any, res: any) {\n  await prisma.user.update({ where: { id: req.params.id }, data: { name: «req.body.name» } });\n}\n`,
    },
    {
      name: 'Hono',
      path: 'src/a.ts',
      code: `import { Hono } from 'hono';\n${prisma}const app = new Hono();\napp.post('/users', async (c) => {\n  const body = await c.req.json();\n  await prisma.user.create({ data: { name: «body.name» } });\n});\n`,
    },
    {
      name: 'Koa',
      code: `${mongoose}async function add(ctx) {\n  await User.create({ name: «ctx.request.body.name» });\n}\n`,
    },
    {
      name: 'a Next.js route',
      path: 'app/api/users/route.ts',
      code: `${prisma}export async function POST(request: Request) {\n  const { name } = await request.json();\n  await prisma.user.create({ data: { «name» } });\n}\n`,
    },
    // Mass assignment.
    {
      name: 'create(req.body)',
      code: `${mongoose}async function add(req, res) {\n  await User.create(«req.body»);\n}\n`,
      messages: [
        'All of req.body goes into User.create as it came, so a caller chooses which fields are written. Take the fields that are meant, through a schema.',
      ],
      output: false,
    },
    {
      name: 'a spread',
      code: `${mongoose}async function add(req, res) {\n  await User.create({ ...«req.body», owner: req.user.id });\n}\n`,
    },
    {
      name: 'a spread that was put together before',
      code: `${mongoose}async function add(req, res) {\n  const data = { ...req.body, owner: req.user.id };\n  await User.create(«data»);\n}\n`,
    },
    {
      name: 'an update',
      code: `${mongoose}async function change(req, res) {\n  await User.findByIdAndUpdate(req.params.id, «req.body», { new: true });\n}\n`,
    },
    {
      name: '$set',
      code: `${mongoose}async function change(req, res) {\n  await User.updateOne({ _id: req.params.id }, { $set: «req.body» });\n}\n`,
    },
    {
      name: 'an entity',
      code: `${mongoose}async function add(req, res) {\n  const user = new User(«req.body»);\n  await user.save();\n}\n`,
    },
    {
      name: 'Object.assign',
      code: `${mongoose}async function change(req, res) {\n  const user = await User.findById(req.params.id);\n  Object.assign(user, «req.body»);\n  await user.save();\n}\n`,
    },
    {
      name: 'Sequelize',
      code: "const { Sequelize, DataTypes } = require('sequelize');\nconst sequelize = new Sequelize(url);\nconst User = sequelize.define('User', {});\nasync function change(req, res) {\n  await User.update(«req.body», { where: { id: req.params.id } });\n}\n",
    },
    {
      name: 'a model of another file',
      code: "const { User } = require('./models');\nasync function add(req, res) {\n  await User.create(«req.body»);\n}\n",
    },
    {
      name: "Nest's @Body() any",
      path: 'src/a.ts',
      code: "import { Body, Post } from '@nestjs/common';\nimport { InjectRepository } from '@nestjs/typeorm';\nimport { Repository } from 'typeorm';\nimport { User } from './user.entity';\nexport class Users {\n  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}\n  @Post() add(@Body() body: any) { return this.users.save(«body»); }\n}\n",
    },
    // The fix.
    {
      name: 'a skeleton in the library that the project has',
      files: { 'package.json': '{ "name": "a", "dependencies": { "zod": "1" } }' },
      code: `${pg}async function addUser(req, res) {\n  const { name, email } = req.body;\n  await pool.query('INSERT INTO users (name, email) VALUES ($1, $2)', [«name», email]);\n}\n`,
      fix: 'Check req.body against a zod schema of these fields (set their types)',
      output:
        "const { Pool } = require('pg');\nconst { z } = require('zod');\n\nconst addUserInput = z.object({\n  name: z.string(),\n  email: z.string(),\n});\nconst pool = new Pool();\nasync function addUser(req, res) {\n  const { name, email } = addUserInput.parse(req.body);\n  await pool.query('INSERT INTO users (name, email) VALUES ($1, $2)', [name, email]);\n}\n",
    },
    {
      name: 'the same with joi',
      files: { 'package.json': '{ "name": "a", "dependencies": { "joi": "1" } }' },
      code: `const Joi = require('joi');\n${pg}async function addUser(req, res) {\n  const { name } = req.body;\n  ${insert}«name»]);\n}\n`,
      output: `const Joi = require('joi');\nconst { Pool } = require('pg');\n\nconst addUserInput = Joi.object({\n  name: Joi.string().required(),\n});\nconst pool = new Pool();\nasync function addUser(req, res) {\n  const { name } = Joi.attempt(req.body, addUserInput);\n  ${insert}name]);\n}\n`,
    },
    {
      name: 'no skeleton without a library',
      code: `${pg}async function addUser(req, res) {\n  const { name } = req.body;\n  ${insert}«name»]);\n}\n`,
      output: false,
    },
  ],
  valid: [
    // Schemas.
    {
      name: 'zod',
      code: `const { z } = require('zod');\n${mongoose}const input = z.object({});\nasync function add(req, res) {\n  const body = input.parse(req.body);\n  await User.create(body);\n}\n`,
    },
    {
      name: 'zod, safeParse',
      code: `${mongoose}async function add(req, res) {\n  const result = input.safeParse(req.body);\n  if (!result.success) return res.sendStatus(400);\n  await User.create(result.data);\n}\n`,
    },
    {
      name: 'the spread goes into a schema',
      code: `${mongoose}async function add(req, res) {\n  await User.create(input.parse({ ...req.body, owner: req.user.id }));\n}\n`,
    },
    {
      name: 'joi, and the body as it came afterwards',
      code: `const Joi = require('joi');\n${mongoose}async function add(req, res) {\n  const { error } = schema.validate(req.body);\n  if (error) return res.sendStatus(400);\n  await User.create(req.body);\n}\n`,
    },
    {
      name: 'yup',
      code: `${mongoose}async function add(req, res) {\n  const body = await schema.validate(req.body);\n  await User.create(body);\n}\n`,
    },
    {
      name: 'valibot',
      path: 'src/a.ts',
      code: `import * as v from 'valibot';\n${prisma}export async function add(req: any, res: any) {\n  await prisma.user.create({ data: v.parse(schema, req.body) });\n}\n`,
    },
    {
      name: 'ajv',
      code: `const Ajv = require('ajv');\nconst check = new Ajv().compile(schema);\n${mongoose}async function add(req, res) {\n  if (!check(req.body)) return res.sendStatus(400);\n  await User.create(req.body);\n}\n`,
    },
    {
      name: 'express-validator',
      code: `const { body, validationResult } = require('express-validator');\n${app}${mongoose}app.post('/users', body('name').isString(), async (req, res) => {\n  await User.create({ name: req.body.name });\n});\n`,
    },
    {
      name: 'express-validator inside',
      code: `const { validationResult } = require('express-validator');\n${mongoose}async function add(req, res) {\n  const errors = validationResult(req);\n  if (!errors.isEmpty()) return res.sendStatus(400);\n  await User.create(req.body);\n}\n`,
    },
    {
      name: 'celebrate',
      code: `const { celebrate } = require('celebrate');\n${app}${mongoose}app.post('/users', celebrate({ body: rules }), async (req, res) => {\n  await User.create(req.body);\n});\n`,
    },
    {
      name: 'a class-validator DTO',
      path: 'src/a.ts',
      code: "import { Body, Post } from '@nestjs/common';\nimport { Repository } from 'typeorm';\nimport { User } from './user.entity';\nimport { CreateUser } from './create-user.dto';\nexport class Users {\n  constructor(private readonly users: Repository<User>) {}\n  @Post() add(@Body() body: CreateUser) { return this.users.save(body); }\n}\n",
    },
    {
      name: 'a pipe',
      path: 'src/a.ts',
      code: "import { Body, Post } from '@nestjs/common';\nimport { Repository } from 'typeorm';\nimport { User } from './user.entity';\nexport class Users {\n  constructor(private readonly users: Repository<User>) {}\n  @Post() add(@Body(new SchemaPipe(schema)) body: any) { return this.users.save(body); }\n}\n",
    },
    {
      name: "Fastify's schema",
      code: `const fastify = require('fastify')();\n${mongoose}fastify.post('/users', { schema: { body: user } }, async (request, reply) => {\n  await User.create(request.body);\n});\n`,
    },
    {
      name: "Fastify's schema in an object of the file",
      code: `const fastify = require('fastify')();\n${mongoose}const options = { schema: { body: user } };\nfastify.post('/users', options, async (request, reply) => {\n  await User.create(request.body);\n});\n`,
    },
    {
      name: 'Hono',
      path: 'src/a.ts',
      code: `import { Hono } from 'hono';\nimport { zValidator } from '@hono/zod-validator';\n${prisma}const app = new Hono();\napp.post('/users', zValidator('json', user), async (c) => {\n  await prisma.user.create({ data: c.req.valid('json') });\n});\n`,
    },
    {
      name: "the project's middleware",
      code: `const { validate } = require('./validate');\n${app}${mongoose}app.post('/users', validate(user), async (req, res) => {\n  await User.create(req.body);\n});\n`,
    },
    {
      name: 'a handler that another file routes behind a check',
      files: {
        'src/users.js': `${mongoose}exports.add = async (req, res) => {\n  await User.create(req.body);\n};\n`,
        'src/routes.js':
          "const router = require('express').Router();\nconst users = require('./users');\nrouter.post('/users', validate(user), users.add);\n",
      },
    },
    {
      name: 'a validator by its name',
      code: `${mongoose}async function add(req, res) {\n  validateUser(req.body);\n  await User.create(req.body);\n}\n`,
    },
    // Explicit checks.
    {
      name: 'a check of the type',
      code: `${pg}async function add(req, res) {\n  const { name } = req.body;\n  if (typeof name !== 'string' || name.length > 80) return res.sendStatus(400);\n  ${insert}name]);\n}\n`,
    },
    {
      name: 'a list',
      code: `${pg}async function add(req, res) {\n  if (!['a', 'b'].includes(req.body.name)) return res.sendStatus(400);\n  ${insert}req.body.name]);\n}\n`,
    },
    {
      name: 'a pattern',
      code: `${pg}async function add(req, res) {\n  if (!/^[a-z]+$/.test(req.body.name)) return res.sendStatus(400);\n  ${insert}req.body.name]);\n}\n`,
    },
    {
      name: 'a number',
      code: `${pg}async function add(req, res) {\n  await pool.query('INSERT INTO users (age) VALUES ($1)', [Number(req.body.age)]);\n}\n`,
    },
    // Ids, reads, other data.
    {
      name: 'ids only',
      code: `${pg}async function add(req, res) {\n  await pool.query('INSERT INTO members (user_id, project_id) VALUES ($1, $2)', [req.body.userId, req.params.projectId]);\n}\n`,
    },
    {
      name: 'a DELETE',
      code: `${pg}async function remove(req, res) {\n  await pool.query('DELETE FROM users WHERE name = $1', [req.body.name]);\n}\n`,
    },
    {
      name: 'a SELECT',
      code: `${pg}async function find(req, res) {\n  await pool.query('SELECT id FROM users WHERE name = $1', [req.query.name]);\n}\n`,
    },
    {
      name: 'a filter',
      code: `${mongoose}async function change(req, res) {\n  await User.updateOne({ name: req.body.name }, { $set: { seen: true } });\n}\n`,
    },
    { name: 'the session', code: `${pg}async function add(req, res) {\n  ${insert}req.user.name]);\n}\n` },
    {
      name: 'a map',
      code: "async function add(req, res) {\n  const seen = new Map();\n  seen.set('a', req.body);\n}\n",
    },
    {
      name: 'a test',
      path: 'test/a.test.js',
      code: `${mongoose}async function add(req, res) {\n  await User.create(req.body);\n}\n`,
    },
  ],
});
