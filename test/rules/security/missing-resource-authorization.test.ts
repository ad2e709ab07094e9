import missingResourceAuthorization from '../../../rules/security/missing-resource-authorization/rule';
import { defaultConfiguration } from '../../../src/engine';
import { ruleTests } from '../rule-tester';

const schema = `
  CREATE TABLE users (id uuid PRIMARY KEY, email text NOT NULL, role text NOT NULL);
  CREATE TABLE projects (id uuid PRIMARY KEY, owner_id uuid NOT NULL, name text NOT NULL);
  CREATE TABLE tickets (id uuid PRIMARY KEY, project_id uuid NOT NULL, title text NOT NULL);
  CREATE TABLE orders (id uuid PRIMARY KEY, user_id uuid NOT NULL, total int NOT NULL);
  CREATE TABLE posts (id uuid PRIMARY KEY, author_id uuid NOT NULL, title text NOT NULL, published boolean NOT NULL);
  CREATE TABLE countries (id uuid PRIMARY KEY, name text NOT NULL);
`;

/** An Express app with a pool, a session and one route. */
const express = (route: string, before = '') => `
const express = require('express');
const { pool } = require('./pool');
const { authenticate } = require('./authenticate');
const { requireRole, can } = require('./guards');
const router = express.Router();
${before}
${route}
module.exports = router;
`;
const common = {
  'migrations/001.sql': schema,
  'src/pool.js': "const { Pool } = require('pg');\nexports.pool = new Pool();\n",
  'src/authenticate.js':
    "const jwt = require('jsonwebtoken');\nexports.authenticate = (req, res, next) => {\n  req.user = jwt.verify(req.headers.authorization, process.env.JWT_SECRET);\n  next();\n};\n",
  'src/guards.js':
    'exports.requireRole = (role) => (req, res, next) => (req.user.role === role ? next() : res.sendStatus(403));\nexports.can = (right) => (req, res, next) => next();\n',
};

const mongoose = (handler: string) => `
const express = require('express');
const mongoose = require('mongoose');
const passport = require('passport');
const orderSchema = new mongoose.Schema({ user: { type: mongoose.Schema.Types.ObjectId, ref: 'User' }, total: Number });
const Order = mongoose.model('Order', orderSchema);
const router = express.Router();
${handler}
module.exports = router;
`;

ruleTests(missingResourceAuthorization, {
  files: common,
  invalid: [
    {
      name: 'a nested route whose child is looked up by its own id',
      code: express(
        "router.get('/projects/:projectId/tickets/:ticketId', async (req, res) => {\n  const { rows } = await pool.«query»('SELECT id, title FROM tickets WHERE id = $1', [req.params.ticketId]);\n  res.json(rows[0]);\n});",
      ),
      messages: [
        'GET /projects/:projectId/tickets/:ticketId looks up tickets by ticketId alone: nothing ties it to projectId of the path, so any ticketId will do. Put the parent into the condition, or check access first.',
      ],
      fix: 'Limit to project_id = req.params.projectId',
      output: express(
        "router.get('/projects/:projectId/tickets/:ticketId', async (req, res) => {\n  const { rows } = await pool.query('SELECT id, title FROM tickets WHERE id = $1 AND project_id = $2', [req.params.ticketId, req.params.projectId]);\n  res.json(rows[0]);\n});",
      ),
    },
    {
      name: 'the parent is at hand under its name',
      code: express(
        "router.delete('/projects/:projectId/tickets/:ticketId', async (req, res) => {\n  const { projectId, ticketId } = req.params;\n  await pool.«query»('DELETE FROM tickets WHERE id = $1', [ticketId]);\n  res.json({ projectId });\n});",
      ),
      fix: 'Limit to project_id = projectId',
      output: express(
        "router.delete('/projects/:projectId/tickets/:ticketId', async (req, res) => {\n  const { projectId, ticketId } = req.params;\n  await pool.query('DELETE FROM tickets WHERE id = $1 AND project_id = $2', [ticketId, projectId]);\n  res.json({ projectId });\n});",
      ),
    },
    {
      name: 'knex: the parent is one more condition',
      code: "const express = require('express');\nconst knex = require('knex')({ client: 'pg' });\nconst router = express.Router();\nrouter.get('/projects/:projectId/tickets/:ticketId', async (req, res) => {\n  res.json(await knex('«tickets»').where({ id: req.params.ticketId }).first('id', 'title'));\n});\nmodule.exports = router;\n",
      fix: 'Limit to project_id = req.params.projectId',
      output:
        "const express = require('express');\nconst knex = require('knex')({ client: 'pg' });\nconst router = express.Router();\nrouter.get('/projects/:projectId/tickets/:ticketId', async (req, res) => {\n  res.json(await knex('tickets').where({ project_id: req.params.projectId }).where({ id: req.params.ticketId }).first('id', 'title'));\n});\nmodule.exports = router;\n",
    },
    {
      name: 'the parent is in the prefix of another file, and the id goes through a service',
      files: {
        'src/app.js':
          "const express = require('express');\nconst tickets = require('./tickets');\nconst app = express();\napp.use('/projects/:projectId/tickets', tickets);\n",
        'src/tickets.js':
          "const { Router } = require('express');\nconst { removeTicket } = require('./ticket-service');\nconst router = Router();\nrouter.delete('/:ticketId', async (req, res) => {\n  const { ticketId } = req.params;\n  await removeTicket(ticketId);\n  res.sendStatus(204);\n});\nmodule.exports = router;\n",
        'src/ticket-service.js':
          "const { pool } = require('./pool');\nexports.removeTicket = async (id) => {\n  await pool.«query»('DELETE FROM tickets WHERE id = $1', [id]);\n};\n",
      },
      related: [1],
    },
    {
      name: 'logging in is no permission',
      code: express(
        "router.use(authenticate);\nrouter.put('/projects/:projectId/tickets/:ticketId', async (req, res) => {\n  await pool.«query»('UPDATE tickets SET title = $1 WHERE id = $2', [req.body.title, req.params.ticketId]);\n  res.sendStatus(204);\n});",
      ),
    },
    {
      name: 'a record with an owner, read by the id of the path',
      code: express(
        "router.get('/orders/:id', authenticate, async (req, res) => {\n  const { rows } = await pool.«query»('SELECT id, total FROM orders WHERE id = $1', [req.params.id]);\n  res.json(rows[0]);\n});",
      ),
      messages: [
        'GET /orders/:id reads orders by id from the request, and nothing compares its user_id with who is logged in: any user reaches any other’s. Put the owner into the condition, or check access first.',
      ],
      related: [1],
    },
    {
      name: 'an id of the body, and of the query',
      code: express(
        "router.post('/orders/cancellation', authenticate, async (req, res) => {\n  await pool.«query»('DELETE FROM orders WHERE id = $1', [req.body.orderId]);\n  res.sendStatus(204);\n});\nrouter.get('/order', authenticate, async (req, res) => {\n  const id = req.query.id;\n  const { rows } = await pool.«query»('SELECT id, total FROM orders WHERE id = $1', [id]);\n  res.json(rows);\n});",
      ),
    },
    {
      name: 'the user itself',
      code: express(
        "router.patch('/users/:id', authenticate, async (req, res) => {\n  await pool.«query»('UPDATE users SET email = $1 WHERE id = $2', [req.body.email, req.params.id]);\n  res.sendStatus(204);\n});",
      ),
      messages: [
        'PATCH /users/:id changes users by id from the request, and nothing compares it with who is logged in: any user reaches any other’s account. Check that it is their own, or who may do this.',
      ],
    },
    {
      name: 'a route that forgot to ask who is there, in an app that asks elsewhere',
      code: express(
        "router.get('/me', authenticate, (req, res) => res.json(req.user));\nrouter.delete('/orders/:id', async (req, res) => {\n  await pool.«query»('DELETE FROM orders WHERE id = $1', [req.params.id]);\n  res.sendStatus(204);\n});",
      ),
    },
    {
      name: 'Mongoose: the owner is a field of the schema',
      code: mongoose(
        "router.get('/orders/:id', passport.authenticate('jwt'), async (req, res) => {\n  res.json(await «Order».findById(req.params.id));\n});",
      ),
    },
    {
      name: 'Mongoose: changed and deleted',
      code: mongoose(
        "router.use(passport.authenticate('jwt'));\nrouter.put('/orders/:id', async (req, res) => {\n  const { total } = req.body;\n  res.json(await «Order».findByIdAndUpdate(req.params.id, { total }));\n});\nrouter.delete('/orders/:id', async (req, res) => {\n  await «Order».deleteOne({ _id: req.params.id });\n  res.sendStatus(204);\n});",
      ),
    },
    {
      name: 'Prisma, in a Nest controller and its service',
      files: {
        'src/orders.controller.ts':
          "import { Controller, Get, Param, UseGuards } from '@nestjs/common';\nimport { AuthGuard } from '@nestjs/passport';\nimport { OrdersService } from './orders.service';\n@UseGuards(AuthGuard('jwt'))\n@Controller('orders')\nexport class OrdersController {\n  constructor(private readonly orders: OrdersService) {}\n  @Get(':id')\n  show(@Param('id') id: string) {\n    return this.orders.findOne(id);\n  }\n}\n",
        'src/orders.service.ts':
          "import { PrismaClient } from '@prisma/client';\nexport class OrdersService {\n  constructor(private readonly prisma: PrismaClient) {}\n  findOne(id: string) {\n    return this.prisma.«orders».findUnique({ where: { id } });\n  }\n}\n",
      },
    },
    {
      name: 'Fastify and a tagged template',
      path: 'src/orders.ts',
      code: "import type { FastifyInstance } from 'fastify';\nimport postgres from 'postgres';\nconst sql = postgres();\nexport async function orders(app: FastifyInstance) {\n  app.addHook('onRequest', async (request) => { await request.jwtVerify(); });\n  app.get('/orders/:id', async (request) => {\n    const { id } = request.params as { id: string };\n    const [order] = await «sql»`SELECT id, total FROM orders WHERE id = ${id}`;\n    return order;\n  });\n}\n",
    },
    {
      name: 'knex, in Koa',
      code: "const Router = require('@koa/router');\nconst jwt = require('koa-jwt');\nconst knex = require('knex')({ client: 'pg' });\nconst router = new Router();\nrouter.use(jwt({ secret: process.env.JWT_SECRET }));\nrouter.get('/orders/:id', async (ctx) => {\n  ctx.body = await knex('«orders»').where({ id: ctx.params.id }).first('id', 'total');\n});\nmodule.exports = router;\n",
    },
    {
      name: 'Next.js',
      path: 'src/app/api/orders/[id]/route.ts',
      code: "import { auth } from '@clerk/nextjs/server';\nimport { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport async function DELETE(request: Request, { params }: { params: { id: string } }) {\n  const { userId } = auth();\n  if (!userId) return new Response('Unauthorized', { status: 401 });\n  await prisma.«orders».delete({ where: { id: params.id } });\n  return new Response(null, { status: 204 });\n}\n",
    },
    {
      name: 'tRPC',
      path: 'src/orders.ts',
      code: "import { PrismaClient } from '@prisma/client';\nimport { z } from 'zod';\nimport { protectedProcedure, router } from './trpc';\nconst prisma = new PrismaClient();\nexport const orders = router({\n  byId: protectedProcedure.input(z.object({ id: z.string() })).query(({ input }) => prisma.«orders».findUnique({ where: { id: input.id } })),\n});\n",
    },
    {
      name: 'a handler that sends away who is not logged in',
      code: express(`
        router.get('/orders/:id', async (req, res) => {
          if (!req.session.userId) return res.status(401).end();
          const { rows } = await pool.«query»('SELECT id, total FROM orders WHERE id = $1', [req.params.id]);
          res.json(rows[0]);
        });
      `),
    },
    {
      name: 'a resolver that is told who asks',
      code: "const { pool } = require('./pool');\nexports.resolvers = {\n  Mutation: {\n    cancelOrder: async (_, { id }, { user }) => {\n      if (!user) throw new Error('Log in first');\n      await pool.«query»('DELETE FROM orders WHERE id = $1', [id]);\n      return true;\n    },\n  },\n};\n",
    },
    {
      name: 'parameters of a route that are awaited',
      path: 'src/app/api/projects/[projectId]/tickets/[ticketId]/route.js',
      code: "import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function GET(request, { params }) {\n  const { ticketId } = await params;\n  const { rows } = await pool.«query»('SELECT id, title FROM tickets WHERE id = $1', [ticketId]);\n  return Response.json(rows[0]);\n}\n",
    },
    {
      name: 'a procedure that is known by its input',
      path: 'src/orders.ts',
      code: "import { z } from 'zod';\nimport { Pool } from 'pg';\nimport { authed, router } from './trpc';\nconst pool = new Pool();\nexport const orders = router({\n  cancel: authed.input(z.object({ id: z.string() })).mutation(({ input }) => pool.«query»('DELETE FROM orders WHERE id = $1', [input.id])),\n});\n",
      files: {
        'src/trpc.ts':
          "import { initTRPC } from '@trpc/server';\nconst t = initTRPC.create();\nexport const router = t.router;\nexport const authed = t.procedure.use(({ ctx, next }) => { if (!ctx.user) throw new Error('Log in first'); return next(); });\n",
      },
    },
  ],
  valid: [
    {
      name: 'the parent is in the condition',
      code: express(
        "router.get('/projects/:projectId/tickets/:ticketId', async (req, res) => {\n  const { rows } = await pool.query('SELECT id, title FROM tickets WHERE id = $1 AND project_id = $2', [req.params.ticketId, req.params.projectId]);\n  res.json(rows[0]);\n});",
      ),
    },
    {
      name: 'a join that names the owner',
      code: express(
        "router.get('/projects/:projectId/tickets/:ticketId', authenticate, async (req, res) => {\n  const { rows } = await pool.query('SELECT t.id FROM tickets t JOIN projects p ON p.id = t.project_id WHERE t.id = $1 AND p.owner_id = $2', [req.params.ticketId, req.user.id]);\n  res.json(rows[0]);\n});",
      ),
    },
    {
      name: 'the owner of the session is in the condition',
      code: express(
        "router.get('/orders/:id', authenticate, async (req, res) => {\n  const { rows } = await pool.query('SELECT id, total FROM orders WHERE id = $1 AND user_id = $2', [req.params.id, req.user.id]);\n  res.json(rows[0]);\n});",
      ),
    },
    {
      name: 'a guard of the route',
      code: express(
        "router.delete('/orders/:id', authenticate, requireRole('admin'), async (req, res) => {\n  await pool.query('DELETE FROM orders WHERE id = $1', [req.params.id]);\n  res.sendStatus(204);\n});",
      ),
    },
    {
      name: 'a guard of the router, and a right that is named',
      code: express(
        "router.delete('/orders/:id', async (req, res) => {\n  await pool.query('DELETE FROM orders WHERE id = $1', [req.params.id]);\n  res.sendStatus(204);\n});",
        "router.use(authenticate, can('manage-orders'));",
      ),
    },
    {
      name: 'a right named to the one guard that there is',
      code: "const express = require('express');\nconst auth = require('./auth');\nconst { pool } = require('./pool');\nconst router = express.Router();\nrouter.route('/users/:id').get(auth('getUsers'), async (req, res) => {\n  const { rows } = await pool.query('SELECT id, email FROM users WHERE id = $1', [req.params.id]);\n  res.json(rows[0]);\n});\nmodule.exports = router;\n",
    },
    {
      name: 'a check in the handler, before the look-up',
      code: express(
        "router.get('/orders/:id', authenticate, async (req, res) => {\n  await assertOwner(req.user, req.params.id);\n  const { rows } = await pool.query('SELECT id, total FROM orders WHERE id = $1', [req.params.id]);\n  res.json(rows[0]);\n});",
      ),
    },
    {
      name: 'a check with an ability, after the look-up',
      code: express(
        "router.get('/orders/:id', authenticate, async (req, res) => {\n  const { rows } = await pool.query('SELECT id, total FROM orders WHERE id = $1', [req.params.id]);\n  if (!req.ability.can('read', rows[0])) return res.sendStatus(403);\n  res.json(rows[0]);\n});",
      ),
    },
    {
      name: 'the owner of the loaded record is compared with the session’s user',
      code: express(
        "router.get('/orders/:id', authenticate, async (req, res) => {\n  const { rows } = await pool.query('SELECT id, user_id, total FROM orders WHERE id = $1', [req.params.id]);\n  if (rows[0].user_id !== req.user.id) return res.sendStatus(404);\n  res.json(rows[0]);\n});",
      ),
    },
    {
      name: 'the same in a service',
      files: {
        'src/orders.js':
          "const { Router } = require('express');\nconst { authenticate } = require('./authenticate');\nconst { findOrder } = require('./order-service');\nconst router = Router();\nrouter.get('/orders/:id', authenticate, async (req, res) => {\n  res.json(await findOrder(req.params.id, req.user.id));\n});\nmodule.exports = router;\n",
        'src/order-service.js':
          "const { pool } = require('./pool');\nexports.findOrder = async (id, userId) => {\n  const { rows } = await pool.query('SELECT id, user_id FROM orders WHERE id = $1', [id]);\n  if (rows[0].user_id !== userId) throw new Error('not found');\n  return rows[0];\n};\n",
      },
    },
    {
      name: 'Mongoose: compared with equals',
      code: mongoose(
        "router.get('/orders/:id', passport.authenticate('jwt'), async (req, res) => {\n  const order = await Order.findById(req.params.id);\n  if (!order.user.equals(req.user._id)) return res.sendStatus(403);\n  res.json(order);\n});",
      ),
    },
    {
      name: 'Mongoose: the owner is in the filter',
      code: mongoose(
        "router.get('/orders/:id', passport.authenticate('jwt'), async (req, res) => {\n  res.json(await Order.findOne({ _id: req.params.id, user: req.user._id }));\n});",
      ),
    },
    {
      name: 'an id of the session or the token',
      code: express(
        "router.get('/me', authenticate, async (req, res) => {\n  const { rows } = await pool.query('SELECT id, email FROM users WHERE id = $1', [req.user.id]);\n  res.json(rows[0]);\n});\nrouter.get('/me/again', authenticate, async (req, res) => {\n  const { id } = req.user;\n  const { rows } = await pool.query('SELECT id, email FROM users WHERE id = $1', [id]);\n  res.json(rows[0]);\n});",
      ),
    },
    {
      name: 'what everybody may read',
      code: express(
        "router.get('/orders/:id', async (req, res) => {\n  const { rows } = await pool.query('SELECT id, total FROM orders WHERE id = $1', [req.params.id]);\n  res.json(rows[0]);\n});",
      ),
    },
    {
      name: 'an author is named to give credit: a post may be read by all who are logged in',
      code: express(
        "router.get('/posts/:id', authenticate, async (req, res) => {\n  const { rows } = await pool.query('SELECT id, title FROM posts WHERE id = $1', [req.params.id]);\n  res.json(rows[0]);\n});",
      ),
    },
    {
      name: 'a record that belongs to nobody',
      code: express(
        "router.get('/countries/:id', authenticate, async (req, res) => {\n  const { rows } = await pool.query('SELECT id, name FROM countries WHERE id = $1', [req.params.id]);\n  res.json(rows[0]);\n});",
      ),
    },
    {
      name: 'the record was looked up with its owner before',
      code: express(
        "router.delete('/orders/:id', authenticate, async (req, res) => {\n  const { rows } = await pool.query('SELECT id FROM orders WHERE id = $1 AND user_id = $2', [req.params.id, req.user.id]);\n  if (rows.length === 0) return res.sendStatus(404);\n  await pool.query('DELETE FROM orders WHERE id = $1', [req.params.id]);\n  res.sendStatus(204);\n});",
      ),
    },
    {
      name: 'middleware of the route loads the record',
      code: express(
        "router.get('/orders/:id', authenticate, fetchOrder, async (req, res) => {\n  const { rows } = await pool.query('SELECT id, total FROM orders WHERE id = $1', [req.params.id]);\n  res.json(rows[0]);\n});\nasync function fetchOrder(req, res, next) {\n  const { rows } = await pool.query('SELECT 1 FROM orders WHERE id = $1 AND user_id = $2', [req.params.id, req.user.id]);\n  next(rows.length === 0 ? new Error('not found') : undefined);\n}",
      ),
    },
    {
      name: 'a guard that the project has declared',
      code: express(
        "router.get('/orders/:id', authenticate, async (req, res) => {\n  const { rows } = await mine(req, () => pool.query('SELECT id, total FROM orders WHERE id = $1', [req.params.id]));\n  res.json(rows[0]);\n});\nfunction mine(req, look) {\n  return look();\n}",
      ),
      configuration: {
        recognize: { ...defaultConfiguration.recognize, authGuards: ['mine'] },
      },
    },
    {
      name: 'NestJS: guards of roles',
      files: {
        'src/orders.controller.ts':
          "import { Controller, Delete, Param, UseGuards } from '@nestjs/common';\nimport { PrismaClient } from '@prisma/client';\nimport { JwtAuthGuard } from './jwt.guard';\nimport { RolesGuard } from './roles.guard';\n@UseGuards(JwtAuthGuard, RolesGuard)\n@Controller('orders')\nexport class OrdersController {\n  constructor(private readonly prisma: PrismaClient) {}\n  @Roles('admin')\n  @Delete(':id')\n  remove(@Param('id') id: string) {\n    return this.prisma.orders.delete({ where: { id } });\n  }\n}\n",
      },
    },
    {
      name: 'a resolver that holds the owner against who asks',
      code: "const { pool } = require('./pool');\nexports.resolvers = {\n  Mutation: {\n    cancelOrder: async (_, { id }, { user }) => {\n      await pool.query('DELETE FROM orders WHERE id = $1 AND user_id = $2', [id, user.id]);\n      return true;\n    },\n  },\n};\n",
    },
    {
      name: 'parameters of a route that are awaited, with the parent',
      path: 'src/app/api/projects/[projectId]/tickets/[ticketId]/route.js',
      code: "import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function GET(request, { params }) {\n  const { projectId, ticketId } = await params;\n  const { rows } = await pool.query('SELECT id, title FROM tickets WHERE id = $1 AND project_id = $2', [ticketId, projectId]);\n  return Response.json(rows[0]);\n}\n",
    },
  ],
});
