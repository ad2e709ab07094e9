import { libraryTests } from './library-tester';

const lifetimes = ['security/jwt-no-expiry'];
const secrets = ['security/hardcoded-secret'];

libraryTests('jsonwebtoken', [
  {
    shows: 'names the version whose default a finding rests on',
    rules: lifetimes,
    installed: { jsonwebtoken: '9.0.3' },
    files: {
      'src/a.js':
        "const jwt = require('jsonwebtoken');\nexports.t = (id) => jwt.sign({ sub: id }, process.env.KEY);\n",
    },
    finds: ['security/jwt-no-expiry src/a.js:2 jsonwebtoken 9.0.3 sets no end by itself'],
  },
  {
    shows: 'counts digits in a text in milliseconds: they end in time, however many there seem to be',
    rules: lifetimes,
    files: {
      'src/a.js':
        "const jwt = require('jsonwebtoken');\njwt.sign({ sub: 1 }, key, { expiresIn: '86400000' });\njwt.sign({ sub: 1 }, key, { expiresIn: 86400000 });\n",
    },
    finds: ['security/jwt-no-expiry src/a.js:3 1000 days'],
  },
  {
    shows: 'reads a moment in milliseconds as one in seconds',
    rules: lifetimes,
    files: {
      'src/a.js': `const jwt = require('jsonwebtoken');
const soon = new Date().getTime() + 900_000;
exports.a = (id) => jwt.sign({ sub: id, exp: soon }, key);
exports.b = (id) => jwt.sign({ sub: id, exp: Math.floor(Date.now()) + 900_000 }, key);
exports.c = (id) => jwt.sign({ sub: id, exp: Math.floor((Date.now() + 900_000) / 1000) }, key);
exports.d = (id) => jwt.sign({ sub: id, exp: Date.now() / 1000 + 900 }, key);
exports.e = (id) => jwt.sign({ sub: id, exp: later(900) }, key);
`,
    },
    finds: ['security/jwt-no-expiry src/a.js:3 year 58,000', 'security/jwt-no-expiry src/a.js:4 year 58,000'],
  },
  {
    shows: 'is told of a helper whose options a caller leaves out',
    rules: lifetimes,
    files: {
      'src/jwt.ts': `import jwt from 'jsonwebtoken';
export const createToken = (claims: object, options?: jwt.SignOptions) => jwt.sign(claims, process.env.KEY!, options);
export const shortToken = (claims: object, options: jwt.SignOptions = { expiresIn: '15m' }) =>
  jwt.sign(claims, process.env.KEY!, options);
`,
      'src/login.ts': `import { createToken, shortToken } from './jwt';
export const a = (user: User) => createToken({ userId: user.id });
export const b = (user: User) => createToken({ userId: user.id }, { expiresIn: '15m' });
export const c = (user: User) => createToken({ userId: user.id, exp: inAnHour() });
export const d = (user: User) => shortToken({ userId: user.id });
export const e = (user: User) => createToken({ ...user.claims });
`,
    },
    finds: ['security/jwt-no-expiry src/login.ts:2 (createToken() is given no options)'],
  },
  {
    shows: "leaves an end of the project's own in the claims; expiresIn among them is none",
    rules: lifetimes,
    files: {
      'src/a.js': `const jwt = require('jsonwebtoken');
exports.a = (id) => jwt.sign({ sub: id, expiresAt: inAnHour() }, key);
exports.b = (id) => jwt.sign({ sub: id, expiresIn: '1h' }, key);
`,
    },
    finds: ['security/jwt-no-expiry src/a.js:3'],
  },
  {
    shows: 'leaves a moment in milliseconds to code that has a clock for it',
    rules: lifetimes,
    files: {
      'src/a.js': `const jwt = require('jwt-simple');
exports.issue = (id) => jwt.encode({ sub: id, exp: Date.now() + 900_000 }, key);
exports.check = (token) => {
  const claims = jwt.decode(token, key, true);
  if (claims.exp <= Date.now()) throw new Error('expired');
};
`,
    },
    finds: [],
  },
]);

libraryTests('fast-jwt', [
  {
    shows: 'counts numbers in milliseconds, and takes texts with a unit',
    rules: lifetimes,
    files: {
      'src/a.mjs': `import { createSigner } from 'fast-jwt';
export const hour = createSigner({ key, expiresIn: 3_600_000 });
export const days = createSigner({ key, expiresIn: 45 * 24 * 60 * 60 * 1000 });
export const text = createSigner({ key, expiresIn: '90d' });
`,
    },
    finds: ['security/jwt-no-expiry src/a.mjs:3 45 days', 'security/jwt-no-expiry src/a.mjs:4 90 days'],
  },
]);

libraryTests('@fastify/jwt', [
  {
    shows: 'counts in seconds, and keeps the registered lifetime where a call has other options',
    rules: lifetimes,
    files: {
      'src/app.js': `const app = require('fastify')();
app.register(require('@fastify/jwt'), { secret: process.env.KEY, sign: { expiresIn: '15m' } });
app.post('/a', async (request, reply) => reply.jwtSign({ sub: 1 }, { sub: 'other' }));
app.post('/b', async (request, reply) => reply.jwtSign({ sub: 1 }, { expiresIn: 86_400_000 }));
`,
    },
    finds: ['security/jwt-no-expiry src/app.js:4 1000 days'],
  },
]);

libraryTests('@nestjs/jwt', [
  {
    shows: 'keeps the registered lifetime where a call has a key of its own',
    rules: lifetimes,
    files: {
      'src/auth.module.ts': `import { JwtModule } from '@nestjs/jwt';
export const tokens = JwtModule.register({ secret: process.env.KEY, signOptions: { expiresIn: '15m' } });
`,
      'src/auth.service.ts': `import { JwtService } from '@nestjs/jwt';
export class AuthService {
  constructor(private readonly jwt: JwtService) {}
  issue(id: string) { return this.jwt.sign({ sub: id }, { secret: process.env.OTHER, issuer: 'me' }); }
}
`,
    },
    finds: [],
  },
]);

libraryTests('jose', [
  {
    shows: 'takes a number for a moment: what it seems to be in days says nothing',
    rules: lifetimes,
    files: {
      'src/a.mjs': `import { SignJWT } from 'jose';
export const past = new SignJWT({ sub: '1' }).setExpirationTime(60 * 60 * 24 * 90).sign(key);
export const text = new SignJWT({ sub: '1' }).setExpirationTime('90 days').sign(key);
export const wrong = new SignJWT({ sub: '1' }).setExpirationTime(Date.now() + 900_000).sign(key);
export const right = new SignJWT({ sub: '1' }).setExpirationTime(new Date(Date.now() + 900_000)).sign(key);
`,
    },
    finds: ['security/jwt-no-expiry src/a.mjs:3 90 days', 'security/jwt-no-expiry src/a.mjs:4 year 58,000'],
  },
]);

libraryTests('Elysia', [
  {
    shows: 'signs with what @elysiajs/jwt was made with, unless a claim says otherwise',
    rules: [...lifetimes, ...secrets],
    installed: { elysia: '1.4.30', '@elysiajs/jwt': '1.4.2' },
    files: {
      'src/open.ts': `import { Elysia } from 'elysia';
import { jwt } from '@elysiajs/jwt';
export const open = new Elysia()
  .use(jwt({ name: 'jwt', secret: 'kf83hsLq02xx' }))
  .post('/sign-in', ({ jwt, body }) => jwt.sign({ sub: body.id }))
  .post('/short', ({ jwt, body }) => jwt.sign({ sub: body.id, exp: '15m' }));
`,
    },
    finds: [
      'security/hardcoded-secret src/open.ts:4',
      'security/jwt-no-expiry src/open.ts:5 @elysiajs/jwt 1.4.2',
    ],
  },
  {
    shows: 'ends its tokens where it is made with an end',
    rules: [...lifetimes, ...secrets],
    files: {
      'src/app.ts': `import { Elysia } from 'elysia';
import { jwt } from '@elysiajs/jwt';
export const app = new Elysia()
  .use(jwt({ name: 'jwt', secret: process.env.JWT_SECRET!, exp: '7d' }))
  .post('/sign-in', ({ jwt, body }) => jwt.sign({ sub: body.id }));
`,
    },
    finds: [],
  },
  {
    shows: 'is told to end them for a year',
    rules: lifetimes,
    files: {
      'src/app.ts': `import { Elysia } from 'elysia';
import jwt from '@elysiajs/jwt';
export const app = new Elysia().use(jwt({ secret: process.env.JWT_SECRET!, exp: '365d' }));
`,
    },
    finds: ['security/jwt-no-expiry src/app.ts:3 365 days'],
  },
]);

libraryTests('better-auth', [
  {
    shows: 'takes its secret as an option, and ends tokens after fifteen minutes by itself',
    rules: [...lifetimes, ...secrets],
    files: {
      'src/auth.ts': `import { betterAuth } from 'better-auth';
import { jwt } from 'better-auth/plugins';
export const auth = betterAuth({ secret: 'kf83hsLq02xx', plugins: [jwt()] });
export const other = betterAuth({
  secret: process.env.BETTER_AUTH_SECRET,
  plugins: [jwt({ jwt: { expirationTime: '90d' } })],
});
`,
    },
    finds: ['security/hardcoded-secret src/auth.ts:3', 'security/jwt-no-expiry src/auth.ts:6 90 days'],
  },
]);

libraryTests('iron-session', [
  {
    shows: 'ends its sessions after fourteen days unless it is told never to',
    rules: [...lifetimes, ...secrets],
    installed: { 'iron-session': '8.0.4' },
    files: {
      'src/session.ts': `import { getIronSession, sealData } from 'iron-session';
import { cookies } from 'next/headers';
export const session = async () =>
  getIronSession(await cookies(), { password: 'q2vFw8Lk1ZpX7uTn4RbYc9Hs0DgEaJmo', cookieName: 'session' });
export const kept = async () =>
  getIronSession(await cookies(), { password: process.env.SESSION_PASSWORD!, cookieName: 'kept', ttl: 0 });
export const link = (id: string) => sealData({ id }, { password: process.env.SESSION_PASSWORD!, ttl: 900 });
`,
    },
    finds: ['security/hardcoded-secret src/session.ts:4', 'security/jwt-no-expiry src/session.ts:6'],
  },
]);

libraryTests('H3', [
  {
    shows: 'seals sessions with a password of its options',
    rules: secrets,
    files: {
      'server/api/me.get.ts': `import { defineEventHandler, useSession } from 'h3';
export default defineEventHandler(async (event) => {
  const session = await useSession(event, { password: 'q2vFw8Lk1ZpX7uTn4RbYc9Hs0DgEaJmo' });
  return session.data;
});
`,
      'server/api/you.get.ts': `import { defineEventHandler, useSession } from 'h3';
export default defineEventHandler(async (event) => {
  const session = await useSession(event, { password: process.env.SESSION_PASSWORD! });
  return session.data;
});
`,
    },
    finds: ['security/hardcoded-secret server/api/me.get.ts:3'],
  },
]);
