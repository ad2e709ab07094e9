import verbInUrl from '../../../rules/api/verb-in-url/rule';
import { ruleTests } from '../rule-tester';

const express = "const express = require('express');\nconst app = express();\n";
const router = "const { Router } = require('express');\nconst router = Router();\n";

ruleTests(verbInUrl, {
  invalid: [
    {
      name: 'a prefix that routers are mounted under',
      files: {
        'src/app.js':
          "const app = require('express')();\napp.use(auth);\napp.use(«'/api/getUsers'», require('./users'));\nconst own = require('express').Router();\nown.post('/', (req, res) => res.json({}));\napp.use(«'/create-order'», check, own);\napp.listen(3000);\n",
        'src/users.js':
          "const router = require('express').Router();\nrouter.get('/', (req, res) => res.json([]));\nrouter.get('/:id', (req, res) => res.json({}));\nmodule.exports = router;\n",
      },
      messages: [
        'Everything under /api/getUsers says “get” in its path, which is for the method to say. Name the resource: /api/users.',
        'Everything under /create-order says “create” in its path, which is for the method to say. Name the resource: /orders.',
      ],
    },
    {
      name: 'a prefix of a Fastify plugin',
      code: "const app = require('fastify')();\napp.register(async (scope) => {\n  scope.get('/', async () => []);\n}, { prefix: «'/getUsers'» });\n",
    },
    {
      name: 'a deed is told from a document by its verb: update-order and change-order',
      code: `
        const router = require('express').Router();
        router.put(«'/updateOrder/:id'», (req, res) => res.json({}));
        router.post(«'/addRecord'», (req, res) => res.json({}));
        router.get(«'/listEvents'», (req, res) => res.json([]));
        module.exports = router;
      `,
    },
    {
      name: 'a path of an OpenAPI description in YAML, once for all of its methods',
      path: 'openapi.yaml',
      code: `
        openapi: 3.0.0
        paths:
          «/createOrder»:
            post: { responses: {} }
            put: { responses: {} }
          "/orders/«»{orderId}":
            get: { responses: {} }
      `.replace('«»', ''),
      messages: [
        'POST /createOrder says “create” in its path, which is for the method to say. Name the resource: POST /orders.',
      ],
    },
    {
      name: 'a path of a Swagger description in JSON',
      path: 'docs/swagger.json',
      code: `{
        "swagger": "2.0",
        "paths": {
          "«/deleteUser/{id}»": { "delete": { "responses": {} } },
          "/users": { "get": { "responses": {} } }
        }
      }`,
    },
    {
      name: 'a camel-case name that repeats its method',
      code: `${express}app.post(«'/createTicket'», (req, res) => res.json({}));\n`,
      messages: [
        'POST /createTicket says “create” in its path, which is for the method to say. Name the resource: POST /tickets.',
      ],
      fix: 'Call it POST /tickets',
      output: `${express}app.post('/tickets', (req, res) => res.json({}));\n`,
    },
    {
      name: 'kebab case',
      code: `${express}app.get(«'/api/get-users'», (req, res) => res.json([]));\n`,
      output: `${express}app.get('/api/users', (req, res) => res.json([]));\n`,
    },
    {
      name: 'snake case, with a method that must change',
      code: `${express}app.post(«'/delete_item/:id'», (req, res) => res.json({}));\n`,
      messages: [
        'POST /delete_item/:id says “delete” in its path, which is for the method to say. Name the resource: DELETE /items/:id.',
      ],
      output: `${express}app.delete('/items/:id', (req, res) => res.json({}));\n`,
    },
    {
      name: 'Pascal case',
      code: `${express}app.post(«'/UpdateUserProfile'», (req, res) => res.json({}));\n`,
      messages: [
        'POST /UpdateUserProfile says “update” in its path, which is for the method to say. Name the resource: PATCH /UserProfile.',
      ],
    },
    {
      name: 'a verb that is a segment of its own',
      code: `${express}app.put(«'/users/update/:id'», (req, res) => res.json({}));\n`,
      messages: [
        'PUT /users/update/:id says “update” in its path, which is for the method to say. Name the resource: PUT /users/:id.',
      ],
      output: `${express}app.put('/users/:id', (req, res) => res.json({}));\n`,
    },
    {
      name: 'a verb at the end',
      code: `${express}app.post(«'/users/:id/delete'», (req, res) => res.json({}));\n`,
      output: `${express}app.delete('/users/:id', (req, res) => res.json({}));\n`,
    },
    {
      name: 'verbs of the list, each as a segment',
      code: `${express}${[
        'modify',
        'edit',
        'change',
        'remove',
        'destroy',
        'add',
        'save',
        'submit',
        'set',
        'check',
        'send',
        'process',
        'list',
      ]
        .map((verb) => `app.post(«'/things/${verb}'», (req, res) => res.json({}));\n`)
        .join('')}`,
    },
    {
      name: 'a verb with its object, where the verb alone is accepted',
      code: `${express}app.post(«'/approve-order/:id'», (req, res) => res.json({}));\napp.post('/orders/:id/approve', (req, res) => res.json({}));\n`,
    },
    {
      name: 'getXById',
      code: `${express}app.get(«'/getUserById/:id'», (req, res) => res.json({}));\n`,
      messages: [
        'GET /getUserById/:id says “get” in its path, which is for the method to say. Name the resource: GET /users/:id.',
      ],
    },
    {
      name: 'the resource stands before it already',
      code: `${express}app.post(«'/tickets/createTicket'», (req, res) => res.json({}));\n`,
      output: `${express}app.post('/tickets', (req, res) => res.json({}));\n`,
    },
    {
      name: 'the prefix of a router in another file is in the message',
      files: {
        'src/app.js': `${express}app.use('/api/tickets', require('./tickets'));\n`,
        'src/tickets.js': `${router}router.post(«'/createTicket'», (req, res) => res.json({}));\nmodule.exports = router;\n`,
      },
      messages: [
        'POST /api/tickets/createTicket says “create” in its path, which is for the method to say. Name the resource: POST /api/tickets.',
      ],
    },
    {
      name: 'a chained route, and no fix where the method stands elsewhere',
      code: `${router}router.route(«'/get-all'»).post((req, res) => res.json({}));\n`,
      output: false,
    },
    {
      name: 'Fastify, by a call and by an object',
      path: 'src/app.ts',
      code: `
        import Fastify from 'fastify';
        const fastify = Fastify();
        fastify.post(«'/send-invoice'», async () => ({}));
        fastify.route({ method: ['GET', 'HEAD'], url: «'/fetchOrders'», handler: async () => [] });
      `,
    },
    {
      name: 'Koa',
      code: "const Router = require('@koa/router');\nconst router = new Router({ prefix: '/users' });\nrouter.get(«'/list'», async (ctx) => { ctx.body = []; });\n",
      messages: [
        'GET /users/list says “list” in its path, which is for the method to say. Name the resource: GET /users.',
      ],
    },
    {
      name: 'NestJS',
      path: 'src/users.controller.ts',
      code: `
        import { Controller, Get, Post } from '@nestjs/common';
        @Controller('users')
        export class UsersController {
          @Post(«'create'») create() { return {}; }
          @Get() list() { return []; }
        }
      `,
      messages: [
        'POST /users/create says “create” in its path, which is for the method to say. Name the resource: POST /users.',
      ],
    },
    {
      name: 'Hono',
      path: 'src/app.ts',
      code: "import { Hono } from 'hono';\nconst app = new Hono();\napp.get(«'/getBooks'», (c) => c.json([]));\n",
    },
    {
      name: 'Next.js: a folder is a segment',
      path: 'src/app/api/create-user/route.ts',
      code: 'export async function «POST»(request: Request) { return Response.json({}); }\n',
      messages: [
        'POST /api/create-user says “create” in its path, which is for the method to say. Name the resource: POST /api/users.',
      ],
      output: false,
    },
    {
      name: 'requests to it in the project follow',
      files: {
        'src/app.js': `${express}app.post(«'/api/deleteUser/:id'», (req, res) => res.json({}));\n`,
        'web/api.js':
          "export const remove = (id) => fetch(`/api/deleteUser/${id}`, { method: 'POST' });\nexport const other = () => fetch('/api/users');\n",
      },
      fix: 'Call it DELETE /api/users/:id here and in 1 more file',
      output: `${express}app.delete('/api/users/:id', (req, res) => res.json({}));\n`,
    },
    {
      name: 'no fix where a request cannot follow: its body would be lost',
      files: {
        'src/app.js': `${express}app.post(«'/api/deleteUser'», (req, res) => res.json({}));\n`,
        'web/api.js':
          "import axios from 'axios';\nexport const remove = (id) => axios.post('/api/deleteUser', { id });\n",
      },
      output: false,
    },
    {
      name: 'no fix where the name is taken',
      code: `${express}app.post('/tickets', (req, res) => res.json({}));\napp.post(«'/createTicket'», (req, res) => res.json({}));\n`,
      output: false,
    },
  ],
  valid: [
    {
      name: 'a prefix that is a noun or a verb alone, and one that middleware is mounted under',
      code: "const app = require('express')();\nconst router = require('express').Router();\nrouter.get('/', (req, res) => res.json([]));\napp.use('/updates', router);\napp.use('/process', router);\napp.use('/getReports', (req, res, next) => next());\n",
    },
    {
      name: 'documents that only begin like a deed',
      code: `
        const router = require('express').Router();
        router.get('/change-orders', (req, res) => res.json([]));
        router.get('/update-events', (req, res) => res.json([]));
        router.get('/process-records', (req, res) => res.json([]));
        module.exports = router;
      `,
    },
    {
      name: 'a description whose operations and schemas have verbs, and its paths none',
      path: 'openapi.yaml',
      code: `
        openapi: 3.0.0
        paths:
          /orders:
            parameters:
              - name: /createOrder
            get: { operationId: listOrders }
        components:
          schemas:
            /createOrder:
              get: { type: string }
      `,
    },
    {
      name: 'another YAML file that has paths',
      path: 'compose.yaml',
      code: `
        paths:
          /createVolume:
            get: x
      `,
    },
    ...[
      'updates',
      'settings',
      'address',
      'addresses',
      'posts',
      'checkout',
      'lists',
      'listings',
      'editors',
      'processes',
      'changelog',
      'sets',
      'deleted',
      'getaway',
    ].map((noun) => ({
      name: `a noun: ${noun}`,
      code: `${express}app.get('/api/${noun}', (req, res) => res.json([]));\n`,
    })),
    ...[
      'login',
      'logout',
      'register',
      'reset-password',
      'search',
      'webhook',
      'callback',
      'health',
      'refresh',
      'verify-email',
    ].map((action) => ({
      name: `an accepted action: ${action}`,
      code: `${express}app.post('/auth/${action}', (req, res) => res.json({}));\n`,
    })),
    {
      name: 'a noun made of a verb',
      code: `${express}app.get('/change-requests/:id', (req, res) => res.json({}));\napp.get('/update-history', (req, res) => res.json([]));\napp.get('/add-ons', (req, res) => res.json([]));\napp.post('/check-ins', (req, res) => res.json({}));\n`,
    },
    {
      name: 'one list, by its id',
      code: `${express}app.get('/list/:listId', (req, res) => res.json({}));\n`,
    },
    {
      name: 'a custom method after a colon',
      code: `${express}app.post('/tickets/:id\\\\:cancel', (req, res) => res.json({}));\napp.post('/tickets:batchDelete', (req, res) => res.json({}));\n`,
    },
    {
      name: 'a step of a thing that no method stands for',
      code: `${express}app.post('/orders/:id/cancel', (req, res) => res.json({}));\n`,
    },
    {
      name: 'a parameter called like one',
      code: `${express}app.get('/logs/:updateId', (req, res) => res.json({}));\n`,
    },
    { name: 'health/check', code: `${express}app.get('/health/check', (req, res) => res.json({}));\n` },
    {
      name: 'a page with a form',
      code: `${express}app.get('/users/:id/edit', (req, res) => res.render('users/edit'));\n`,
    },
    {
      name: 'a page that is rendered in another file',
      files: {
        'src/app.js': `${express}const users = require('./users');\napp.get('/create-user', users.form);\n`,
        'src/users.js': "exports.form = (req, res) => { res.render('users/create'); };\n",
      },
    },
    {
      name: 'a page of Nest',
      path: 'src/a.ts',
      code: "import { Controller, Get, Render } from '@nestjs/common';\n@Controller('users')\nexport class Users {\n  @Get('create') @Render('users/create') form() {}\n}\n",
    },
    {
      name: 'a request to somebody else',
      code: "export const load = () => fetch('https://api.example.com/getUsers', { signal: AbortSignal.timeout(5) });\n",
    },
    {
      name: 'a client’s call',
      code: "const axios = require('axios');\nconst api = axios.create({ timeout: 1 });\napi.post('/createTicket', { a: 1 });\n",
    },
    {
      name: 'a test’s own server',
      path: 'test/app.js',
      code: `${express}app.post('/createTicket', (req, res) => res.json({}));\n`,
    },
    {
      name: 'a procedure',
      path: 'src/r.ts',
      code: "import { publicProcedure, router } from './trpc';\nexport const r = router({ createTicket: publicProcedure.mutation(() => 1) });\n",
    },
  ],
});
