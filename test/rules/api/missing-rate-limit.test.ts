import missingRateLimit from '../../../rules/api/missing-rate-limit/rule';
import { defaultConfiguration } from '../../../src/engine';
import { ruleTests } from '../rule-tester';

const express = "const express = require('express');\nconst app = express();\n";
const answer = '(req, res) => res.json({})';
const manifest =
  '{\n  "name": "shop",\n  "dependencies": {\n    "cors": "^2.8.5",\n    "express": "^5.0.0",\n    "pg": "^8.0.0"\n  }\n}\n';
const listens = "app.get('/healthz', (req, res) => res.json({}));\napp.listen(3000);\n";

ruleTests(missingRateLimit, {
  invalid: [
    {
      name: 'what takes the password is the login itself, and guards nothing',
      code: `
        import express from 'express';
        import passport from 'passport';
        const app = express();
        app.post(«'/login'», passport.authenticate('local'), (req, res) => { res.json({}); });
        app.post(«'/users/forgot'», (req, res) => { res.json({}); });
        app.listen(3000);
      `,
    },
    {
      name: 'a path that another file holds',
      code: `
        const express = require('express');
        const { LOGIN_PATH } = require('./paths');
        const app = express();
        app.post(«LOGIN_PATH», (req, res) => res.json({}));
        app.listen(3000);
      `,
      files: { 'src/paths.js': "exports.LOGIN_PATH = '/login';" },
    },
    {
      name: 'a plugin of a folder that @fastify/autoload loads',
      path: 'src/routes/auth/index.ts',
      code: `
        import type { FastifyInstance } from 'fastify';
        export default async function routes(fastify: FastifyInstance) {
          fastify.post(«'/login'», async () => ({}));
        }
      `,
      files: {
        'src/app.ts': `
          import { join } from 'node:path';
          import autoload from '@fastify/autoload';
          import Fastify from 'fastify';
          const app = Fastify();
          app.register(autoload, { dir: join(import.meta.dirname, 'routes'), options: { prefix: '/api' } });
          app.listen({ port: 3000 });
        `,
      },
      messages: [
        'POST /api/auth/login signs people in, and nothing on its way limits how often one may ask, so passwords and codes can be tried at full speed. Put a rate limiter before it.',
      ],
    },
    {
      name: 'a login without a limiter, and the fix with its dependency',
      files: { 'package.json': manifest },
      code: `${express}app.post(«'/login'», async ${answer});\n`,
      messages: [
        'POST /login signs people in, and nothing on its way limits how often one may ask, so passwords and codes can be tried at full speed. Put a rate limiter before it.',
      ],
      fix: 'Allow 10 requests in 15 minutes (adds express-rate-limit to the dependencies)',
    },
    {
      name: 'the fix in CommonJS',
      code: `${express}app.post(«'/login'», async ${answer});\n`,
      fix: 'Allow 10 requests in 15 minutes',
      output: `const express = require('express');\nconst { rateLimit } = require('express-rate-limit');\nconst app = express();\napp.post('/login', rateLimit({ windowMs: 15 * 60 * 1000, limit: 10 }), async ${answer});\n`,
    },
    {
      name: 'the fix in ESM, before the handler and after other middleware',
      path: 'src/app.ts',
      code: `import express from 'express';\nimport { validate } from './validate';\nconst app = express();\napp.post(«'/auth/register'», validate(), async ${answer});\n`,
      output: `import express from 'express';\nimport { validate } from './validate';\nimport { rateLimit } from 'express-rate-limit';\nconst app = express();\napp.post('/auth/register', validate(), rateLimit({ windowMs: 15 * 60 * 1000, limit: 10 }), async ${answer});\n`,
    },
    {
      name: 'a limiter that the file has already is the fix',
      code: `${express}const { slow } = require('./rate-limiters');\napp.post('/login', slow, ${answer});\napp.post(«'/forgot-password'», ${answer});\n`,
      files: {
        'src/rate-limiters.js':
          "const { rateLimit } = require('express-rate-limit');\nexports.slow = rateLimit({ limit: 5 });\n",
      },
      fix: 'Put slow before it',
      output: `${express}const { slow } = require('./rate-limiters');\napp.post('/login', slow, ${answer});\napp.post('/forgot-password', slow, ${answer});\n`,
    },
    {
      name: 'each endpoint that takes credentials',
      code: `${express}${[
        '/signin',
        '/sign-in',
        '/api/auth/signup',
        '/users/register',
        '/forgot-password',
        '/reset-password/:token',
        '/password/reset',
        '/oauth/token',
        '/auth/refresh',
        '/auth/refresh-token',
        '/verify-otp',
        '/auth/2fa/verify',
        '/auth/magic-link',
        '/auth/resend-verification',
        '/auth',
      ]
        .map((path) => `app.post(«'${path}'», ${answer});\n`)
        .join('')}`,
    },
    {
      name: 'a limiter that is mounted after the route',
      code: `${express}const { rateLimit } = require('express-rate-limit');\napp.post(«'/login'», ${answer});\napp.use(rateLimit());\n`,
    },
    {
      name: 'a limiter of another path',
      code: `${express}const { rateLimit } = require('express-rate-limit');\napp.use('/search', rateLimit());\napp.post(«'/login'», ${answer});\n`,
    },
    {
      name: 'a router in another file',
      files: {
        'src/app.js': `${express}app.use('/api/auth', require('./auth'));\n`,
        'src/auth.js': `const { Router } = require('express');\nconst router = Router();\nrouter.post(«'/login'», ${answer});\nmodule.exports = router;\n`,
      },
    },
    {
      name: 'Fastify, with a plugin that waits for the routes to ask',
      path: 'src/app.ts',
      code: `
        import Fastify from 'fastify';
        import rateLimit from '@fastify/rate-limit';
        const app = Fastify();
        await app.register(rateLimit, { global: false });
        app.post(«'/login'», async () => ({}));
        app.post('/signup', { config: { rateLimit: { max: 5 } } }, async () => ({}));
      `,
    },
    {
      name: 'Koa',
      code: "const Router = require('@koa/router');\nconst router = new Router();\nrouter.post(«'/login'», async (ctx) => { ctx.body = {}; });\n",
    },
    {
      name: 'Hono',
      path: 'src/app.ts',
      code: "import { Hono } from 'hono';\nconst app = new Hono();\napp.post(«'/login'», (c) => c.json({}));\n",
    },
    {
      name: 'NestJS, without a guard and with one that is skipped',
      path: 'src/auth.controller.ts',
      code: `
        import { Controller, Post, UseGuards } from '@nestjs/common';
        import { SkipThrottle, ThrottlerGuard } from '@nestjs/throttler';
        @Controller('auth')
        export class AuthController {
          @Post(«'login'») login() { return {}; }
          @UseGuards(ThrottlerGuard) @Post('register') register() { return {}; }
          @SkipThrottle() @UseGuards(ThrottlerGuard) @Post(«'refresh'») refresh() { return {}; }
        }
      `,
    },
    {
      name: 'Next.js',
      path: 'src/app/api/login/route.ts',
      code: 'export async function «POST»(request: Request) { return Response.json({}); }\n',
    },
    {
      name: 'a mutation, where nothing limits the server',
      path: 'src/r.ts',
      code: "import { publicProcedure, router } from './trpc';\nexport const r = router({ «login»: publicProcedure.mutation(() => 1) });\n",
    },
    {
      name: 'an app with public routes and no limiter',
      files: { 'package.json': manifest },
      code: `${express}app.get('/products', ${answer});\napp.get('/products/:id', ${answer});\napp.get('/healthz', ${answer});\n«app.listen»(3000);\n`,
      messages: [
        'shop answers GET /products and 1 more without asking who calls, and has no rate limiter, so one client can take all of its capacity. Put a rate limiter before its routes, or tell Marcus what limits them.',
      ],
      severity: 'info',
      related: [2],
    },
    {
      name: 'one finding for what takes credentials, and none for the app beside it',
      code: `${express}app.get('/products', ${answer});\napp.post(«'/login'», ${answer});\n${listens}`,
    },
    {
      name: 'nginx limits another path',
      files: { 'deploy/nginx.conf': 'server {\n  location /search/ { limit_req zone=one; }\n}\n' },
      code: `${express}app.post(«'/login'», ${answer});\n`,
    },
  ],
  valid: [
    {
      name: 'a limiter that @fastify/autoload loads from another folder',
      path: 'src/routes/auth/index.ts',
      code: `
        import type { FastifyInstance } from 'fastify';
        export default async function routes(fastify: FastifyInstance) {
          fastify.post('/login', async () => ({}));
        }
      `,
      files: {
        'src/plugins/limit.ts': "export { default } from '@fastify/rate-limit';",
        'src/app.ts': `
          import { join } from 'node:path';
          import autoload from '@fastify/autoload';
          import Fastify from 'fastify';
          const app = Fastify();
          app.register(autoload, { dir: join(import.meta.dirname, 'plugins') });
          app.register(autoload, { dir: join(import.meta.dirname, 'routes') });
          app.listen({ port: 3000 });
        `,
      },
    },
    ...(
      [
        [
          'express-rate-limit',
          "const { rateLimit } = require('express-rate-limit');\n",
          'rateLimit({ limit: 5 })',
        ],
        ['express-slow-down', "const { slowDown } = require('express-slow-down');\n", 'slowDown({})'],
        ['an own one, by its name', "const { loginLimiter } = require('./limits');\n", 'loginLimiter'],
      ] as const
    ).map(([name, head, limiter]) => ({
      name: `${name} on the route`,
      code: `${express}${head}app.post('/login', ${limiter}, ${answer});\n`,
    })),
    {
      name: 'rate-limiter-flexible in own middleware',
      code: `${express}const { RateLimiterMemory } = require('rate-limiter-flexible');\nconst points = new RateLimiterMemory({ points: 5 });\nasync function guard(req, res, next) { await points.consume(req.ip); next(); }\napp.post('/login', guard, ${answer});\n`,
    },
    {
      name: 'rate-limiter-flexible in the handler',
      code: `${express}const { RateLimiterMemory } = require('rate-limiter-flexible');\nconst points = new RateLimiterMemory({ points: 5 });\napp.post('/login', async (req, res) => { await points.consume(req.ip); res.json({}); });\n`,
    },
    {
      name: 'own middleware that answers 429',
      code: `${express}const seen = new Map();\nfunction calm(req, res, next) { if (seen.get(req.ip) > 5) return res.status(429).end(); next(); }\napp.post('/login', calm, ${answer});\n`,
    },
    {
      name: 'a handler that counts failed attempts',
      files: {
        'src/app.js': `${express}const { login } = require('./login');\napp.post('/login', login);\n`,
        'src/login.js':
          'exports.login = async (req, res) => {\n  await recordFailedAttempt(req.ip);\n  res.json({});\n};\nasync function recordFailedAttempt(ip) {}\n',
      },
    },
    {
      name: 'on the app',
      code: `${express}const { rateLimit } = require('express-rate-limit');\napp.use(rateLimit());\napp.post('/login', ${answer});\n${listens}`,
    },
    {
      name: 'on its path',
      code: `${express}const { rateLimit } = require('express-rate-limit');\napp.use('/auth/', rateLimit());\napp.post('/auth/login', ${answer});\n`,
    },
    {
      name: 'on a router',
      code: `${express}const { rateLimit } = require('express-rate-limit');\nconst auth = express.Router();\nauth.use(rateLimit());\nauth.post('/login', ${answer});\napp.use('/auth', auth);\n`,
    },
    {
      name: 'a router mounted behind a limiter in another file',
      files: {
        'src/app.js': `${express}const { authLimiter } = require('./limiters');\napp.use('/auth', authLimiter, require('./auth'));\n`,
        'src/limiters.js':
          "const { rateLimit } = require('express-rate-limit');\nexports.authLimiter = rateLimit();\n",
        'src/auth.js': `const { Router } = require('express');\nconst router = Router();\nrouter.post('/login', ${answer});\nmodule.exports = router;\n`,
      },
    },
    {
      name: '@fastify/rate-limit for all',
      path: 'src/app.ts',
      code: "import Fastify from 'fastify';\nimport rateLimit from '@fastify/rate-limit';\nconst app = Fastify();\nawait app.register(rateLimit, { max: 100 });\napp.post('/login', async () => ({}));\n",
    },
    {
      name: '@fastify/rate-limit in a folder that is loaded',
      files: {
        'src/plugins/rate-limit.ts':
          "import rateLimit from '@fastify/rate-limit';\nexport const autoConfig = { max: 100 };\nexport default rateLimit;\n",
        'src/routes/auth.ts':
          "import type { FastifyInstance } from 'fastify';\nexport default async function (fastify: FastifyInstance) {\n  fastify.post('/login', async () => ({}));\n}\n",
      },
    },
    {
      name: '@nestjs/throttler for all',
      files: {
        'src/app.module.ts':
          "import { Module } from '@nestjs/common';\nimport { APP_GUARD } from '@nestjs/core';\nimport { ThrottlerGuard } from '@nestjs/throttler';\n@Module({ providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }] })\nexport class AppModule {}\n",
        'src/auth.controller.ts':
          "import { Controller, Post } from '@nestjs/common';\n@Controller('auth')\nexport class AuthController {\n  @Post('login') login() { return {}; }\n}\n",
      },
    },
    {
      name: 'hono-rate-limiter',
      path: 'src/app.ts',
      code: "import { Hono } from 'hono';\nimport { rateLimiter } from 'hono-rate-limiter';\nconst app = new Hono();\napp.use(rateLimiter({ limit: 5 }));\napp.post('/login', (c) => c.json({}));\n",
    },
    {
      name: 'a limiter service in a Next.js route',
      path: 'src/app/api/login/route.ts',
      code: "import { Ratelimit } from '@upstash/ratelimit';\nconst ratelimit = new Ratelimit({});\nexport async function POST(request: Request) {\n  const { success } = await ratelimit.limit('x');\n  return Response.json({ success });\n}\n",
    },
    {
      name: 'nginx limits the path',
      files: {
        'deploy/nginx.conf':
          'http {\n  limit_req_zone $binary_remote_addr zone=one:10m rate=1r/s;\n  server {\n    location /auth/ { limit_req zone=one burst=5; proxy_pass http://app; }\n  }\n}\n',
      },
      code: `${express}app.post('/auth/login', ${answer});\n${listens}`,
    },
    {
      name: 'nginx limits all',
      files: {
        'nginx.conf': 'server {\n  limit_req zone=one;\n  location / { proxy_pass http://app; }\n}\n',
      },
      code: `${express}app.post('/login', ${answer});\n`,
    },
    {
      name: 'a declared limiter on the way',
      configuration: { recognize: { ...defaultConfiguration.recognize, rateLimiters: ['calm'] } },
      code: `${express}const { calm } = require('./calm');\napp.post('/login', calm(), ${answer});\n`,
    },
    {
      name: 'a declared limiter in the handler',
      configuration: { recognize: { ...defaultConfiguration.recognize, rateLimiters: ['calmDown'] } },
      code: `${express}const { calmDown } = require('./calm');\napp.post('/login', async (req, res) => { await calmDown(req.ip); res.json({}); });\n`,
    },
    {
      name: 'a route for who is logged in',
      code: `${express}const { authenticate } = require('./auth');\napp.post('/users/register', authenticate, ${answer});\n`,
    },
    {
      name: 'the page of the form',
      code: `${express}app.get('/login', (req, res) => res.render('login'));\n`,
    },
    {
      name: 'what only sounds like it',
      code: `${express}app.post('/devices/register', ${answer});\napp.post('/cache/images/refresh', ${answer});\napp.post('/logout', ${answer});\napp.post('/login-history', ${answer});\n`,
    },
    {
      name: 'an app whose routes all ask who calls',
      code: `${express}app.use(require('./authenticate'));\napp.get('/products', ${answer});\n${listens}`,
    },
    {
      name: 'an app that has a limiter somewhere',
      files: { 'package.json': '{ "name": "a", "dependencies": { "rate-limiter-flexible": "5" } }' },
      code: `${express}app.get('/products', ${answer});\n${listens}`,
    },
    { name: 'an app with nothing but its health', code: `${express}${listens}` },
    { name: 'a test’s own server', path: 'test/app.js', code: `${express}app.post('/login', ${answer});\n` },
    {
      name: 'better-auth, which limits by itself',
      path: 'src/auth.ts',
      code: "import { betterAuth } from 'better-auth';\nexport const auth = betterAuth({ hooks: { before: async (ctx) => { if (ctx.path === '/sign-in/email-otp') return; } } });\n",
    },
  ],
});
