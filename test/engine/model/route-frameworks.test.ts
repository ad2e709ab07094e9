import assert from 'node:assert/strict';
import { modelOf } from '../facts/reading';
import { outline } from './route-outline';

interface Case {
  name: string;
  files: Record<string, string>;
  routes: string[];
}

/** Small programs, each in the idiom of its library. */
const cases: Case[] = [
  {
    name: 'Elysia: a chain, plugins, groups with hooks, options behind the handler',
    files: {
      'app.ts': `
        import { Elysia, t } from 'elysia';
        import { cors } from '@elysiajs/cors';
        import { rateLimit } from 'elysia-rate-limit';
        import { users } from './users';
        new Elysia()
          .use(cors())
          .get('/health', 'ok')
          .use(rateLimit({ max: 10 }))
          .use(users)
          .group('/admin', { beforeHandle: requireAdmin }, (part) => part.get('/stats', stats))
          .post('/notes', ({ body }) => body, { body: t.Object({ text: t.String() }), auth: true })
          .listen(3000);
        function requireAdmin() {}
        function stats() {}`,
      'users.ts': `
        import { Elysia } from 'elysia';
        export const users = new Elysia({ prefix: '/users' })
          .get('/open', () => 1)
          .onBeforeHandle(requireUser)
          .get('/:id', ({ params }) => params.id);
        function requireUser() {}`,
    },
    routes: [
      'GET /health [cors]',
      'GET /users/open [rateLimit: limits, cors] → inline',
      'GET /users/:id [rateLimit: limits, cors, requireUser: authenticates] → inline',
      'GET /admin/stats [rateLimit: limits, cors, requireAdmin: authorizes] → stats',
      'POST /notes [rateLimit: limits, cors, body: validates, auth: authenticates] → inline',
    ],
  },
  {
    name: 'Elysia: a hook that is shared holds for those who use the plugin, another does not',
    files: {
      'app.ts': `
        import { Elysia } from 'elysia';
        import { own, shared } from './auth';
        new Elysia().use(own).get('/a', a).use(shared).get('/b', b).listen(3000);
        function a() {}
        function b() {}`,
      'auth.ts': `
        import { Elysia } from 'elysia';
        export const own = new Elysia().onBeforeHandle(checkOwnToken);
        export const shared = new Elysia().onBeforeHandle({ as: 'scoped' }, checkToken);
        function checkOwnToken() {}
        function checkToken() {}`,
    },
    routes: ['GET /a → a', 'GET /b [checkToken: authenticates] → b'],
  },
  {
    name: 'Elysia: a plugin that is a function adds to the router itself; guard holds for what follows',
    files: {
      'app.ts': `
        import { Elysia } from 'elysia';
        import { notes } from './notes';
        const app = new Elysia({ prefix: '/v1' }).get('/open', open).guard({ beforeHandle: requireLogin });
        app.use(notes);
        app.listen(3000);
        function open() {}
        function requireLogin() {}`,
      'notes.ts': `
        import type { Elysia } from 'elysia';
        export const notes = (app: Elysia) => app.get('/notes', list);
        function list() {}`,
    },
    routes: ['GET /v1/open → open', 'GET /v1/notes [requireLogin: authenticates] → list'],
  },
  {
    name: 'h3: apps and routers',
    files: {
      'app.ts': `
        import { createRouter, defineEventHandler, H3, serve } from 'h3';
        const app = new H3();
        app.get('/tickets/:id', (event) => event.context.params.id);
        const router = createRouter();
        router.post('/old', defineEventHandler(async (event) => 1));
        serve(app);`,
    },
    routes: ['GET /tickets/:id → inline', 'POST /old [] → inline'],
  },
  {
    name: 'Nitro: files are routes, with their methods in their names',
    files: {
      'server/api/posts/index.post.ts':
        'export default defineEventHandler(async (event) => readBody(event));',
      'server/api/posts/[id].get.ts': 'export default defineEventHandler((event) => 1);',
      'server/api/all.ts': 'export default cachedEventHandler(() => 1);',
      'server/routes/health.ts':
        "import { defineHandler } from 'nitro/h3';\nexport default defineHandler(() => 'ok');",
      'server/api/client.ts': 'export default function makeClient() {}',
    },
    routes: [
      'POST /api/posts → inline',
      'GET /api/posts/:id → inline',
      'ALL /api/all → inline',
      'ALL /health → inline',
    ],
  },
  {
    name: 'flat files with a loader and no page are routes',
    files: {
      'app/routes/api+/health.ts': 'export async function loader() {}',
      'app/routes/posts.$id.edit.ts': 'export async function action() {}',
      'app/routes/home.tsx':
        'export async function loader() {}\nexport default function Home() { return null; }',
    },
    routes: ['GET /api/health → loader', 'POST /posts/:id/edit → action'],
  },
  {
    name: 'AdonisJS: controllers that are loaded when needed, groups with what is put before them afterwards',
    files: {
      'package.json': '{ "name": "a", "imports": { "#controllers/*": "./app/controllers/*.js" } }',
      'start/routes.ts': `
        import router from '@adonisjs/core/services/router';
        import { middleware } from '#start/kernel';
        const Posts = () => import('#controllers/posts');
        router.get('/open', [Posts, 'open']);
        router.group(() => {
          router.get('/posts', [Posts, 'list']).use(throttle);
          router.post('/posts', async (ctx) => ctx.request.all());
        }).prefix('/api').use(middleware.auth());`,
      'app/controllers/posts.ts': 'export default class Posts {\n  open() {}\n  list() {}\n}',
    },
    routes: [
      'GET /open → app/controllers/posts.ts#Posts.open',
      'GET /api/posts [middleware.auth: authenticates, throttle: limits] → app/controllers/posts.ts#Posts.list',
      'POST /api/posts [middleware.auth: authenticates] → inline',
    ],
  },
  {
    name: 'server actions: what a file marked so exports, and functions that are marked themselves',
    files: {
      'app/actions.ts': `
        'use server';
        export async function save(id: number) {}
        export const remove = async (id: number) => {};
        async function own() {}`,
      'app/page.tsx': `
        export default function Page() {
          async function rename(form: FormData) {
            'use server';
          }
          return null;
        }`,
      'app/other.ts': 'export async function plain() {}',
    },
    routes: ['ACTION save → save', 'ACTION remove → remove', 'ACTION rename → rename'],
  },
  {
    name: 'next-safe-action: chains that begin with a client of actions',
    files: {
      'actions.ts': `
        import { authActionClient, actionClient } from './client';
        export const save = authActionClient.inputSchema(schema).action(async ({ parsedInput, ctx }) => {});
        export const look = actionClient.action(async () => {});
        program.command('x').action(() => {});`,
      'client.ts':
        "import { createSafeActionClient } from 'next-safe-action';\nexport const actionClient = createSafeActionClient();\nexport const authActionClient = actionClient.use(async ({ next }) => next());",
    },
    routes: [
      'ACTION save [authActionClient: authenticates, inputSchema: validates] → inline',
      'ACTION look [actionClient] → inline',
    ],
  },
  {
    name: 'Pothos: root fields',
    files: {
      'schema.ts': `
        import { builder } from './builder';
        builder.queryField('posts', (t) => t.field({ type: [Post], args: { first: t.arg.int() }, resolve: (_, { first }) => first }));
        builder.mutationType({ fields: (t) => ({ addPost: t.field({ type: Post, resolve: add }) }) });
        builder.objectRef('Post').implement({ fields: (t) => ({ id: t.field({ resolve: (post) => post.id }) }) });
        async function add() {}`,
    },
    routes: ['QUERY posts → resolve', 'MUTATION addPost → add'],
  },
  {
    name: 'functions in class fields, and functions that return the handler',
    files: {
      'app.ts': `
        import express from 'express';
        import { Memos } from './memos';
        import { list } from './list';
        const app = express();
        const memos = new Memos();
        app.get('/memos', memos.list);
        app.get('/made', list());
        app.get('/wrapped', wrap(list()));
        function wrap(handler) { return handler; }`,
      'memos.ts': 'export class Memos {\n  list = async (req, res) => {};\n}',
      'list.ts': 'export function list() {\n  return async function listAll(req, res) {};\n}',
    },
    routes: [
      'GET /memos → memos.ts#Memos.list',
      'GET /made → list.ts#listAll',
      'GET /wrapped → list.ts#listAll',
    ],
  },
  {
    name: 'what lets everybody pass, and what only keeps sessions or sets headers, guards nothing whatever it is called',
    files: {
      'app.ts': `
        import express from 'express';
        import session from 'express-session';
        import helmet from 'helmet';
        import { authenticate, loadUser, requireUser } from './auth';
        const app = express();
        const sessionMiddleware = session({ secret: process.env.SECRET });
        app.use(sessionMiddleware, helmet.frameguard(), authenticate, loadUser);
        app.get('/open', (req, res) => {});
        app.get('/closed', requireUser, (req, res) => {});`,
      'auth.ts': `
        import jwt from 'jsonwebtoken';
        import { find } from './users';
        export function authenticate(req, res, next) { next(); }
        export function loadUser(req, res, next) { if (req.get('x')) req.user = jwt.decode(req.get('x')); next(); }
        export function requireUser(req, res, next) { req.user = find(req); next(); }`,
    },
    routes: [
      'GET /open [sessionMiddleware, helmet.frameguard, authenticate, loadUser] → inline',
      'GET /closed [sessionMiddleware, helmet.frameguard, authenticate, loadUser, requireUser: authenticates] → inline',
    ],
  },
];

describe('routes of frameworks', () => {
  for (const { name, files, routes } of cases)
    it(name, async () => {
      const found = (await modelOf(files)).routes.all.map(outline);
      assert.deepEqual([...found].sort(), [...routes].sort());
    });
});
