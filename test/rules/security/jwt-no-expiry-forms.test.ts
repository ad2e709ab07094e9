import jwtNoExpiry from '../../../rules/security/jwt-no-expiry/rule';
import { ruleTests } from '../rule-tester';

const jwt = "const jwt = require('jsonwebtoken');\n";
const esm = "import jwt from 'jsonwebtoken';\n";

/** How options, payloads and lifetimes are written and handed around. */
ruleTests(jwtNoExpiry, {
  invalid: [
    {
      name: 'a payload in a variable',
      code: `${jwt}const payload = { id: user.id };\nconst token = «jwt.sign»(payload, secret);\n`,
    },
    { name: 'a payload from a method', code: `${jwt}const token = «jwt.sign»(user.toJSON(), secret);\n` },
    {
      name: 'a payload that spreads a record',
      code: `${jwt}const token = «jwt.sign»({ ...user }, secret);\n`,
    },
    { name: 'a text as payload', code: `${jwt}const token = «jwt.sign»('user-1', secret);\n` },
    {
      name: 'require where it is called',
      code: "const token = «require('jsonwebtoken').sign»({ id: 1 }, secret);\n",
    },
    { name: 'a member in brackets', code: `${jwt}const token = «jwt['sign']»({ id: 1 }, secret);\n` },
    {
      name: 'a member that is destructured and renamed',
      code: "const { sign: issue } = require('jsonwebtoken');\n«issue»({ id: 1 }, secret);\n",
    },
    {
      name: 'import = require',
      path: 'src/a.ts',
      code: "import jwt = require('jsonwebtoken');\nexport const token = «jwt.sign»({ id: 1 }, 'k');\n",
    },
    {
      name: 'options in a variable without a lifetime',
      code: `${jwt}const options = { algorithm: 'HS256' };\n«jwt.sign»({ id: 1 }, secret, options);\n`,
    },
    {
      name: 'options that are typed',
      path: 'src/a.ts',
      code: `import jwt, { SignOptions } from 'jsonwebtoken';\nconst options: SignOptions = { issuer: 'me' };\nexport const token = «jwt.sign»({ id: 1 }, 'k', options);\n`,
    },
    {
      name: 'options as a member of a constant',
      code: `${jwt}const config = { jwt: { algorithm: 'HS256' } };\n«jwt.sign»({ id: 1 }, secret, config.jwt);\n`,
    },
    {
      name: 'options put together of objects without one',
      code: `${jwt}const base = { issuer: 'me' };\n«jwt.sign»({ id: 1 }, secret, Object.assign({}, base, { audience: 'you' }));\n`,
    },
    {
      name: 'options that spread a constant without one',
      code: `${jwt}const base = { issuer: 'me' };\n«jwt.sign»({ id: 1 }, secret, { ...base, audience: 'you' });\n`,
    },
    {
      name: 'options of either branch without one',
      code: `${jwt}«jwt.sign»({ id: 1 }, secret, admin ? { audience: 'a' } : { audience: 'b' });\n`,
    },
    {
      name: 'a callback',
      code: `${jwt}«jwt.sign»({ id: 1 }, secret, function (error, token) { done(error, token); });\n`,
    },
    {
      name: 'options and a callback',
      code: `${jwt}«jwt.sign»({ id: 1 }, secret, { algorithm: 'RS256' }, (error, token) => done(error, token));\n`,
    },
    {
      name: 'a handler of Express',
      code: `${jwt}const express = require('express');\nconst app = express();\napp.post('/login', (req, res) => {\n  const token = «jwt.sign»({ id: req.user.id }, process.env.JWT_SECRET);\n  res.json({ token });\n});\n`,
    },
    {
      name: 'a method of a schema',
      code: `${jwt}userSchema.methods.generateAuthToken = function () {\n  return «jwt.sign»({ _id: this._id }, process.env.JWT_SECRET);\n};\n`,
    },
    {
      name: 'a wrapper whose callers give no exp',
      code: `${jwt}function issue(claims) {\n  return «jwt.sign»(claims, secret);\n}\nissue({ id: 1 });\n`,
    },
    {
      name: 'a wrapper in a class',
      path: 'src/a.ts',
      code: `${esm}export class Tokens {\n  make(user: { id: string }) {\n    return «jwt.sign»({ sub: user.id }, process.env.KEY!);\n  }\n}\n`,
    },
    {
      name: 'promisified under a name of its own',
      code: `${jwt}const { promisify } = require('util');\nconst makeJwt = promisify(jwt.sign);\nasync function f() {\n  return «makeJwt»({ id: 1 }, secret);\n}\n`,
    },
    {
      name: 'inside a promise',
      code: `${jwt}const make = (claims) => new Promise((resolve, reject) => «jwt.sign»(claims, secret, (e, t) => (e ? reject(e) : resolve(t))));\n`,
    },
    {
      name: 'jose: a builder over several statements',
      path: 'src/a.mjs',
      code: "import { SignJWT } from 'jose';\nexport async function token(user) {\n  let builder = new SignJWT({ sub: user.id });\n  builder = builder.setProtectedHeader({ alg: 'HS256' });\n  builder.setIssuedAt();\n  return «builder.sign»(key);\n}\n",
    },
    {
      name: 'jose under its namespace',
      path: 'src/a.mjs',
      code: "import * as jose from 'jose';\nexport const token = (user) => «new jose.SignJWT»({ sub: user.id })\n  .setProtectedHeader({ alg: 'HS256' })\n  .setIssuedAt()\n  .sign(key);\n",
    },
    {
      name: 'jose, required',
      code: "const { SignJWT } = require('jose');\nconst token = (user) => «new SignJWT»({ sub: user.id }).setProtectedHeader({ alg: 'HS256' }).sign(key);\n",
    },
    {
      name: '@nestjs/jwt: a service made by hand',
      path: 'src/a.ts',
      code: "import { JwtService } from '@nestjs/jwt';\nexport const jwt = new «JwtService»({ secret: process.env.KEY });\n",
    },
    {
      name: '@nestjs/jwt in a module',
      path: 'src/auth.module.ts',
      code: "import { Module } from '@nestjs/common';\nimport { JwtModule } from '@nestjs/jwt';\n@Module({ imports: [«JwtModule.register»({ global: true, secret: process.env.KEY })] })\nexport class AuthModule {}\n",
    },
    {
      name: '@nestjs/jwt: an asynchronous factory',
      path: 'src/a.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const m = «JwtModule.registerAsync»({ inject: [Config], useFactory: async (config: Config) => ({ secret: config.get('KEY'), signOptions: { algorithm: 'HS256' } }) });\n",
    },
    {
      name: '@fastify/jwt: reply.jwtSign',
      path: 'src/a.ts',
      code: "import Fastify from 'fastify';\nimport fastifyJwt from '@fastify/jwt';\nconst app = Fastify();\napp.register(fastifyJwt, { secret: process.env.KEY! });\napp.post('/login', async (request, reply) => ({ token: await «reply.jwtSign»({ sub: 1 }) }));\n",
    },
    {
      name: '@fastify/jwt: app.jwt.sign',
      code: "const fastify = require('fastify')();\nfastify.register(require('@fastify/jwt'), { secret: process.env.KEY });\nfastify.post('/signup', (req, reply) => {\n  const token = «fastify.jwt.sign»({ user: 1 });\n  reply.send({ token });\n});\n",
    },
    {
      name: 'fast-jwt with a key function',
      path: 'src/a.mjs',
      code: "import { createSigner } from 'fast-jwt';\nconst signer = «createSigner»({ key: async () => process.env.KEY, algorithm: 'HS256' });\n",
    },
    {
      name: '@hapi/jwt',
      code: "const Jwt = require('@hapi/jwt');\nconst token = «Jwt.token.generate»({ user: 1 }, process.env.KEY);\n",
    },
    {
      name: 'expired tokens, with options in a constant',
      code: `${jwt}const options = { algorithms: ['HS256'], «ignoreExpiration: true» };\njwt.verify(token, key, options);\n`,
    },
    {
      name: 'expired tokens, with a callback',
      code: `${jwt}jwt.verify(token, key, { «ignoreExpiration: true» }, (error, claims) => done(error, claims));\n`,
    },
    {
      name: 'expired tokens: passport-jwt',
      code: "const { Strategy: JwtStrategy, ExtractJwt } = require('passport-jwt');\npassport.use(new JwtStrategy({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: process.env.KEY, «ignoreExpiration: true» }, verify));\n",
    },
    {
      name: 'expired tokens: passport-jwt with options made before',
      code: "const { Strategy } = require('passport-jwt');\nconst opts = {};\nopts.secretOrKey = process.env.KEY;\n«opts.ignoreExpiration = true»;\npassport.use(new Strategy(opts, verify));\n",
      output: false,
    },
    {
      name: 'expired tokens: a strategy of Nest',
      path: 'src/jwt.strategy.ts',
      code: "import { PassportStrategy } from '@nestjs/passport';\nimport { ExtractJwt, Strategy } from 'passport-jwt';\nexport class JwtStrategy extends PassportStrategy(Strategy) {\n  constructor() {\n    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), «ignoreExpiration: true», secretOrKey: process.env.KEY });\n  }\n}\n",
    },
    {
      name: 'expired tokens: express-jwt',
      code: "const { expressjwt } = require('express-jwt');\napp.use(expressjwt({ secret: process.env.KEY, algorithms: ['HS256'], «ignoreExpiration: true» }));\n",
    },
    {
      name: 'expired tokens: fast-jwt',
      path: 'src/a.mjs',
      code: "import { createVerifier } from 'fast-jwt';\nconst verify = createVerifier({ key: process.env.KEY, «ignoreExpiration: true» });\n",
    },
    {
      name: 'expired tokens: @fastify/jwt',
      code: "fastify.register(require('@fastify/jwt'), { secret: process.env.KEY, sign: { expiresIn: '1h' }, verify: { «ignoreExpiration: true» } });\n",
    },
    {
      name: 'a lifetime in a constant',
      code: `${jwt}const LIFETIME = «'90d'»;\njwt.sign({ id: 1 }, secret, { expiresIn: LIFETIME });\n`,
      severity: 'info',
    },
    {
      name: 'a long exp',
      code: `${jwt}jwt.sign({ id: 1, exp: Math.floor(Date.now() / 1000) + «60 * 60 * 24 * 365» }, secret);\n`,
      severity: 'info',
    },
    {
      name: '@nestjs/jwt: a long lifetime',
      path: 'src/a.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const m = JwtModule.register({ secret: process.env.KEY, signOptions: { expiresIn: «'60d'» } });\n",
      severity: 'info',
    },
    {
      name: '@nestjs/jwt: registered with nothing, and signed with a key of its own',
      path: 'src/auth.service.ts',
      files: {
        'src/auth.module.ts':
          "import { Module } from '@nestjs/common';\nimport { JwtModule } from '@nestjs/jwt';\n@Module({ imports: [JwtModule.register({})] })\nexport class AuthModule {}\n",
      },
      code: "import { JwtService } from '@nestjs/jwt';\nexport class AuthService {\n  constructor(private readonly jwt: JwtService) {}\n  issue(id: string) { return «this.jwt.signAsync»({ sub: id }, { secret: process.env.KEY }); }\n}\n",
    },
  ],
  valid: [
    {
      name: 'options of a wrapper that callers give',
      code: `${jwt}exports.issue = (claims, options = {}) => jwt.sign(claims, secret, options);\n`,
    },
    {
      name: 'options of a wrapper, spread',
      code: `${jwt}exports.issue = (claims, options) => jwt.sign(claims, secret, { algorithm: 'HS256', ...options });\n`,
    },
    {
      name: 'a lifetime of a wrapper',
      code: `${jwt}exports.issue = (claims, expiresIn) => jwt.sign(claims, secret, { expiresIn });\n`,
    },
    {
      name: 'options with a lifetime that are spread',
      code: `${jwt}const base = { expiresIn: '1h' };\njwt.sign({ id: 1 }, secret, { ...base, audience: 'you' });\n`,
    },
    {
      name: 'options put together',
      code: `${jwt}jwt.sign({ id: 1 }, secret, Object.assign({}, base, { expiresIn: '1h' }));\n`,
    },
    {
      name: 'options of a member',
      code: `${jwt}const config = { jwt: { expiresIn: '1h' } };\njwt.sign({ id: 1 }, secret, config.jwt);\n`,
    },
    {
      name: 'options of a configuration',
      code: `${jwt}const config = require('./config');\njwt.sign({ id: 1 }, secret, config.jwtOptions);\n`,
    },
    {
      name: 'options of a function of this file',
      code: `${jwt}const optionsFor = (user) => ({ expiresIn: user.admin ? '5m' : '1h' });\njwt.sign({ id: 1 }, secret, optionsFor(user));\n`,
    },
    {
      name: 'options of a branch',
      code: `${jwt}jwt.sign({ id: 1 }, secret, remember ? { expiresIn: '30d' } : { expiresIn: '1h' });\n`,
    },
    {
      name: 'options set anew',
      code: `${jwt}let options = {};\nif (short) options = { expiresIn: '5m' };\njwt.sign({ id: 1 }, secret, options);\n`,
    },
    {
      name: 'a member in brackets',
      code: `${jwt}const options = {};\noptions['expiresIn'] = '1h';\njwt.sign({ id: 1 }, secret, options);\n`,
    },
    {
      name: 'options of the class',
      path: 'src/a.ts',
      code: `${esm}export class Tokens {\n  constructor(private readonly options: jwt.SignOptions) {}\n  make(id: string) {\n    return jwt.sign({ id }, 'k', this.options);\n  }\n}\n`,
    },
    {
      name: 'exp of a payload in a variable',
      code: `${jwt}const now = Math.floor(Date.now() / 1000);\nconst payload = { id: 1, iat: now, exp: now + 3600 };\njwt.sign(payload, secret);\n`,
    },
    {
      name: 'exp of a payload that is spread',
      code: `${jwt}const times = { iat: now, exp: now + 3600 };\njwt.sign({ id: 1, ...times }, secret);\n`,
    },
    {
      name: 'exp of a payload that a function of this file makes',
      code: `${jwt}const claimsOf = (user) => ({ sub: user.id, exp: now() + 3600 });\njwt.sign(claimsOf(user), secret);\n`,
    },
    {
      name: 'exp that a caller gives',
      code: `${jwt}function issue(claims) {\n  return jwt.sign(claims, secret);\n}\nissue({ id: 1, exp: soon });\n`,
    },
    {
      name: 'exp in a text of JSON',
      code: `${jwt}jwt.sign(JSON.stringify({ id: 1, exp: soon }), secret);\n`,
    },
    { name: 'exp merged in', code: `${jwt}jwt.sign(Object.assign({}, claims, { exp: soon }), secret);\n` },
    {
      name: 'a refresh token lives long',
      code: `${jwt}const refreshToken = jwt.sign({ id: 1 }, secret, { expiresIn: '90d' });\n`,
    },
    {
      name: 'a function for refresh tokens',
      code: `${jwt}const createRefreshToken = (id) => jwt.sign({ id }, secret, { expiresIn: '90d' });\n`,
    },
    {
      name: 'jose: set under a condition, over several statements',
      path: 'src/a.mjs',
      code: "import { SignJWT } from 'jose';\nexport async function token(claims, expiresIn) {\n  const signer = new SignJWT(claims).setIssuedAt();\n  if (expiresIn !== undefined) signer.setExpirationTime(expiresIn);\n  return signer.setProtectedHeader({ alg: 'HS256' }).sign(key);\n}\n",
    },
    {
      name: 'jose: exp of a payload in a variable',
      path: 'src/a.mjs',
      code: "import { SignJWT } from 'jose';\nconst claims = { sub: '1', exp: soon };\nexport const token = () => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key);\n",
    },
    {
      name: '@nestjs/jwt: a module of which nothing is known',
      path: 'src/a.ts',
      code: "import { JwtService } from '@nestjs/jwt';\nexport class Auth {\n  constructor(private readonly jwt: JwtService) {}\n  login(user: { id: string }) {\n    return { token: this.jwt.sign({ sub: user.id }) };\n  }\n}\n",
    },
    {
      name: '@nestjs/jwt: registered by a class',
      path: 'src/a.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const m = JwtModule.registerAsync({ useClass: JwtConfig });\n",
    },
    {
      name: '@nestjs/jwt: a factory with options from the configuration',
      path: 'src/a.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const m = JwtModule.registerAsync({ useFactory: (config: Config) => config.get('jwt') });\n",
    },
    {
      name: 'fast-jwt',
      path: 'src/a.mjs',
      code: "import { createSigner } from 'fast-jwt';\nconst signer = createSigner({ key: process.env.KEY, expiresIn: 600000 });\n",
    },
    {
      name: 'jwt-simple with exp',
      code: "const jwt = require('jwt-simple');\nconst token = jwt.encode({ sub: 1, exp: soon }, process.env.KEY);\n",
    },
    {
      name: '@hapi/jwt',
      code: "const Jwt = require('@hapi/jwt');\nconst token = Jwt.token.generate({ user: 1 }, process.env.KEY, { ttlSec: 14400 });\n",
    },
    {
      name: 'a sign of something else',
      code: `${jwt}const signature = crypto.createSign('SHA256').update(body).sign(privateKey);\n`,
    },
    { name: 'a method of the same name', code: `${jwt}document.sign({ id: 1 }, secret);\n` },
    { name: 'a test', path: 'test/a.test.js', code: `${jwt}jwt.sign({ id: 1 }, secret);\n` },
    {
      name: 'reading what has expired to renew it',
      code: `${jwt}function refreshToken(token) {\n  return jwt.verify(token, key, { ignoreExpiration: true });\n}\n`,
    },
    {
      name: 'a store that finds what has expired',
      code: `${jwt}provider.Grant.find(id, { ignoreExpiration: true });\n`,
    },
    { name: 'an option of the same name elsewhere', code: 'cache.get(key, { ignoreExpiration: true });\n' },
    {
      name: 'passport-jwt that asks',
      code: "const { Strategy } = require('passport-jwt');\npassport.use(new Strategy({ secretOrKey: process.env.KEY, ignoreExpiration: false }, verify));\n",
    },
    {
      name: '@nestjs/jwt: registered with nothing, and each call says how long',
      path: 'src/auth.service.ts',
      files: {
        'src/auth.module.ts':
          "import { Module } from '@nestjs/common';\nimport { JwtModule } from '@nestjs/jwt';\n@Module({ imports: [JwtModule.register({})] })\nexport class AuthModule {}\n",
      },
      code: "import { JwtService } from '@nestjs/jwt';\nexport class AuthService {\n  constructor(private readonly jwt: JwtService) {}\n  issue(id: string) { return this.jwt.signAsync({ sub: id }, { secret: process.env.KEY, expiresIn: '15m' }); }\n}\n",
    },
  ],
});
