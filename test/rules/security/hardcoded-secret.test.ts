import hardcodedSecret from '../../../rules/security/hardcoded-secret/rule';
import { ruleTests } from '../rule-tester';

/** Put together here, so that no scanner takes this file for a leak. */
const joined = (...parts: string[]) => parts.join('');
const githubToken = joined('ghp', '_', 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3hJ6');
const awsKey = joined('AKIA', 'Z7YQ2MNB4KLP6RST');
const stripeKey = joined('sk_', 'live_', '4eC39HqLyjWDarjtT1zdp7dc');
const pem = joined(
  '-----BEGIN RSA ',
  'PRIVATE KEY-----\\nMIIEpAIBAAKCAQEA3fOp7q8K5Jd9x2YbPwQk\\n-----END RSA PRIVATE KEY-----',
);
const reader = `function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(\`\${name} is not set\`);
  return value;
}`;

ruleTests(hardcodedSecret, {
  invalid: [
    // Known formats.
    { name: 'a GitHub token', code: `const octokit = connect(«'${githubToken}'»);\n` },
    { name: 'an AWS access key', code: `const id = «'${awsKey}'»;\n` },
    { name: 'a Stripe key in a template', code: `const k = «\`${stripeKey}\`»;\n` },
    {
      name: 'a private key in PEM',
      code: `const key = «'${pem}'»;\n`,
      messages: [
        'The code contains a private key: whoever reads the repository or a build can use it. Revoke it, and read the new one from the environment.',
      ],
    },
    {
      name: 'an address with a password',
      code: "const url = «'postgres://app:hunter2@db.internal:5432/app'»;\n",
      output: `${reader}\n\nconst url = required('DATABASE_URL');\n`,
    },
    {
      name: 'an address built around a password',
      code: 'const url = «`mongodb+srv://app:s3cr3t@${host}/app`»;\n',
      output: false,
    },
    { name: 'redis, without a user', code: "connect(«'redis://:s3cr3t@cache.internal:6379'»);\n" },
    // Names.
    {
      name: 'a variable',
      code: "const jwtSecret = «'abc123'»;\n",
      output: `${reader}\n\nconst jwtSecret = required('JWT_SECRET');\n`,
    },
    { name: 'in capitals', code: "const API_KEY = «'9f8e7d6c5b4a'»;\n" },
    { name: 'a password that is a word', code: "const dbPassword = «'swordfish'»;\n" },
    { name: 'a value that is a bare word', code: "const DB_PASSWORD = «'password'»;\n" },
    { name: 'a property', code: "module.exports = { clientSecret: «'f00ba4'» };\n" },
    { name: 'a quoted property', code: "module.exports = { 'api-key': «'a1b2c3d4e5'» };\n" },
    { name: 'a member that is assigned', code: "config.encryptionKey = «'0123456789abcdef'»;\n" },
    { name: 'module.exports', code: "module.exports.secret = «'keyboard cat'»;\n" },
    { name: 'the environment itself', code: "process.env.JWT_SECRET = «'securekey'»;\n" },
    {
      name: 'a class field',
      path: 'src/auth.ts',
      code: "class Auth { private readonly secret = «'abc'»; }\n",
    },
    { name: 'a default parameter', code: "function connect(password = «'hunter2'») {}\n" },
    { name: 'a setting', code: "app.set('superSecret', «'ilovescotch'»);\n" },
    { name: 'a placeholder signs as well as any text', code: "const JWT_SECRET = «'your-secret-key'»;\n" },
    {
      name: 'a key of bytes',
      code: "const encryptionKey = Buffer.from(«'0123456789abcdef0123456789abcdef'»);\n",
    },
    {
      name: 'the password of an account',
      code: "const db = connect({ host: 'db', user: 'app', password: «'password'» });\n",
    },
    {
      name: 'an authorization header',
      code: "fetch(url, { headers: { Authorization: «'Bearer a1b2c3d4e5f6'» } });\n",
    },
    { name: 'a header that is set', code: "request.setHeader('x-api-key', «'a1b2c3d4e5f6'»);\n" },
    { name: 'a comparison', code: "if (password === «'s3cr3t!'») login();\n", output: false },
    {
      name: 'a comparison, the other way round',
      code: "if («'s3cr3t!'» !== password) refuse();\n",
      output: false,
    },
    { name: 'a compared account', code: "if (auth === «'user:pw'») next();\n", output: false },
    { name: 'a compared password', code: "if (password === «'hunter2'») next();\n", output: false },
    {
      name: 'a compared header',
      code: "if (req.headers['x-api-key'] === «'abc123def456'») next();\n",
      output: false,
    },
    {
      name: 'a compared authorization',
      code: "if (authHeader !== «'Bearer my-secret-token-1'») refuse();\n",
      output: false,
    },
    {
      name: 'a compared password that is a word, beside its user',
      code: "if (req.body.username === 'admin' && req.body.password === «'password'») next();\n",
      output: false,
    },
    {
      name: 'what basic authentication takes, in a constant',
      code: "const x = require('x');\nconst word = «'zqwe12z9'»;\nconst headers = { Authorization: 'Basic ' + Buffer.from('user:' + word).toString('base64') };\n",
    },
    {
      name: 'what basic authentication takes, in a template',
      code: "const x = require('x');\nconst word = «'zqwe12z9'»;\nconst headers = { Authorization: `Basic ${btoa(`user:${word}`)}` };\n",
    },
    {
      name: 'in TypeScript',
      path: 'src/auth.ts',
      code: "import x from 'x';\nexport const jwtSecret: string = «'abc123'»;\nx();\n",
      output: `import x from 'x';\n\nfunction required(name: string): string {\n  const value = process.env[name];\n  if (!value) throw new Error(\`\${name} is not set\`);\n  return value;\n}\nexport const jwtSecret: string = required('JWT_SECRET');\nx();\n`,
    },
    // Uses.
    {
      name: 'jwt.sign',
      code: "const jwt = require('jsonwebtoken');\njwt.sign({ sub: 1 }, «'a'», { expiresIn: '1h' });\n",
    },
    { name: 'jwt.verify', code: "const jwt = require('jsonwebtoken');\njwt.verify(token, «'secret'»);\n" },
    {
      name: 'through a variable',
      code: "const jwt = require('jsonwebtoken');\nconst k = «'a'»;\njwt.verify(token, k);\n",
    },
    {
      name: 'through an object of the file',
      code: "const jwt = require('jsonwebtoken');\nconst settings = { jwt: { k: «'a'» } };\njwt.verify(token, settings.jwt.k);\n",
    },
    {
      name: 'jose, encoded',
      path: 'src/a.ts',
      code: "import { SignJWT } from 'jose';\nexport const t = () => new SignJWT({}).setExpirationTime('1h').sign(new TextEncoder().encode(«'a'»));\n",
    },
    {
      name: 'session',
      code: "const session = require('express-session');\napp.use(session({ secret: «'x'», resave: false }));\n",
    },
    {
      name: 'session keys',
      code: "const cookieSession = require('cookie-session');\napp.use(cookieSession({ keys: [«'k1'», «'k2'»] }));\n",
    },
    {
      name: 'cookie-parser',
      code: "const cookieParser = require('cookie-parser');\napp.use(cookieParser(«'x'»));\n",
    },
    {
      name: 'passport-jwt',
      code: "const { Strategy } = require('passport-jwt');\npassport.use(new Strategy({ secretOrKey: «'secret'» }, done));\n",
    },
    {
      name: 'passport-jwt with options made before',
      code: "const opts = {};\nopts.secretOrKey = «'secret'»;\n",
    },
    {
      name: 'createHmac',
      code: "const crypto = require('crypto');\ncrypto.createHmac('sha256', «'x'»).update(body);\n",
      output: `const crypto = require('crypto');\n\n${reader}\ncrypto.createHmac('sha256', required('ENCRYPTION_KEY')).update(body);\n`,
    },
    {
      name: 'createCipheriv',
      path: 'src/a.mjs',
      code: "import { createCipheriv } from 'node:crypto';\ncreateCipheriv('aes-256-cbc', «'k'», iv);\n",
    },
    {
      name: 'crypto-js',
      code: "const CryptoJS = require('crypto-js');\nCryptoJS.AES.encrypt(text, «'k'»);\n",
    },
    {
      name: 'Nest',
      path: 'src/a.ts',
      code: "import { JwtModule } from '@nestjs/jwt';\nexport const m = JwtModule.register({ secret: «'x'», signOptions: { expiresIn: '1h' } });\n",
    },
    {
      name: 'Sequelize',
      code: "const { Sequelize } = require('sequelize');\nnew Sequelize('app', 'root', «'x'», { dialect: 'mysql' });\n",
    },
    {
      name: 'basic authentication',
      code: "const basicAuth = require('express-basic-auth');\napp.use(basicAuth({ users: { admin: «'x'» } }));\n",
    },
    {
      name: 'axios',
      code: "axios.get(url, { auth: { username: 'janedoe', password: «'s00pers3cret'» } });\n",
    },
    // Fallbacks.
    {
      name: 'a fallback of the environment',
      code: "const secret = process.env.JWT_SECRET || «'dev-secret'»;\n",
      messages: [
        'When JWT_SECRET is not set, a secret that is written into the code takes its place, and everybody who reads the repository knows it. Stop the start instead.',
      ],
      fix: 'Read JWT_SECRET from the environment, and refuse to start without it',
      output: `${reader}\n\nconst secret = required('JWT_SECRET');\n`,
    },
    { name: '??', code: "const k = process.env.JWT_SECRET ?? «'secret'»;\n" },
    {
      name: 'in an argument',
      code: "const jwt = require('jsonwebtoken');\njwt.verify(token, process.env.KEY || «'x'»);\n",
    },
    {
      name: 'inside a function: read when the module loads',
      code: "const jwt = require('jsonwebtoken');\nfunction check(token) {\n  return jwt.verify(token, process.env.JWT_SECRET || «'x'»);\n}\n",
      output: `const jwt = require('jsonwebtoken');\n\n${reader}\nconst jwtSecret = required('JWT_SECRET');\nfunction check(token) {\n  return jwt.verify(token, jwtSecret);\n}\n`,
    },
    {
      name: "the file's own reader is used",
      code: `${reader}\n\nmodule.exports = { secret: process.env.JWT_SECRET || «'dev'» };\n`,
      output: `${reader}\n\nmodule.exports = { secret: required('JWT_SECRET') };\n`,
    },
    { name: 'a default of destructuring', code: "const { JWT_SECRET = «'dev'» } = process.env;\n" },
    { name: 'a default of a configuration', code: "const k = config.get('JWT_SECRET', «'dev'»);\n" },
    {
      name: 'a default of a schema',
      code: "const { z } = require('zod');\nconst env = z.object({ JWT_SECRET: z.string().default(«'dev'») });\n",
    },
    { name: 'a branch', code: "const jwtSecret = isProduction ? process.env.JWT_SECRET : «'dev'»;\n" },
    {
      name: 'a fallback address',
      code: "const url = process.env.DATABASE_URL || «'postgres://postgres:postgres@localhost:5432/app'»;\n",
    },
    {
      name: 'a warning that is signed with',
      code: "export const jwtConstants = { secret: «'Do not use this value outside of a tutorial.'» };\n",
    },
    {
      name: 'an account among the options of a request',
      code: "const https = require('https');\nhttps.get({ host: 'db', auth: «'admin:hgfedcba'», timeout: 1000 }, done);\n",
    },
    {
      name: 'a password under the account of a request',
      code: "const request = require('request');\nrequest.get(url, { timeout: 1000, auth: { user: 'user', pass: «'hgfedcba'» } });\n",
    },
    {
      name: 'a static field that tokens are verified with',
      code: "import jwt from 'jsonwebtoken';\nexport class Tokens {\n  static KEY = «'shhhhh'»;\n  check(token) { return jwt.verify(token, Tokens.KEY); }\n}\n",
    },
    {
      name: 'a key in an address',
      code: "const url = «'https://maps.example.com/v1?format=json&api_key=8f7a6b5c4d3e2f1a0b9c8d7e'»;\n",
    },
    {
      name: 'where an app is made and used at once',
      code: "require('express')().use(require('express-session')({ secret: «'a'» }));\n",
    },
  ],
  valid: [
    // Placeholders, tests, examples.
    { name: 'tests', path: 'test/auth.test.js', code: "const jwtSecret = 'test-signing-key';\n" },
    { name: 'examples', path: 'examples/auth.js', code: "const jwtSecret = 'abc123';\n" },
    { name: 'a seed', path: 'seeds/users.js', code: "const password = 'abc123';\n" },
    "const apiKey = 'YOUR_API_KEY';\n",
    "const apiKey = '<your api key>';\n",
    "const token = 'xxxxxxxxxxxxxxxx1234';\n",
    "const password = '********';\n",
    {
      name: 'an address that shows its form',
      code: "const help = 'postgres://user:password@host:5432/db';\n",
    },
    { name: 'an example in a schema', code: "const doc = { example: { password: 'abc123!' } };\n" },
    // Labels and header names.
    "const tokenHeader = 'x-hub-signature-256';\n",
    "const STORAGE_TOKEN_KEY = 'swarm.accessToken';\n",
    "const accessToken = 'swarm.accessToken';\n",
    "const labels = { password: 'Passwort!1' };\n",
    "const form = { password: 'Password' };\n",
    "const errors = { invalidPassword: 'auth1/wrong' };\n",
    "const messages = { password: 'must have 8 characters' };\n",
    "const passwordField = 'pwd1';\n",
    "const passwordPlaceholder = 'Enter 8 signs';\n",
    "const routes = { resetPassword: '/reset-password' };\n",
    "const apiKeyHeader = 'x-api-key';\n",
    "const token = { type: 'punctuation1234' };\n",
    {
      name: 'a type of a form field',
      path: 'src/a.jsx',
      code: 'export const F = () => <input type="password" name="password" placeholder="s3cr3t123" />;\n',
    },
    {
      name: 'a text in a language',
      path: 'src/locales/de.js',
      code: "module.exports = { password: 'kennwort1' };\n",
    },
    {
      name: 'an enumeration',
      path: 'src/a.ts',
      code: "export enum Grant { Password = 'pass-word1', ClientSecret = 'cs1' }\n",
    },
    { name: 'a type', path: 'src/a.ts', code: "export type Kind = { secret: 'abc123' };\n" },
    // Values equal to their own name.
    "const password = 'password';\n",
    "const fields = { apiKey: 'api_key', clientSecret: 'client_secret' };\n",
    "const ACCESS_TOKEN = 'access_token';\n",
    "const JWT_SECRET = 'JWT_SECRET';\n",
    // Patterns, kinds of tokens, modes.
    "const pattern = { password: '^(?=.*[A-Z]).{8,}$' };\n",
    "const style = { token: 'comment.line1' };\n",
    "const credentials = config('fetch-credentials') || 'same-origin';\n",
    "const usdcToken = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';\n",
    // Hashes, public keys, nothing.
    "const passwordHash = '5f4dcc3b5aa765d61d8327deb882cf99';\n",
    "const crypto = require('crypto');\ncrypto.createHash('sha256').update('abc123');\n",
    "const user = { name: 'x', password: '$2b$10$N9qo8uLOickgx2ZMRZoMye' };\n",
    "const publicKey = '-----BEGIN PUBLIC KEY-----\\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\\n-----END PUBLIC KEY-----';\n",
    "const jwt = require('jsonwebtoken');\njwt.verify(token, '-----BEGIN PUBLIC KEY-----\\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A');\n",
    "const publishableKey = 'pk_live_abcdefgh12345678';\n",
    "const password = '';\n",
    "const secret = process.env.JWT_SECRET || '';\n",
    // Read from elsewhere.
    'const secret = process.env.JWT_SECRET;\n',
    "const jwt = require('jsonwebtoken');\njwt.sign({ sub: 1 }, process.env.JWT_SECRET, { expiresIn: '1h' });\n",
    "const password = prompt('Password?');\n",
    'const { password } = req.body;\n',
    'const auth = `Bearer ${token}`;\n',
    'const url = `postgres://${user}:${password}@${host}/db`;\n',
    "const url = 'https://example.com/users:1@2';\n",
    "const url = 'postgres://localhost:5432/app';\n",
    // Other fallbacks.
    "const ttl = process.env.JWT_ACCESS_TTL || '15m';\n",
    "const path = process.env.PRIVATE_KEY || './keys/private.pem';\n",
    "const expiry = process.env.TOKEN_EXPIRY ?? '7d12h';\n",
    "const url = process.env.AUTH_URL || 'https://auth.example.com';\n",
    "if (tokenType === 'bearer1') next();\n",
    "if (grant.type === 'password') next();\n",
    // Comparisons that let nobody in.
    "if (password === '') refuse();\n",
    "if (typeof password === 'string') next();\n",
    "if (auth === 'basic') next();\n",
    "if (authorization === 'Bearer undefined') refuse();\n",
    "if (auth === 'read:users') next();\n",
    "if (apiKey === 'your-api-key') refuse();\n",
    "if (errors.username === 'required' && errors.password === 'required') refuse();\n",
    "if (row.username === 'username' && row.password === 'password') skip();\n",
    {
      name: 'a comparison in a test',
      path: 'test/login.test.js',
      code: "if (password === 'hunter2') next();\n",
    },
    // What is encoded is no account.
    "const x = require('x');\nconst cursor = Buffer.from('user:' + 'name1').toString('base64');\n",
    "const x = require('x');\nconst h = { Authorization: 'Basic ' + Buffer.from('user:' + process.env.PW).toString('base64') };\n",
    {
      name: 'a browser key that every visitor gets',
      path: 'src/firebase.js',
      code: `const app = { apiKey: '${joined('AIza', 'SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q')}', authDomain: 'a.firebaseapp.com', projectId: 'a' };\n`,
    },
    { name: 'a sentence about a secret', code: "export const hints = { secret: 'Do not tell anybody.' };\n" },
    {
      name: 'a sentence about a secret, in something else than settings',
      code: "export const wizard = { secret: 'Do not tell anybody.' };\n",
    },
    {
      name: 'a permission that a route asks for',
      code: "route({ path: '/users', auth: 'users:read' });\n",
    },
    {
      name: 'an account among the options of a request that shows how one is written',
      code: "const https = require('https');\nhttps.get({ host: 'db', auth: 'user:password', timeout: 1000 }, done);\n",
    },
    {
      name: 'an address with the place for a key',
      code: "const url = 'https://maps.example.com/v1?api_key=your_api_key_goes_here';\n",
    },
    {
      name: 'an address with a short or plain value',
      code: "const url = 'https://maps.example.com/v1?token=verification-pending-state';\n",
    },
  ],
});
