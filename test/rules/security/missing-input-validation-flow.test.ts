import missingInputValidation from '../../../rules/security/missing-input-validation/rule';
import { ruleTests } from '../rule-tester';

/** How request data gets to a write: clients, ways of reading it, functions of other files, frameworks' types. */
const router = "const router = require('express').Router();\n";
const pg = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const imports = "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n";
const post = (body: string) => `${router}${pg}router.post('/', async (req, res) => {\n  ${body}\n});\n`;
const sqlite =
  "const Database = require('better-sqlite3');\nconst db = new Database('x.db');\nconst router = require('express').Router();\n";
const model = { 'src/models/user.js': "module.exports = require('mongoose').model('User', schema);\n" };
const drizzle = {
  'src/db.ts':
    "import { drizzle } from 'drizzle-orm/node-postgres';\nimport { pgTable, serial, text } from 'drizzle-orm/pg-core';\nexport const users = pgTable('users', { id: serial('id').primaryKey(), name: text('name') });\nexport const db = drizzle('postgres://');\n",
};
const fastify = (route: string) =>
  `import type { FastifyInstance } from 'fastify';\n${imports}const body = {};\nexport async function routes(app: FastifyInstance) {\n  ${route}\n}\n`;
const nest = (parameters: string, body: string, more = '') =>
  `import { Body, Controller, Post } from '@nestjs/common';\nimport { InjectRepository } from '@nestjs/typeorm';\nimport { Repository } from 'typeorm';\nimport { User } from './user.entity';\n${more}@Controller('users')\nexport class Users {\n  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}\n  @Post()\n  add(${parameters}) { return this.users.save(${body}); }\n}\n`;
const userEntity = {
  'src/user.entity.ts':
    "import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';\n@Entity('users')\nexport class User {\n  @PrimaryGeneratedColumn() id: number;\n  @Column() name: string;\n}\n",
};
const service = (method: string) => ({
  'src/service.js': `${pg}exports.add = ${method};\n`,
});
const handsOn = (data: string) =>
  `const users = require('./service');\nexports.create = async (req, res) => {\n  await users.add(${data});\n  res.end();\n};\n`;
const insertName = "pool.query('INSERT INTO users (name) VALUES ($1)', [";
const zod = { 'package.json': '{ "name": "a", "dependencies": { "zod": "3" } }' };

ruleTests(missingInputValidation, {
  invalid: [
    // Clients.
    {
      name: 'pg: values in a variable',
      code: post(
        `const values = [«req.body.name»];\n  await pool.query('INSERT INTO users (name) VALUES ($1)', values);`,
      )
        .replace('«req.body.name»', 'req.body.name')
        .replace(', values', ', «values»'),
    },
    {
      name: 'pg: an object of text and values',
      code: post(
        "await pool.query({ text: 'INSERT INTO users (name) VALUES ($1)', values: [«req.body.name»] });",
      ),
    },
    {
      name: 'mysql2',
      code: "const pool = require('mysql2/promise').createPool({});\nexports.add = async (req, res) => {\n  await pool.execute('INSERT INTO users (name) VALUES (?)', [«req.body.name»]);\n};\n",
    },
    {
      name: 'postgres.js',
      path: 'src/a.ts',
      code: "import postgres from 'postgres';\nconst sql = postgres();\nexport async function add(req: any) {\n  await sql`INSERT INTO users (name) VALUES (${«req.body.name»})`;\n}\n",
    },
    {
      name: 'better-sqlite3',
      code: `${sqlite}router.post('/', (req, res) => {\n  db.prepare('INSERT INTO users (name) VALUES (?)').run(«req.body.name»);\n});\n`,
    },
    {
      name: 'better-sqlite3: a statement prepared before, with named values',
      code: `${sqlite}const add = db.prepare('INSERT INTO users (name) VALUES (@name)');\nrouter.post('/', (req, res) => {\n  add.run(«req.body»);\n});\n`,
    },
    {
      name: 'Drizzle',
      path: 'src/a.ts',
      files: drizzle,
      code: "import { db, users } from './db';\nexport async function add(req: any) {\n  return db.insert(users).values(«req.body»).returning();\n}\n",
      messages: [
        'All of req.body goes into db.insert().values as it came, so a caller chooses which fields are written. Take the fields that are meant, through a schema.',
      ],
    },
    {
      name: 'Kysely',
      path: 'src/a.ts',
      code: "import { Kysely } from 'kysely';\nconst db = new Kysely<any>({} as any);\nexport async function add(req: any) {\n  await db.insertInto('users').values(«req.body»).execute();\n}\n",
    },
    {
      name: 'TypeORM: merge',
      path: 'src/a.ts',
      code: "import { source } from './source';\nimport { User } from './user.entity';\nconst users = source.getRepository(User);\nexport async function change(req: any) {\n  const user = await users.findOneBy({ id: 1 });\n  users.merge(user, «req.body»);\n  await users.save(user);\n}\n",
      files: {
        ...userEntity,
        'src/source.ts':
          "import { DataSource } from 'typeorm';\nexport const source = new DataSource({ type: 'postgres' });\n",
      },
    },
    {
      name: 'Prisma: a transaction',
      path: 'src/a.ts',
      code: `${imports}export async function add(req: any) {\n  await prisma.$transaction(async (tx) => {\n    await tx.user.create({ data: «req.body» });\n  });\n}\n`,
    },
    // Reading the request.
    {
      name: 'each item of a list',
      code: post(`for (const item of req.body.items) await ${insertName}«item.name»]);`),
    },
    {
      name: 'a callback for each item',
      code: post(`await Promise.all(req.body.items.map((item) => ${insertName}«item.name»])));`),
    },
    {
      name: 'form data',
      path: 'app/users/route.ts',
      code: `${imports}export async function POST(request: Request) {\n  const form = await request.formData();\n  await prisma.user.create({ data: { bio: «form.get('bio')» } });\n  return new Response();\n}\n`,
    },
    {
      name: 'a server action',
      path: 'app/actions.ts',
      code: `'use server';\n${imports}export async function add(form: FormData) {\n  await prisma.user.create({ data: { bio: «form.get('bio')» as string } });\n}\n`,
    },
    // Functions of the project.
    {
      name: 'a function of the same file',
      code: `${router}${pg}async function add(data) {\n  await ${insertName}data.name]);\n}\nrouter.post('/', async (req, res) => {\n  await add(«req.body»);\n});\n`,
      messages: [
        'name of req.body reaches pool.query (through add) with no check of its type or range. Check it against a schema first.',
      ],
    },
    {
      name: 'a service that writes members of what it is given',
      code: handsOn('«req.body»'),
      files: service(`async (data) => {\n  await ${insertName}data.name]);\n}`),
      messages: [
        'name of req.body reaches pool.query (through users.add) with no check of its type or range. Check it against a schema first.',
      ],
    },
    {
      name: 'a service that writes all of it',
      code: handsOn('«req.body»'),
      files: {
        'src/service.js':
          "const User = require('./models/user');\nexports.add = (data) => User.create({ ...data, seen: false });\n",
        ...model,
      },
      messages: [
        'All of req.body goes into User.create (through users.add) as it came, so a caller chooses which fields are written. Take the fields that are meant, through a schema.',
      ],
    },
    {
      name: 'a service that takes fields',
      code: handsOn('«req.body.name», req.body.email'),
      files: service(
        "async (name, email) => {\n  await pool.query('INSERT INTO users (name, email) VALUES ($1, $2)', [name, email]);\n}",
      ),
      messages: [
        'name, email of req.body reach pool.query (through users.add) with no check of type or range. Check them against a schema first.',
      ],
    },
    {
      name: 'a service that takes its parameter apart',
      code: handsOn('«req.body»'),
      files: service(`async ({ name }) => {\n  await ${insertName}name]);\n}`),
    },
    {
      name: 'an object of fields under other names',
      code: handsOn('{ label: «req.body.name», userId: req.user.id }'),
      files: service(`async (data) => {\n  await ${insertName}data.label]);\n}`),
      messages: [
        'name of req.body reaches pool.query (through users.add) with no check of its type or range. Check it against a schema first.',
      ],
    },
    {
      name: 'a class, two calls away',
      path: 'src/users.ts',
      code: "import { Users } from './service';\nconst users = new Users();\nexport async function create(req: any) {\n  await users.register(«req.body»);\n}\n",
      files: {
        'src/service.ts':
          "import { insertUser } from './repository';\nexport class Users {\n  async register(data: any) { return insertUser(data); }\n}\n",
        'src/repository.ts':
          "import knex from 'knex';\nconst db = knex({ client: 'pg' });\nexport const insertUser = (data: any) => db('users').insert(data);\n",
      },
    },
    {
      name: 'an injected service',
      path: 'src/users.ts',
      code: "import { Body, Controller, Post } from '@nestjs/common';\nimport { UserService } from './service';\n@Controller('users')\nexport class Users {\n  constructor(private readonly service: UserService) {}\n  @Post()\n  add(@Body() body: any) { return this.service.add(«body»); }\n}\n",
      files: {
        ...userEntity,
        'src/service.ts':
          "import { InjectRepository } from '@nestjs/typeorm';\nimport { Repository } from 'typeorm';\nimport { User } from './user.entity';\nexport class UserService {\n  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}\n  add(data: any) { return this.users.save(data); }\n}\n",
      },
    },
    // Types that are gone when the program runs.
    {
      name: 'Nest: an interface',
      path: 'src/a.ts',
      files: userEntity,
      code: nest('@Body() body: NewUser', '«body»', 'interface NewUser { name: string }\n'),
    },
    {
      name: 'Nest: an interface of another file',
      path: 'src/a.ts',
      files: { ...userEntity, 'src/types.ts': 'export interface NewUser { name: string }\n' },
      code: nest('@Body() body: NewUser', '«body»', "import { NewUser } from './types';\n"),
    },
    {
      name: 'Nest: a class without rules',
      path: 'src/a.ts',
      files: { ...userEntity, 'src/new-user.ts': 'export class NewUser { name: string }\n' },
      code: nest('@Body() body: NewUser', '«body»', "import { NewUser } from './new-user';\n"),
    },
    {
      name: 'Nest: Partial of an entity',
      path: 'src/a.ts',
      files: userEntity,
      code: nest('@Body() body: Partial<User>', '«body»'),
    },
    {
      name: 'Nest: a member that is text',
      path: 'src/a.ts',
      files: userEntity,
      code: nest("@Body('name') name: string", '{ «name» }'),
    },
    {
      name: 'a schema of the parameters says nothing of the body',
      path: 'src/a.ts',
      code: fastify(
        "app.post('/users/:id', { schema: { params: body } }, async (request) => prisma.user.create({ data: «request.body» as any }));",
      ),
    },
    // The fix.
    {
      name: 'fields that are read in the statement itself',
      files: zod,
      code: `${router}${pg}async function addUser(req, res) {\n  await pool.query('INSERT INTO users (name, email) VALUES ($1, $2)', [«req.body.name», req.body.email]);\n}\n`,
      output: `${router}${pg.split('\n')[0]}\nconst { z } = require('zod');\n\nconst addUserInput = z.object({\n  name: z.string(),\n  email: z.string(),\n});\n${pg.split('\n')[1]}\nasync function addUser(req, res) {\n  const input = addUserInput.parse(req.body);\n  await pool.query('INSERT INTO users (name, email) VALUES ($1, $2)', [input.name, input.email]);\n}\n`,
    },
    {
      name: 'no fix where all of the body is read besides',
      files: zod,
      code: post(
        "await pool.query('INSERT INTO logs (name, body) VALUES ($1, $2)', [req.body.name, «req.body»]);",
      ),
      output: false,
    },
  ],
  valid: [
    {
      name: 'a schema in the service',
      code: handsOn('req.body'),
      files: {
        'src/service.js': `const { z } = require('zod');\n${pg}const input = z.object({ name: z.string() });\nexports.add = async (data) => {\n  const { name } = input.parse(data);\n  await ${insertName}name]);\n};\n`,
      },
    },
    {
      name: 'a check in the service',
      code: handsOn('req.body'),
      files: service(
        `async ({ name }) => {\n  if (typeof name !== 'string' || name.length > 80) throw new Error('name');\n  await ${insertName}name]);\n}`,
      ),
    },
    {
      name: 'a service that writes other members',
      code: handsOn('{ title: req.body.title, name: req.user.name }'),
      files: service(`async (data) => {\n  await ${insertName}data.name]);\n}`),
    },
    {
      name: 'a member that is written over',
      code: handsOn('{ ...req.body, name: req.user.name }'),
      files: service(`async (data) => {\n  await ${insertName}data.name]);\n}`),
    },
    {
      name: 'a member that was taken out before',
      code: handsOn('rest').replace('await users', 'const { name, ...rest } = req.body;\n  await users'),
      files: service(`async (data) => {\n  await ${insertName}data.name]);\n}`),
    },
    {
      name: 'a service that only reads',
      code: handsOn('req.body'),
      files: service("async (data) => pool.query('SELECT id FROM users WHERE name = $1', [data.name])"),
    },
    {
      name: 'a factory that only makes a value',
      code: "const { Money } = require('./money');\nexports.create = async (req, res) => res.json(Money.create(req.body));\n",
      files: {
        'src/money.js':
          'class Money { static create(data) { return new Money(data); } }\nmodule.exports = { Money };\n',
      },
    },
    {
      name: 'a value that says which rows are meant',
      code: post("await pool.query('UPDATE users SET seen = true WHERE email = $1', [req.body.email]);"),
    },
    {
      name: 'a row that must be there',
      code: post(
        "const found = await findByEmail(req.body.email);\n  if (!found) return res.sendStatus(404);\n  await pool.query('INSERT INTO tokens (email) VALUES ($1)', [req.body.email]);",
      ),
    },
    {
      name: 'a list of fields that may be written',
      code: `const _ = require('lodash');\nconst User = require('./models/user');\nexports.add = async (req, res) => {\n  await User.create(_.pick(req.body, ['name', 'email']));\n};\n`,
      files: model,
    },
    {
      name: 'a check of the fields’ names',
      code: `const User = require('./models/user');\nexports.change = async (req, res) => {\n  const updates = Object.keys(req.body);\n  if (!updates.every((key) => ['name', 'email'].includes(key))) return res.sendStatus(400);\n  await User.findByIdAndUpdate(req.params.id, req.body);\n};\n`,
      files: model,
    },
    {
      name: 'a yes or no',
      code: post(
        "await pool.query('UPDATE users SET active = $1 WHERE id = $2', [!!req.body.active, req.params.id]);",
      ),
    },
    {
      name: 'a check for all routes of the router',
      code: `const { celebrate } = require('celebrate');\n${router}${pg}router.use(celebrate({ body: rules }));\nrouter.post('/', async (req, res) => {\n  await ${insertName}req.body.name]);\n});\n`,
    },
    {
      name: 'Fastify: a schema in a plugin',
      path: 'src/a.ts',
      code: fastify(
        "app.post('/users', { schema: { body } }, async (request) => prisma.user.create({ data: request.body as any }));",
      ),
    },
    {
      name: 'Fastify: a route in one object',
      path: 'src/a.ts',
      code: fastify(
        "app.route({ method: 'POST', url: '/users', schema: { body }, handler: async (request) => prisma.user.create({ data: request.body as any }) });",
      ),
    },
    {
      name: 'Nest: a class with rules',
      path: 'src/a.ts',
      files: {
        ...userEntity,
        'src/new-user.ts':
          "import { IsString } from 'class-validator';\nexport class NewUser { @IsString() name: string }\n",
      },
      code: nest('@Body() body: NewUser', 'body', "import { NewUser } from './new-user';\n"),
    },
    {
      name: 'Nest: a class made from one with rules',
      path: 'src/a.ts',
      files: {
        ...userEntity,
        'src/new-user.ts':
          "import { PartialType } from '@nestjs/mapped-types';\nimport { NewUser } from './other';\nexport class ChangedUser extends PartialType(NewUser) {}\n",
      },
      code: nest('@Body() body: ChangedUser', 'body', "import { ChangedUser } from './new-user';\n"),
    },
    {
      name: 'Nest: a type inferred from a schema',
      path: 'src/a.ts',
      files: {
        ...userEntity,
        'src/new-user.ts':
          "import { z } from 'zod';\nexport const newUser = z.object({ name: z.string() });\nexport type NewUser = z.infer<typeof newUser>;\n",
      },
      code: nest('@Body() body: NewUser', 'body', "import { NewUser } from './new-user';\n"),
    },
    {
      name: 'Nest: a number',
      path: 'src/a.ts',
      files: userEntity,
      code: nest("@Body('age') age: number", '{ age }'),
    },
    {
      name: 'tRPC',
      path: 'src/a.ts',
      code: `import { initTRPC } from '@trpc/server';\nimport { z } from 'zod';\n${imports}const t = initTRPC.create();\nexport const add = t.procedure.input(z.object({ name: z.string() })).mutation(({ input }) => prisma.user.create({ data: input }));\n`,
    },
    {
      name: 'superstruct',
      code: `const { assert, object, string } = require('superstruct');\n${post(`assert(req.body, object({ name: string() }));\n  await ${insertName}req.body.name]);`)}`,
    },
    {
      name: 'typebox',
      code: `const { Value } = require('@sinclair/typebox/value');\n${post(`if (!Value.Check(user, req.body)) return res.sendStatus(400);\n  await ${insertName}req.body.name]);`)}`,
    },
  ],
});
