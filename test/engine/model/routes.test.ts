import assert from 'node:assert/strict';
import { modelOf } from '../facts/reading';
import { outline } from './route-outline';

interface Case {
  name: string;
  files: Record<string, string>;
  routes: string[];
}

const express = "const express = require('express');\n";
const cases: Case[] = [
  {
    name: 'Express: routers mounted under prefixes, in another file',
    files: {
      'app.js': `${express}const users = require('./users');\nconst app = express();\napp.use('/api/users', users);\napp.listen(1);`,
      'users.js': `const { Router } = require('express');\nconst router = Router();\nrouter.get('/:id', (req, res) => {});\nmodule.exports = router;`,
    },
    routes: ['GET /api/users/:id → inline'],
  },
  {
    name: 'Express: two routers of one file are two',
    files: {
      'app.ts': `import express from 'express';\nimport { open, closed } from './routes';\nimport { authenticate } from './auth';\nconst app = express();\napp.use('/open', open);\napp.use('/closed', authenticate, closed);`,
      'routes.ts': `import { Router } from 'express';\nexport const open = Router();\nexport const closed = Router();\nopen.get('/a', a);\nclosed.get('/b', b);\nfunction a() {}\nfunction b() {}`,
      'auth.ts': 'export function authenticate(req, res, next) {}',
    },
    routes: ['GET /open/a → a', 'GET /closed/b [authenticate: authenticates] → b'],
  },
  {
    name: 'Express: what is mounted later does not hold for what came before',
    files: {
      'app.js': `${express}const { login, list } = require('./handlers');\nconst auth = require('./auth');\nconst app = express();\napp.post('/login', login);\napp.use(auth);\napp.get('/items', list);`,
      'handlers.js': 'exports.login = (req, res) => {};\nexports.list = async (req, res) => {};',
      'auth.js':
        "const jwt = require('jsonwebtoken');\nmodule.exports = function (req, res, next) { req.user = jwt.verify(req.headers.authorization, process.env.KEY); next(); };",
    },
    routes: ['POST /login → handlers.js#login', 'GET /items [auth: authenticates] → handlers.js#list'],
  },
  {
    name: 'Express: middleware under a prefix holds for that prefix only',
    files: {
      'app.js': `${express}const { rateLimit } = require('express-rate-limit');\nconst slow = rateLimit({ max: 5 });\nconst app = express();\napp.use('/auth/login', slow);\nconst auth = express.Router();\nauth.post('/login', (req, res) => {});\nauth.post('/register', (req, res) => {});\napp.use('/auth', auth);`,
    },
    routes: ['POST /auth/login [slow: limits] → inline', 'POST /auth/register → inline'],
  },
  {
    name: 'what middleware does is told by how it sends away who may not pass',
    files: {
      'app.js': `${express}const { first, second, third, fourth } = require('./gate');\nconst app = express();\napp.get('/a', first, show);\napp.get('/b', second, show);\napp.get('/c', third(5), show);\napp.get('/d', fourth, show);\nfunction show() {}`,
      'gate.js':
        'exports.first = (req, res, next) => (req.cookies.x ? next() : res.status(401).json({}));\nexports.second = (req, res, next) => {\n  if (!req.ok) return res.sendStatus(403);\n  next();\n};\nexports.third = (most) => (req, res, next) => {\n  if (count() > most) return res.status(429).end();\n  next();\n};\nexports.fourth = (req, res, next) => {\n  if (!req.headers.x) return res.sendStatus(401);\n  if (bad(req.headers.x)) return res.sendStatus(403);\n  next();\n};\n',
    },
    routes: [
      'GET /a [first: authenticates] → show',
      'GET /b [second: authorizes] → show',
      'GET /c [third: limits] → show',
      'GET /d [fourth: authenticates] → show',
    ],
  },
  {
    name: 'Express: routers mounted in a loop over a list',
    files: {
      'routes/index.js': `${express}const auth = require('./auth');\nconst users = require('./users');\nconst router = express.Router();\nconst routes = [{ path: '/auth', route: auth }, { path: '/users', route: users }];\nroutes.forEach((each) => { router.use(each.path, each.route); });\nmodule.exports = router;`,
      'routes/auth.js': `${express}const router = express.Router();\nrouter.post('/login', (req, res) => {});\nmodule.exports = router;`,
      'routes/users.js': `${express}const router = express.Router();\nrouter.route('/').post(guard('manage'), create).get(list);\nmodule.exports = router;\nfunction guard() {}\nfunction create() {}\nfunction list() {}`,
      'app.js': `${express}const routes = require('./routes');\nconst app = express();\napp.use('/v1', routes);`,
    },
    routes: [
      'POST /v1/auth/login → inline',
      'POST /v1/users [guard: authenticates+authorizes] → create',
      'GET /v1/users → list',
    ],
  },
  {
    name: 'Express: an app that is handed to a function',
    files: {
      'app.js': `${express}const app = express();\napp.use(express.json());\nrequire('./routes')(app);`,
      'routes.js': "module.exports = (app) => {\n  app.get('/things', (req, res) => {});\n};",
    },
    routes: ['GET /things [express.json] → inline'],
  },
  {
    name: 'Express: a function that makes and returns a router',
    files: {
      'app.ts': `import express from 'express';\nimport { ticketRoutes } from './tickets';\nexport function createApp(deps) {\n  const app = express();\n  app.use('/tickets', ticketRoutes(deps));\n  return app;\n}`,
      'tickets.ts': `import { Router } from 'express';\nexport function ticketRoutes({ store }) {\n  const router = Router();\n  router.get('/', async (req, res) => {});\n  return router;\n}`,
    },
    routes: ['GET /tickets → inline'],
  },
  {
    name: 'Express: a router that a class has',
    files: {
      'app.ts': `import express from 'express';\nimport { UserRoutes } from './user-routes';\nconst app = express();\napp.use('/users', new UserRoutes().router);`,
      'user-routes.ts': `import { Router } from 'express';\nimport { UserController } from './user-controller';\nexport class UserRoutes {\n  router = Router();\n  controller = new UserController();\n  constructor() {\n    this.router.get('/:id', this.controller.show);\n  }\n}`,
      'user-controller.ts': 'export class UserController {\n  async show(req, res) {}\n}',
    },
    routes: ['GET /users/:id → user-controller.ts#UserController.show'],
  },
  {
    name: 'Express: wrapped handlers, lists of middleware, methods of an imported object',
    files: {
      'routes.js': `${express}const users = require('./users');\nconst wrap = require('./wrap');\nconst { validate } = require('./validate');\nconst router = express.Router();\nrouter.post('/users', [validate(users.schema), limiter], wrap(users.create));\nmodule.exports = router;`,
      'users.js': 'exports.create = async (req, res) => {};\nexports.schema = {};',
      'wrap.js': 'module.exports = (f) => (req, res, next) => f(req, res).catch(next);',
      'validate.js': 'exports.validate = (schema) => (req, res, next) => next();',
    },
    routes: ['POST /users [validate: validates, limiter: limits, ] → users.js#create'],
  },
  {
    name: 'Fastify: plugins, their prefixes and hooks',
    files: {
      'app.ts': `import Fastify from 'fastify';\nimport { open } from './open';\nimport { closed } from './closed';\nconst app = Fastify();\nawait app.register(open, { prefix: '/open' });\nawait app.register(closed, { prefix: '/closed' });`,
      'open.ts': `import type { FastifyInstance } from 'fastify';\nexport async function open(app: FastifyInstance) {\n  app.get('/a', async () => 1);\n}`,
      'closed.ts': `import type { FastifyInstance } from 'fastify';\nimport { requireUser } from './auth';\nexport async function closed(app: FastifyInstance) {\n  app.addHook('preHandler', requireUser);\n  app.post('/b', { schema: { body: {} }, config: { rateLimit: { max: 3 } } }, async (request) => request.body);\n}`,
      'auth.ts': 'export async function requireUser(request, reply) {}',
    },
    routes: [
      'GET /open/a → inline',
      'POST /closed/b [requireUser: authenticates, schema: validates, rateLimit: limits] → inline',
    ].sort(),
  },
  {
    name: 'Fastify: hooks of a shared plugin hold for the app',
    files: {
      'app.ts': `import Fastify from 'fastify';\nimport auth from './auth';\nconst app = Fastify();\napp.register(auth);\napp.route({ method: ['GET', 'HEAD'], url: '/x', handler: x });\nasync function x() {}`,
      'auth.ts': `import fp from 'fastify-plugin';\nexport default fp(async (app) => {\n  app.addHook('onRequest', async (request) => { await request.jwtVerify(); });\n});`,
    },
    routes: ['GET /x [inline: authenticates] → x', 'HEAD /x [inline: authenticates] → x'],
  },
  {
    name: 'Koa: a router with a prefix, mounted by its routes',
    files: {
      'app.js':
        "const Koa = require('koa');\nconst router = require('./router');\nconst app = new Koa();\napp.use(router.routes());\napp.use(router.allowedMethods());",
      'router.js':
        "const Router = require('@koa/router');\nconst router = new Router({ prefix: '/users' });\nrouter.get('users.show', '/:id', async (ctx) => {});\nmodule.exports = router;",
    },
    routes: ['GET /users/:id → inline'],
  },
  {
    name: 'Hono: a chain, a base path, and a part mounted under a prefix',
    files: {
      'app.ts': `import { Hono } from 'hono';\nimport { zValidator } from '@hono/zod-validator';\nimport { books } from './books';\nimport { schema } from './schema';\nconst app = new Hono().basePath('/api');\napp.use('/books/*', bearer());\napp.route('/books', books);\napp.post('/login', zValidator('json', schema), (c) => c.json({}));`,
      'books.ts': `import { Hono } from 'hono';\nexport const books = new Hono()\n  .get('/', (c) => c.json([]))\n  .get('/:id', (c) => c.json({}));`,
    },
    routes: [
      'POST /api/login [zValidator: validates] → inline',
      'GET /api/books [bearer: authenticates] → inline',
      'GET /api/books/:id [bearer: authenticates] → inline',
    ],
  },
  {
    name: 'Hono: middleware in a chain holds for what comes after it',
    files: {
      'app.ts': `import { Hono } from 'hono';\nimport { authMiddleware } from './auth';\nexport default new Hono().get('/open', open).use(authMiddleware).get('/closed', closed);\nfunction open() {}\nfunction closed() {}`,
      'auth.ts': 'export const authMiddleware = async (c, next) => next();',
    },
    routes: ['GET /open → open', 'GET /closed [authMiddleware: authenticates] → closed'],
  },
  {
    name: 'Koa: a function whose arguments are named one by one',
    files: {
      'app.ts': `import Router from 'koa-router';\nimport { users } from './users';\nconst router = new Router();\nrouter.use(koaAuth());\nusers(router, {});\nfunction koaAuth() {}`,
      'users.ts': "export function users(...[router, deps]) {\n  router.get('/users', async (ctx) => {});\n}",
    },
    routes: ['GET /users [koaAuth: authenticates] → inline'],
  },
  {
    name: 'NestJS: guards of the method, the class and the app, and a route that is open',
    files: {
      'main.ts': `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nconst app = await NestFactory.create(AppModule);\napp.setGlobalPrefix('v1');\nawait app.listen(1);`,
      'app.module.ts': `import { APP_GUARD } from '@nestjs/core';\nimport { ThrottlerGuard } from '@nestjs/throttler';\n@Module({ providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }] })\nexport class AppModule {}`,
      'cats.controller.ts': `import { Controller, Get, Post, UseGuards } from '@nestjs/common';\nimport { AuthGuard } from '@nestjs/passport';\n@UseGuards(AuthGuard('jwt'))\n@Controller('cats')\nexport class CatsController {\n  @Get() list() {}\n  @Public() @Post(':id') make() {}\n}`,
    },
    routes: [
      'GET /v1/cats [ThrottlerGuard: limits, AuthGuard: authenticates] → CatsController.list',
      'POST /v1/cats/:id [ThrottlerGuard: limits, AuthGuard: authenticates, @Public: opens] → CatsController.make',
    ],
  },
  {
    name: 'inversify-express-utils: middleware of the class and the method',
    files: {
      'users.ts': `import { controller, httpGet, httpPost } from 'inversify-express-utils';\n@controller('/users', TYPES.RequireSession)\nexport class UsersController {\n  @httpGet('/') list() {}\n  @httpPost('/:id', checkOwner) change() {}\n}`,
    },
    routes: [
      'GET /users [TYPES.RequireSession: authenticates] → UsersController.list',
      'POST /users/:id [TYPES.RequireSession: authenticates, checkOwner: authorizes] → UsersController.change',
    ],
  },
  {
    name: 'Next.js: files are routes',
    files: {
      'src/app/api/users/[id]/route.ts':
        'export async function GET(request, { params }) {}\nexport const POST = withAuth(async (request) => {});',
      'src/pages/api/items/index.ts': 'export default async function handler(req, res) {}',
    },
    routes: [
      'GET /api/users/:id → GET',
      'POST /api/users/:id [: authenticates] → inline',
      'ALL /api/items → handler',
    ],
  },
  {
    name: 'tRPC: procedures, by the names that their routers give',
    files: {
      'router.ts': `import { protectedProcedure, publicProcedure, router } from './trpc';\nexport const posts = router({\n  list: publicProcedure.query(({ ctx }) => []),\n  add: protectedProcedure.input(schema).mutation(async ({ input }) => {}),\n});`,
    },
    routes: [
      'QUERY list [publicProcedure: opens] → inline',
      'MUTATION add [protectedProcedure: authenticates, input: validates] → inline',
    ],
  },
  {
    name: 'GraphQL: resolvers of classes',
    files: {
      'cats.resolver.ts': `import { Resolver, Query, Mutation } from '@nestjs/graphql';\n@Resolver(() => Cat)\nexport class CatsResolver {\n  @Query(() => [Cat]) cats() {}\n  @Allow(Permission.Write) @Mutation() addCat() {}\n}`,
    },
    routes: ['QUERY cats → CatsResolver.cats', 'MUTATION addCat [@Allow: authorizes] → CatsResolver.addCat'],
  },
  {
    name: 'GraphQL: resolvers in a map',
    files: {
      'resolvers.ts': `import { users } from './users';\nexport const resolvers = {\n  Query: { users, one: (_, { id }) => id, ...others },\n  Mutation: { addUser: requireAuth(async () => {}) },\n  User: { name: () => '' },\n};`,
      'users.ts': 'export async function users() {}',
    },
    routes: [
      'QUERY users → users.ts#users',
      'QUERY one → one',
      'MUTATION addUser [: authenticates] → inline',
    ],
  },
  {
    name: 'routers that could not be followed guard nothing, files are called after what they do',
    files: {
      'app.js': `${express}const app = express();\napp.use(missing.authRoutes);\napp.use(require('./authenticate'));\napp.get('/x', (req, res) => {});`,
      'authenticate.js': 'module.exports = (req, res, next) => check(req, next);',
    },
    routes: ['GET /x [missing.authRoutes, require: authenticates] → inline'],
  },
  {
    name: 'calls of clients are no routes',
    files: {
      'a.js':
        "const axios = require('axios');\nconst api = axios.create();\napi.get('/users', handler);\ncache.get('/x', () => 1);\nrequest(app).get('/y', cb);",
    },
    routes: [],
  },
];

describe('routes', () => {
  for (const { name, files, routes } of cases)
    it(name, async () => {
      const found = (await modelOf(files)).routes.all.map(outline);
      assert.deepEqual([...found].sort(), [...routes].sort());
    });
});
