import jwtNoExpiry from '../../../rules/security/jwt-no-expiry/rule';
import { ruleTests } from '../rule-tester';

const jwt = "const jwt = require('jsonwebtoken');\n";
const never =
  'This token never expires: whoever copies it once keeps access for good. Give it a lifetime, such as 15 minutes, and refresh it.';

ruleTests(jwtNoExpiry, {
  invalid: [
    {
      name: 'jsonwebtoken: no options at all',
      code: `${jwt}«jwt.sign»({ sub: user.id }, key);\n`,
      messages: [never],
      fix: 'Let the token expire after 15 minutes',
      output: `${jwt}jwt.sign({ sub: user.id }, key, { expiresIn: '15m' });\n`,
    },
    {
      name: 'merged into existing options',
      code: `${jwt}«jwt.sign»({ sub: user.id }, key, { algorithm: 'RS256', issuer: 'me' });\n`,
      output: `${jwt}jwt.sign({ sub: user.id }, key, { algorithm: 'RS256', issuer: 'me', expiresIn: '15m' });\n`,
    },
    {
      name: 'into empty options',
      code: `${jwt}«jwt.sign»({ sub: user.id }, key, {});\n`,
      output: `${jwt}jwt.sign({ sub: user.id }, key, { expiresIn: '15m' });\n`,
    },
    {
      name: 'into options over several lines, with a trailing comma',
      code: `
        const jwt = require('jsonwebtoken');
        «jwt.sign»({ sub: user.id }, key, {
          algorithm: 'RS256',
        });
      `,
      output: `
        const jwt = require('jsonwebtoken');
        jwt.sign({ sub: user.id }, key, {
          algorithm: 'RS256',
          expiresIn: '15m',
        });
      `,
    },
    {
      name: 'a default import',
      path: 'src/auth.ts',
      code: "import jwt from 'jsonwebtoken';\nexport const token = (id: string) => «jwt.sign»({ sub: id }, process.env.KEY!);\n",
      output:
        "import jwt from 'jsonwebtoken';\nexport const token = (id: string) => jwt.sign({ sub: id }, process.env.KEY!, { expiresIn: '15m' });\n",
    },
    {
      name: 'a namespace import',
      path: 'src/auth.ts',
      code: "import * as jwt from 'jsonwebtoken';\n«jwt.sign»({ sub: '1' }, 'k');\n",
    },
    {
      name: 'a named import under another name',
      path: 'src/auth.mjs',
      code: "import { sign as issue } from 'jsonwebtoken';\n«issue»({ sub: '1' }, 'k');\n",
    },
    {
      name: 'require, destructured',
      code: "const { sign } = require('jsonwebtoken');\n«sign»({ sub: 1 }, key);\n",
    },
    {
      name: 'a callback where the options would stand: no fix',
      code: `${jwt}«jwt.sign»({ sub: 1 }, key, (error, token) => done(error, token));\n`,
      output: false,
    },
    {
      name: 'options in a constant: found, and no fix at the call',
      code: `${jwt}const options = { algorithm: 'RS256' };\n«jwt.sign»({ sub: 1 }, key, options);\n`,
      output: false,
    },
    {
      name: 'jose: a chain without setExpirationTime',
      path: 'src/auth.mjs',
      code: "import { SignJWT } from 'jose';\nexport const token = () => «new SignJWT»({ sub: '1' }).setProtectedHeader({ alg: 'HS256' }).sign(key);\n",
      output:
        "import { SignJWT } from 'jose';\nexport const token = () => new SignJWT({ sub: '1' }).setExpirationTime('15m').setProtectedHeader({ alg: 'HS256' }).sign(key);\n",
    },
    {
      name: 'jose: a builder in a variable',
      path: 'src/auth.mjs',
      code: "import * as jose from 'jose';\nconst builder = new jose.SignJWT({}).setProtectedHeader({ alg: 'HS256' });\nconst token = await «builder.sign»(key);\n",
    },
    {
      name: '@nestjs/jwt: registered without a lifetime',
      path: 'src/auth.module.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const jwt = «JwtModule.register»({ secret: process.env.KEY });\n",
      output:
        "import { JwtModule } from '@nestjs/jwt';\nexport const jwt = JwtModule.register({ secret: process.env.KEY, signOptions: { expiresIn: '15m' } });\n",
    },
    {
      name: '@nestjs/jwt: signOptions without a lifetime',
      path: 'src/auth.module.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const jwt = «JwtModule.register»({ secret: 'x', signOptions: { issuer: 'me' } });\n",
      output:
        "import { JwtModule } from '@nestjs/jwt';\nexport const jwt = JwtModule.register({ secret: 'x', signOptions: { issuer: 'me', expiresIn: '15m' } });\n",
    },
    {
      name: 'fast-jwt',
      code: "const { createSigner } = require('fast-jwt');\nconst sign = «createSigner»({ key: 'x' });\n",
      output:
        "const { createSigner } = require('fast-jwt');\nconst sign = createSigner({ key: 'x', expiresIn: 900_000 });\n",
    },
    {
      name: 'jwt-simple',
      code: "const jwt = require('jwt-simple');\n«jwt.encode»({ sub: 1 }, key);\n",
      output: false,
    },
    {
      name: 'ignoreExpiration: true',
      code: `${jwt}jwt.verify(token, key, { «ignoreExpiration: true» });\n`,
      messages: [
        'This check accepts expired tokens, so the lifetime they were signed with means nothing. Remove ignoreExpiration.',
      ],
      fix: 'Refuse expired tokens',
      output: `${jwt}jwt.verify(token, key, {  });\n`,
    },
    {
      name: 'ignoreExpiration between other options',
      code: `${jwt}jwt.verify(token, key, { issuer: 'me', «ignoreExpiration: true», audience: 'you' });\n`,
      output: `${jwt}jwt.verify(token, key, { issuer: 'me', audience: 'you' });\n`,
    },
    {
      name: 'ignoreExpiration before other options',
      code: `${jwt}jwt.verify(token, key, { «ignoreExpiration: true», audience: 'you' });\n`,
      output: `${jwt}jwt.verify(token, key, { audience: 'you' });\n`,
    },
    {
      name: '@nestjs/jwt: ignoreExpiration',
      path: 'src/guard.ts',
      code: "import { JwtService } from '@nestjs/jwt';\nexport class Guard {\n  constructor(private readonly jwt: JwtService) {}\n  check(token: string) {\n    return this.jwt.verify(token, { «ignoreExpiration: true» });\n  }\n}\n",
    },
    {
      name: 'a token that lives for a year',
      code: `${jwt}jwt.sign({ sub: 1 }, key, { expiresIn: «'365d'» });\n`,
      severity: 'info',
      messages: [
        'This token lives for 365 days. An access token that leaks stays useful that long; keep it short and renew it with a refresh token.',
      ],
      output: false,
    },
    {
      name: 'a lifetime as a product of numbers',
      code: `${jwt}jwt.sign({ sub: 1 }, key, { expiresIn: «60 * 60 * 24 * 90» });\n`,
      severity: 'info',
    },
    {
      name: 'jose: a long lifetime',
      path: 'src/auth.mjs',
      code: "import { SignJWT } from 'jose';\nnew SignJWT({}).setExpirationTime(«'1 year'»).sign(key);\n",
      severity: 'info',
    },
    {
      name: 'a promisified sign',
      code: `${jwt}const { promisify } = require('util');\nconst signAsync = promisify(jwt.sign);\n«signAsync»({ sub: 1 }, key);\n`,
    },
    {
      name: 'promisified where it is called',
      code: `${jwt}const { promisify } = require('util');\n«promisify(jwt.sign)»({ sub: 1 }, key);\n`,
    },
    {
      name: 'jose: an encrypted token',
      path: 'src/a.ts',
      code: "import { EncryptJWT } from 'jose';\nexport const t = () => «new EncryptJWT»({ sub: '1' }).setProtectedHeader(header).encrypt(key);\n",
    },
    {
      name: '@nestjs/jwt, registered by a factory',
      path: 'src/a.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const m = «JwtModule.registerAsync»({ useFactory: () => ({ secret: process.env.KEY }) });\n",
      output:
        "import { JwtModule } from '@nestjs/jwt';\nexport const m = JwtModule.registerAsync({ useFactory: () => ({ secret: process.env.KEY, signOptions: { expiresIn: '15m' } }) });\n",
    },
    {
      name: 'hono/jwt',
      path: 'src/a.ts',
      code: "import { sign } from 'hono/jwt';\nexport const t = () => «sign»({ sub: '1' }, key);\n",
    },
    {
      name: '@fastify/jwt, where neither the registration nor the call sets a lifetime',
      files: {
        'src/app.js':
          "const fastify = require('fastify')();\nfastify.register(require('@fastify/jwt'), { secret: process.env.KEY });\n",
        'src/login.js':
          "module.exports = async (fastify) => {\n  fastify.post('/login', async (request, reply) => «fastify.jwt.sign»({ sub: 1 }));\n};\n",
      },
    },
  ],
  valid: [
    {
      name: '@nestjs/jwt, where every call sets a lifetime',
      path: 'src/a.ts',
      code: "import { JwtModule, JwtService } from '@nestjs/jwt';\nexport const m = JwtModule.register({ secret: process.env.KEY });\nexport class Tokens {\n  constructor(private readonly jwt: JwtService) {}\n  make() { return this.jwt.sign({ sub: 1 }, { expiresIn: '1h' }); }\n}\n",
    },
    {
      name: '@nestjs/jwt, a factory with a lifetime',
      path: 'src/a.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const m = JwtModule.registerAsync({ useFactory: (c) => { return { secret: c.get('KEY'), signOptions: { expiresIn: '1h' } }; } });\n",
    },
    {
      name: 'hono/jwt with exp',
      path: 'src/a.ts',
      code: "import { sign } from 'hono/jwt';\nexport const t = () => sign({ sub: '1', exp: now() + 900 }, key);\n",
    },
    {
      name: '@fastify/jwt, registered with a lifetime',
      files: {
        'src/app.js':
          "const fastify = require('fastify')();\nfastify.register(require('@fastify/jwt'), { secret: process.env.KEY, sign: { expiresIn: '15m' } });\n",
        'src/login.js':
          "module.exports = async (fastify) => {\n  fastify.post('/login', async (request, reply) => fastify.jwt.sign({ sub: 1 }));\n};\n",
      },
    },
    `${jwt}jwt.sign({ sub: 1 }, key, { expiresIn: '15m' });`,
    `${jwt}jwt.sign({ sub: 1 }, key, { expiresIn: '30d' });`,
    {
      name: 'jsonwebtoken throws where expiresIn is undefined: no token comes about',
      code: `${jwt}jwt.sign({ sub: 1 }, key, { expiresIn: undefined });`,
    },
    `${jwt}jwt.sign({ sub: 1 }, key, { 'expiresIn': 900 });`,
    `${jwt}jwt.sign({ sub: 1 }, key, { expiresIn: config.tokenLifetime });`,
    `${jwt}jwt.sign({ sub: 1, exp: Math.floor(Date.now() / 1000) + 900 }, key);`,
    {
      name: 'exp in a payload held by a variable',
      code: `${jwt}const claims = { sub: 1, exp: soon };\njwt.sign(claims, key);`,
    },
    {
      name: 'exp set later',
      code: `${jwt}const claims = { sub: 1 };\nclaims.exp = soon;\njwt.sign(claims, key);`,
    },
    {
      name: 'options from a parameter',
      code: `${jwt}const issue = (claims, options) => jwt.sign(claims, key, options);`,
    },
    {
      name: 'options from another file',
      code: `${jwt}const { options } = require('./options');\njwt.sign({ sub: 1 }, key, options);`,
    },
    { name: 'options from a call', code: `${jwt}jwt.sign({ sub: 1 }, key, optionsFor(user));` },
    {
      name: 'options spread from elsewhere',
      code: `${jwt}jwt.sign({ sub: 1 }, key, { ...defaults, issuer: 'me' });`,
    },
    {
      name: 'options in a constant',
      code: `${jwt}const options = { expiresIn: '1h' };\njwt.sign({ sub: 1 }, key, options);`,
    },
    {
      name: 'options completed later',
      code: `${jwt}const options = {};\noptions.expiresIn = '1h';\njwt.sign({ sub: 1 }, key, options);`,
    },
    `${jwt}jwt.verify(token, key);`,
    `${jwt}jwt.verify(token, key, { ignoreExpiration: false });`,
    {
      name: 'jose with setExpirationTime, anywhere in the chain',
      path: 'src/auth.mjs',
      code: "import { SignJWT } from 'jose';\nnew SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('2h').setIssuedAt().sign(key);",
    },
    {
      name: 'jose: set in a statement of its own',
      path: 'src/auth.mjs',
      code: "import { SignJWT } from 'jose';\nconst builder = new SignJWT({});\nbuilder.setExpirationTime('2h');\nawait builder.sign(key);",
    },
    {
      name: 'jose: exp in the payload',
      path: 'src/auth.mjs',
      code: "import { SignJWT } from 'jose';\nnew SignJWT({ exp: soon }).sign(key);",
    },
    {
      name: '@nestjs/jwt: a lifetime where the module is registered',
      path: 'src/auth.module.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const jwt = JwtModule.register({ secret: 'x', signOptions: { expiresIn: '15m' } });",
    },
    {
      name: '@nestjs/jwt: the call has what the module was registered with',
      path: 'src/auth.ts',
      code: "import { JwtService } from '@nestjs/jwt';\nexport class Auth {\n  constructor(private readonly jwt: JwtService) {}\n  token(id: string) {\n    return this.jwt.sign({ sub: id });\n  }\n}",
    },
    {
      name: '@nestjs/jwt: a module that only verifies',
      path: 'src/auth.module.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const jwt = JwtModule.register({ publicKey: key });",
    },
    {
      name: 'fast-jwt with a lifetime',
      code: "const { createSigner } = require('fast-jwt');\ncreateSigner({ key: 'x', expiresIn: 900_000 });",
    },
    {
      name: 'fast-jwt with options from elsewhere',
      code: "const { createSigner } = require('fast-jwt');\ncreateSigner(options);",
    },
    {
      name: 'jwt-simple with exp',
      code: "const jwt = require('jwt-simple');\njwt.encode({ sub: 1, exp: soon }, key);",
    },
    {
      name: 'a sign of something else',
      code: "const crypto = require('node:crypto');\ncrypto.sign('sha256', data, key);",
    },
    {
      name: 'a sign of the project',
      code: `${jwt}const { sign } = require('./documents');\nsign({ sub: 1 }, key);`,
    },
    { name: 'a test', path: 'test/auth.test.js', code: `${jwt}jwt.sign({ sub: 1 }, key);` },
    { name: 'a script', path: 'scripts/token.js', code: `${jwt}jwt.sign({ sub: 1 }, key);` },
  ],
});
