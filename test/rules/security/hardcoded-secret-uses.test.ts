import hardcodedSecret from '../../../rules/security/hardcoded-secret/rule';
import { type InvalidCase, ruleTests, type ValidCase } from '../rule-tester';

/** Put together here, so that no scanner takes this file for a leak. */
const joined = (...parts: string[]) => parts.join('');
const githubToken = joined('ghp', '_', 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3hJ6');
const stripeKey = joined('sk_', 'live_', '4eC39HqLyjWDarjtT1zdp7dc');
const slackToken = joined('xox', 'b-', '123456789012-1234567890123-aBcDeFgHiJkLmNoPqRsTuVwX');
const pem = joined(
  '-----BEGIN ',
  'PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\\n-----END ',
  'PRIVATE KEY-----\\n',
);

const bad = (name: string, ...lines: string[]): InvalidCase => ({ name, code: `${lines.join('\n')}\n` });
const good = (name: string, ...lines: string[]): ValidCase => ({ name, code: `${lines.join('\n')}\n` });
const jwt = "const jwt = require('jsonwebtoken');";
const crypto = "const crypto = require('crypto');";

/** Texts where something takes a secret: what they are used for decides, and not how they look. */
ruleTests(hardcodedSecret, {
  invalid: [
    bad('jwt.sign with one letter', jwt, "jwt.sign({ id: 1 }, «'x'», { expiresIn: '1h' });"),
    bad('jwt.sign with a word', jwt, "const token = jwt.sign({ id: 1 }, «'secret'», { expiresIn: '1h' });"),
    bad('jwt.sign with a placeholder', jwt, "jwt.sign({ id: 1 }, «'your-secret-key'», { expiresIn: '1h' });"),
    bad('jwt.sign with a template', jwt, "jwt.sign({ id: 1 }, «`shhhhh`», { expiresIn: '1h' });"),
    bad('jwt.verify', jwt, "jwt.verify(token, «'shhhhh'», (error, claims) => done(error, claims));"),
    bad(
      'a constant with a name that says nothing',
      jwt,
      "const KEY_TEXT = «'abc'»;",
      'jwt.verify(token, KEY_TEXT);',
    ),
    bad(
      'a member of a configuration of the file',
      jwt,
      "const config = { key: «'abc'» };",
      'jwt.verify(token, config.key);',
    ),
    bad(
      'sign, destructured',
      "const { sign } = require('jsonwebtoken');",
      "sign({ id: 1 }, «'x'», { expiresIn: '1h' });",
    ),
    {
      name: 'sign, imported',
      path: 'src/a.ts',
      code: "import jwt from 'jsonwebtoken';\nexport const t = jwt.sign({ id: 1 }, «'x'», { expiresIn: '1h' });\n",
    },
    {
      name: '@nestjs/jwt: a secret of one call',
      path: 'src/a.ts',
      code: "import { JwtService } from '@nestjs/jwt';\nexport class A {\n  constructor(private readonly jwt: JwtService) {}\n  make() {\n    return this.jwt.signAsync({ id: 1 }, { secret: «'x'», expiresIn: '1h' });\n  }\n  check(token: string) {\n    return this.jwt.verifyAsync(token, { secret: «'x'» });\n  }\n}\n",
    },
    {
      name: '@nestjs/jwt: a factory',
      path: 'src/a.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const m = JwtModule.registerAsync({ useFactory: () => ({ secret: «'x'», signOptions: { expiresIn: '1h' } }) });\n",
    },
    {
      name: 'a strategy of Nest',
      path: 'src/a.ts',
      code: "import { PassportStrategy } from '@nestjs/passport';\nimport { ExtractJwt, Strategy } from 'passport-jwt';\nexport class JwtStrategy extends PassportStrategy(Strategy) {\n  constructor() {\n    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: «'x'» });\n  }\n}\n",
    },
    bad(
      'jose',
      "const { jwtVerify } = require('jose');",
      "jwtVerify(token, new TextEncoder().encode(«'x'»));",
    ),
    bad(
      'express-session',
      "const session = require('express-session');",
      "app.use(session({ secret: «'keyboard cat'», resave: false }));",
    ),
    bad(
      'express-session with several',
      "const session = require('express-session');",
      "app.use(session({ secret: [«'a'», «'b'»] }));",
    ),
    bad(
      'express-session, options in a constant',
      "const session = require('express-session');",
      "const options = { secret: «'x'» };",
      'app.use(session(options));',
    ),
    bad(
      'cookie-session',
      "const cookieSession = require('cookie-session');",
      "app.use(cookieSession({ name: 'session', keys: [«'key1'»] }));",
    ),
    bad('cookie-parser', "const cookieParser = require('cookie-parser');", "app.use(cookieParser(«'x'»));"),
    bad(
      'express-jwt',
      "const { expressjwt: jwt } = require('express-jwt');",
      "app.use(jwt({ secret: «'x'», algorithms: ['HS256'] }));",
    ),
    bad('koa-jwt', "const jwt = require('koa-jwt');", "app.use(jwt({ secret: «'x'» }));"),
    bad(
      'koa: keys',
      "const Koa = require('koa');",
      'const app = new Koa();',
      "app.keys = [«'im a newer secret'»];",
    ),
    bad(
      '@fastify/jwt',
      "fastify.register(require('@fastify/jwt'), { secret: «'supersecret'», sign: { expiresIn: '1h' } });",
    ),
    bad('@fastify/cookie', "fastify.register(require('@fastify/cookie'), { secret: «'x'» });"),
    bad(
      '@fastify/session',
      "fastify.register(require('@fastify/session'), { secret: «'a secret with minimum length of 32 characters'» });",
    ),
    bad('createHmac', crypto, "const mac = crypto.createHmac('sha256', «'x'»).update(text).digest('hex');"),
    bad(
      'createHmac, imported',
      "const { createHmac } = require('node:crypto');",
      "createHmac('sha256', «'x'»);",
    ),
    bad(
      'createCipheriv',
      crypto,
      "crypto.createCipheriv('aes-256-cbc', «'abcdefghijklmnopqrstuvwxyz012345'», iv);",
    ),
    bad(
      'createCipheriv with a buffer',
      crypto,
      "crypto.createCipheriv('aes-256-cbc', Buffer.from(«'abc'», 'hex'), iv);",
    ),
    bad(
      'createDecipheriv through a constant',
      crypto,
      "const k = Buffer.from(«'abc'»);",
      "crypto.createDecipheriv('aes-128-cbc', k, iv);",
    ),
    bad('scryptSync: the password', crypto, "const key = crypto.scryptSync(«'x'», salt, 32);"),
    bad('crypto-js', "const { AES } = require('crypto-js');", "AES.encrypt(text, «'x'»).toString();"),
    bad(
      'passport: an OAuth strategy',
      "const { Strategy } = require('passport-google-oauth20');",
      "passport.use(new Strategy({ clientID: process.env.ID, clientSecret: «'GOCSPX-x1'», callbackURL: '/cb' }, done));",
    ),
    bad(
      'passport: GitHub',
      "const GitHubStrategy = require('passport-github2').Strategy;",
      "passport.use(new GitHubStrategy({ clientID: 'a1b2', clientSecret: «'shhh'», callbackURL: '/cb' }, done));",
    ),
    bad(
      'pg',
      "const { Pool } = require('pg');",
      "const pool = new Pool({ user: 'app', host: 'db', password: «'x'» });",
    ),
    bad(
      'pg: a client',
      "const { Client } = require('pg');",
      "const client = new Client({ password: «'postgres'» });",
    ),
    bad(
      'pg: an address',
      "const { Pool } = require('pg');",
      "const pool = new Pool({ connectionString: «'postgres://app:secret1@db.host/app'» });",
    ),
    bad(
      'mysql',
      "const mysql = require('mysql');",
      "const db = mysql.createConnection({ host: 'localhost', user: 'root', password: «'root'» });",
    ),
    bad(
      'mysql2',
      "const mysql = require('mysql2/promise');",
      "const db = mysql.createPool({ password: «'x'» });",
    ),
    bad(
      'mongoose',
      "const mongoose = require('mongoose');",
      "mongoose.connect(«'mongodb://u:p@cluster0.mongodb.net/app'»);",
    ),
    bad(
      'mongodb',
      "const { MongoClient } = require('mongodb');",
      "const client = new MongoClient(«'mongodb+srv://admin:admin123@cluster0.mongodb.net/app'»);",
    ),
    bad(
      'redis',
      "const redis = require('redis');",
      "const client = redis.createClient({ password: «'x'» });",
    ),
    bad(
      'ioredis',
      "const Redis = require('ioredis');",
      "const client = new Redis({ host: 'cache', password: «'x'» });",
    ),
    bad(
      'ioredis: an address',
      "const Redis = require('ioredis');",
      "const client = new Redis(«'redis://:s3cret@cache.host:6379'»);",
    ),
    bad(
      'sequelize',
      "const { Sequelize } = require('sequelize');",
      "const db = new Sequelize('app', 'root', «'root'», { dialect: 'mysql' });",
    ),
    bad(
      'typeorm',
      "const { DataSource } = require('typeorm');",
      "const db = new DataSource({ type: 'postgres', username: 'app', password: «'app'» });",
    ),
    bad(
      'knex',
      "const knex = require('knex');",
      "const db = knex({ client: 'pg', connection: { host: 'db', user: 'app', password: «'app'» } });",
    ),
    bad(
      'nodemailer',
      "const nodemailer = require('nodemailer');",
      "const mail = nodemailer.createTransport({ host: 'smtp', auth: { user: 'me@x.io', pass: «'x1y2z3'» } });",
    ),
    bad(
      'an axios header',
      "const axios = require('axios');",
      "axios.get(url, { headers: { Authorization: «'Bearer a1b2c3d4e5f6g7h8'» } });",
    ),
    bad(
      'a default header of axios',
      "const axios = require('axios');",
      "axios.defaults.headers.common['Authorization'] = «'Bearer a1b2c3d4e5f6g7h8'»;",
    ),
    bad(
      'basic authentication in a header',
      "fetch(url, { headers: { Authorization: «'Basic YWRtaW46cGFzc3dvcmQ='» } });",
    ),
    bad(
      'basic authentication made here',
      "fetch(url, { headers: { Authorization: 'Basic ' + Buffer.from(«'admin:hunter2'»).toString('base64') } });",
    ),
    bad('a key header', "fetch(url, { headers: { 'X-API-Key': «'a1b2c3d4e5f6'» } });"),
    bad(
      'aws-sdk',
      "const AWS = require('aws-sdk');",
      `AWS.config.update({ accessKeyId: «'${joined('AKIA', 'Z7YQ2MNB4KLP6RST')}'», secretAccessKey: «'wJalrXUtnFEMIK7MDENGbPxRfiCYzEXAMPLEKEZZ'» });`,
    ),
    bad(
      '@aws-sdk',
      "const { S3Client } = require('@aws-sdk/client-s3');",
      `const s3 = new S3Client({ credentials: { accessKeyId: «'${joined('AKIA', 'Z7YQ2MNB4KLP6RST')}'», secretAccessKey: «'abcd1234abcd1234abcd1234abcd1234abcd1234'» } });`,
    ),
    bad('stripe', "const Stripe = require('stripe');", `const stripe = new Stripe(«'${stripeKey}'»);`),
    bad('stripe, at once', `const stripe = require('stripe')(«'sk_x'»);`),
    bad(
      'twilio',
      "const twilio = require('twilio');",
      "const client = twilio('ACx', «'0123456789abcdef0123456789abcdef'»);",
    ),
    bad('sendgrid', "const mail = require('@sendgrid/mail');", "mail.setApiKey(«'SG.x'»);"),
    bad('OpenAI', "const OpenAI = require('openai');", "const ai = new OpenAI({ apiKey: «'sk-abc'» });"),
    bad(
      'Slack',
      `const { WebClient } = require('@slack/web-api');`,
      `const slack = new WebClient(«'${slackToken}'»);`,
    ),
    bad(
      'a fallback in an argument',
      "const session = require('express-session');",
      "app.use(session({ secret: process.env.SESSION_SECRET || «'x'» }));",
    ),
    bad(
      'a fallback in a configuration',
      "module.exports = { jwtSecret: process.env.JWT_SECRET ?? «'change-me'» };",
    ),
    // Known forms in configurations.
    {
      name: 'a token in JSON',
      files: { 'config/default.json': `{\n  "github": { "token": "«${githubToken}»" }\n}\n` },
      messages: [
        'The code contains a GitHub token: whoever reads the repository or a build can use it. Revoke it, and read the new one from the environment.',
      ],
    },
    { name: 'a key in YAML', files: { 'config.yml': `stripe:\n  key: «${stripeKey}»\n` } },
    {
      name: 'a key in YAML, in quotes',
      files: { 'deploy/values.yaml': `env:\n  - name: KEY\n    value: "«${stripeKey}»"\n` },
    },
    { name: 'a key in a committed .env', files: { '.env': `PORT=3000\nSTRIPE_KEY=«${stripeKey}»\n` } },
    { name: 'a token in .env.production', files: { '.env.production': `SLACK="«${slackToken}»"\n` } },
    {
      name: 'a service account',
      files: {
        'service-account.json': `{ "private_key": "${pem}" }\n`.replace(/(-----BEGIN [A-Z ]+-----)/, '«$1»'),
      },
    },
    {
      name: 'an address of a host',
      files: {
        'docker-compose.yml':
          'services:\n  api:\n    environment:\n      DATABASE_URL: «postgres://app:s3cr3tpw@db.prod.acme.io:5432/app»\n',
      },
    },
  ],
  valid: [
    good('a public key', jwt, "jwt.verify(token, '-----BEGIN PUBLIC KEY-----\\nMIIBIjANBgkqhkiG9w0B');"),
    good('a key from a file', jwt, "jwt.verify(token, fs.readFileSync('public.pem'));"),
    good('a key from the environment', crypto, "crypto.createHmac('sha256', process.env.KEY);"),
    good(
      'a hash of public data',
      crypto,
      "const etag = crypto.createHash('sha256').update('abc').digest('hex');",
    ),
    good('bcrypt', "const bcrypt = require('bcrypt');", "bcrypt.compare('x', hash);"),
    good('an empty key', crypto, "crypto.createHmac('sha256', '');"),
    good(
      'a password from an argument',
      "const { Pool } = require('pg');",
      "const pool = (password) => new Pool({ user: 'app', password });",
    ),
    good(
      'an address without a password',
      "const mongoose = require('mongoose');",
      "mongoose.connect('mongodb://localhost:27017/app');",
    ),
    good(
      'an address made of variables',
      "const mongoose = require('mongoose');",
      'mongoose.connect(`mongodb://${user}:${password}@${host}/app`);',
    ),
    good('a header of a variable', 'fetch(url, { headers: { Authorization: `Bearer ${token}` } });'),
    good('the name of a header', "const authHeader = req.headers['authorization'];"),
    good('a scheme', "if (!header.startsWith('Bearer ')) return;"),
    good('a label', "const labels = { password: 'Password', apiKey: 'API key' };"),
    good('a field of a form', "const field = { name: 'password', type: 'password' };"),
    good('the name of a cookie', "const sessionCookie = 'connect.sid';"),
    good(
      'the name of a secret in a store',
      "const secretName = 'prod/db/password';",
      "const value = await secrets.get('jwt-secret');",
    ),
    good(
      'the name of a variable',
      "const secret = process.env['JWT_SECRET'];",
      "config.getOrThrow('JWT_SECRET');",
    ),
    good('a message', "throw new Error('JWT_SECRET is not set');"),
    good(
      'a schema',
      "const { z } = require('zod');",
      'const input = z.object({ password: z.string().min(8), token: z.string() });',
    ),
    good('a column', "const user = { passwordHash: 'password_hash', resetToken: 'reset_token' };"),
    good(
      'an algorithm',
      jwt,
      "jwt.sign({ id: 1 }, process.env.KEY, { algorithm: 'HS256', expiresIn: '1h' });",
    ),
    { name: 'an example of the environment', files: { '.env.example': `STRIPE_KEY=${stripeKey}\n` } },
    { name: 'a sample of the environment', files: { '.env.sample': `STRIPE_KEY=${stripeKey}\n` } },
    {
      name: 'a password of a container on this machine',
      files: {
        'docker-compose.yml':
          'services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres\n      URL: postgres://postgres:postgres@db:5432/app\n',
      },
    },
    {
      name: 'a variable in YAML',
      files: {
        'config.yml': 'key: ${STRIPE_KEY}\nurl: postgres://${USER}:${PASSWORD}@db.prod.acme.io/app\n',
      },
    },
    {
      name: 'a placeholder in JSON',
      files: {
        'config.json': '{ "token": "<your-github-token>", "key": "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx" }\n',
      },
    },
    { name: 'a comment in YAML', files: { 'config.yml': `# key: ${stripeKey}\nport: 3000\n` } },
    { name: 'a test', files: { 'test/config.yml': `key: ${stripeKey}\n` } },
    { name: 'an example folder', files: { 'examples/config.json': `{ "key": "${stripeKey}" }\n` } },
    {
      name: 'a digest in a configuration',
      files: {
        'config.yml': 'image: app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n',
      },
    },
  ],
});
