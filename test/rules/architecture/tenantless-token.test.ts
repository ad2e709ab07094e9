import tenantlessToken from '../../../rules/architecture/tenantless-token/rule';
import { ruleTests } from '../rule-tester';

const jwt = "const jwt = require('jsonwebtoken');\n";
const schema = `
  CREATE TABLE tenants (id uuid PRIMARY KEY, name text NOT NULL);
  CREATE TABLE users (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), email text);
  CREATE TABLE projects (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id), name text);
`;
const missing =
  'This token says who calls and not for which tenant: no claim carries tenant_id, so whoever checks it must look the tenant up, or believe the request. Put tenantId into the claims.';

ruleTests(tenantlessToken, {
  files: { 'migrations/001.sql': schema },
  invalid: [
    {
      name: 'jsonwebtoken: an access token of a user',
      code: `${jwt}const issue = (user) => jwt.sign(«{ sub: user.id, role: user.role }», key, { expiresIn: '15m' });\n`,
      messages: [missing],
      related: [1],
      output: false,
    },
    {
      name: 'the tenant that the file reads elsewhere is added',
      code: `
        const jwt = require('jsonwebtoken');
        const issue = (user) => jwt.sign(«{ sub: user.id }», key, { expiresIn: '15m' });
        const roomOf = (user) => \`tenant:\${user.tenantId}\`;
      `,
      fix: 'Add tenantId to the claims',
      output: `
        const jwt = require('jsonwebtoken');
        const issue = (user) => jwt.sign({ sub: user.id, tenantId: user.tenantId }, key, { expiresIn: '15m' });
        const roomOf = (user) => \`tenant:\${user.tenantId}\`;
      `,
    },
    {
      name: 'a parameter that holds the tenant is added, on a line of its own',
      code: `
        import { sign } from 'jsonwebtoken';
        export function issue(userId, tenantId) {
          return sign(
            «{
              userId,
              role: 'member',
            }»,
            key,
            { expiresIn: '15m' },
          );
        }
      `,
      output: `
        import { sign } from 'jsonwebtoken';
        export function issue(userId, tenantId) {
          return sign(
            {
              userId,
              role: 'member',
              tenantId,
            },
            key,
            { expiresIn: '15m' },
          );
        }
      `,
    },
    {
      name: 'the claim is called as other tokens of the project call it',
      files: {
        'src/agents.js': `${jwt}exports.t = (agent) => jwt.sign({ sub: agent.id, tenant_id: agent.tenantId }, key, { expiresIn: '1h' });\n`,
      },
      code: `${jwt}const issue = (user, tenantId) => jwt.sign(«{ id: user.id }», key, { expiresIn: '15m' });\n`,
      fix: 'Add tenant_id to the claims',
      output: `${jwt}const issue = (user, tenantId) => jwt.sign({ id: user.id, tenant_id: tenantId }, key, { expiresIn: '15m' });\n`,
    },
    {
      name: 'claims in a variable',
      code: `${jwt}function login(user) {\n  const payload = { id: user.id, email: user.email };\n  return jwt.sign(«payload», key, { expiresIn: '1h' });\n}\n`,
    },
    {
      name: 'claims in an object of the user',
      code: `${jwt}jwt.sign(«{ user: { id: user.id, role: user.role } }», key, { expiresIn: '1h' });\n`,
    },
    {
      name: 'the subject is an option',
      code: `${jwt}jwt.sign(«{ role: user.role }», key, { expiresIn: '1h', subject: user.id });\n`,
    },
    {
      name: 'a refresh token',
      code: `${jwt}const refreshToken = jwt.sign(«{ sub: user.id, type: 'refresh' }», refreshKey, { expiresIn: '7d' });\n`,
    },
    {
      name: 'a token of an agent whose row has a tenant',
      code: `${jwt}const token = jwt.sign(«{ sub: agent.id, ticketId }», key, { expiresIn: '1h' });\n`,
      files: {
        'migrations/002.sql':
          'CREATE TABLE agents (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenants (id));',
      },
    },
    {
      name: 'promisified',
      code: `const { promisify } = require('util');\nconst jwt = require('jsonwebtoken');\nconst signIt = promisify(jwt.sign);\nconst token = await signIt(«{ sub: user.id }», key, { expiresIn: '1h' });\n`,
      path: 'src/app.mjs',
    },
    {
      name: 'jose',
      path: 'src/auth.ts',
      code: `
        import { SignJWT } from 'jose';
        export const issue = (user: User) =>
          new SignJWT(«{ role: user.role }»)
            .setProtectedHeader({ alg: 'HS256' })
            .setSubject(user.id)
            .setExpirationTime('15m')
            .sign(key);
      `,
    },
    {
      name: '@nestjs/jwt',
      path: 'src/auth.service.ts',
      code: `
        import { JwtService } from '@nestjs/jwt';
        export class AuthService {
          constructor(private readonly jwtService: JwtService) {}
          login(user: User) {
            const payload = { username: user.username, sub: user.userId };
            return { access_token: this.jwtService.sign(«payload») };
          }
        }
      `,
    },
    {
      name: '@fastify/jwt',
      code: `const token = await reply.jwtSign(«{ sub: user.id }», { expiresIn: '15m' });\n`,
      path: 'src/app.mjs',
    },
    {
      name: '@fastify/jwt: the plugin of the app',
      code: `app.jwt.sign(«{ id: user.id, name: user.name }», { expiresIn: '15m' });\n`,
    },
    {
      name: 'fast-jwt',
      code: `const { createSigner } = require('fast-jwt');\nconst sign = createSigner({ key, expiresIn: 900000 });\nconst token = sign(«{ sub: user.id }»);\n`,
    },
    {
      name: 'jwt-simple',
      code: `const jwt = require('jwt-simple');\njwt.encode(«{ sub: user.id, exp }», key);\n`,
    },
    {
      name: 'hono',
      path: 'src/auth.ts',
      code: `import { sign } from 'hono/jwt';\nconst token = await sign(«{ sub: user.id, role: user.role, exp }», key);\n`,
    },
    {
      name: '@hapi/jwt',
      code: `const Jwt = require('@hapi/jwt');\nJwt.token.generate(«{ user: user.id }», key, { ttlSec: 900 });\n`,
    },
    {
      name: 'a password reset with the key of tokens that carry the tenant',
      code: `
        const jwt = require('jsonwebtoken');
        const access = (user) => jwt.sign({ sub: user.id, tenantId: user.tenantId }, config.key, { expiresIn: '15m' });
        const passwordReset = (user) => jwt.sign(«{ sub: user.id, purpose: 'password_reset' }», config.key, { expiresIn: '30m' });
      `,
      messages: [
        'This token has no claim for tenant_id, and is signed with the key of tokens that have one (config.key): where it is taken for one of those, the tenant is missing. Put tenantId into the claims, or sign it with a key of its own.',
      ],
    },
    {
      name: 'a schema of Prisma',
      files: {
        'migrations/001.sql': '',
        'prisma/schema.prisma': `
          model User {
            id             String @id
            organizationId String
            @@index([organizationId])
          }
          model Project {
            id             String @id
            organizationId String
            @@index([organizationId])
          }
        `,
      },
      code: `${jwt}jwt.sign(«{ userId: user.id }», key, { expiresIn: '15m' });\n`,
      messages: [
        'This token says who calls and not for which tenant: no claim carries organizationId, so whoever checks it must look the tenant up, or believe the request. Put organizationId into the claims.',
      ],
    },
    {
      name: 'a function of the file signs what it is given',
      code: `${jwt}const signed = (claims) => jwt.sign(claims, key, { expiresIn: '1h' });\nexports.login = (user) => signed(«{ sub: user.id }»);\n`,
    },
    {
      name: 'a signer of fast-jwt, used twice',
      code: `const { createSigner } = require('fast-jwt');\nconst sign = createSigner({ key, expiresIn: 900000 });\nconst a = sign(«{ sub: user.id }»);\nconst b = sign({ sub: user.id, tenantId: t });\n`,
    },
    {
      name: 'a function of another file signs what it is given',
      files: {
        'src/token.js': `${jwt}exports.signToken = (claims, expiresIn) => jwt.sign(claims, key, { expiresIn });\n`,
      },
      code: "const { signToken } = require('./token');\nexports.login = (user) => signToken(«{ sub: user.id, role: user.role }», '15m');\n",
    },
    {
      name: 'a service of another file signs what it is given',
      path: 'src/login.ts',
      files: {
        'src/token.service.ts': `
          import { JwtService } from '@nestjs/jwt';
          export class TokenService {
            constructor(private readonly jwt: JwtService) {}
            issueToken(payload: object) {
              return this.jwt.sign(payload);
            }
          }
        `,
      },
      code: `
        import { TokenService } from './token.service';
        export class Login {
          constructor(private readonly tokens: TokenService) {}
          login(user: User) {
            return this.tokens.issueToken(«{ sub: user.id }»);
          }
        }
      `,
    },
  ],
  valid: [
    {
      name: 'the claims carry the tenant',
      code: `${jwt}jwt.sign({ sub: user.id, tenantId: user.tenantId }, key, { expiresIn: '15m' });\n`,
    },
    {
      name: 'under another word',
      code: `${jwt}jwt.sign({ sub: user.id, org: user.org }, key, { expiresIn: '15m' });\n`,
    },
    { name: 'short', code: `${jwt}jwt.sign({ sub: user.id, tid: user.t }, key, { expiresIn: '15m' });\n` },
    {
      name: 'in an object',
      code: `${jwt}jwt.sign({ user: { id: user.id, tenant_id: t } }, key, { expiresIn: '1h' });\n`,
    },
    {
      name: 'set afterwards',
      code: `${jwt}const claims = { sub: user.id };\nclaims.tenantId = user.tenantId;\njwt.sign(claims, key, { expiresIn: '1h' });\n`,
    },
    {
      name: 'a claim with a URL as its name',
      code: `${jwt}jwt.sign({ sub: user.id, 'https://example.com/tenant': t }, key, { expiresIn: '1h' });\n`,
    },
    {
      name: 'no project with tenants',
      files: { 'migrations/001.sql': 'CREATE TABLE users (id uuid PRIMARY KEY, email text);' },
      code: `${jwt}jwt.sign({ sub: user.id }, key, { expiresIn: '15m' });\n`,
    },
    {
      name: 'users who belong to several tenants',
      files: {
        'migrations/001.sql': `
          CREATE TABLE tenants (id uuid PRIMARY KEY);
          CREATE TABLE users (id uuid PRIMARY KEY, email text);
          CREATE TABLE memberships (user_id uuid, tenant_id uuid REFERENCES tenants (id), PRIMARY KEY (user_id, tenant_id));
          CREATE TABLE projects (id uuid PRIMARY KEY, tenant_id uuid REFERENCES tenants (id));
        `,
      },
      code: `${jwt}jwt.sign({ sub: user.id }, key, { expiresIn: '15m' });\n`,
    },
    {
      name: 'claims that are handed in',
      code: `${jwt}const sign = (claims) => jwt.sign(claims, key, { expiresIn: '15m' });\n`,
    },
    {
      name: 'claims with something spread',
      code: `${jwt}jwt.sign({ sub: user.id, ...extra }, key, { expiresIn: '1h' });\n`,
    },
    {
      name: 'a claim that is an object of its own',
      code: `${jwt}jwt.sign({ sub: user.id, user }, key, { expiresIn: '1h' });\n`,
    },
    {
      name: 'a function of another file adds to what it is given',
      files: {
        'src/token.js': `${jwt}exports.signToken = (claims) => jwt.sign({ ...claims, tenantId: current() }, key, { expiresIn: '1h' });\n`,
      },
      code: "const { signToken } = require('./token');\nexports.login = (user) => signToken({ sub: user.id });\n",
    },
    {
      name: 'a function of another file that signs no token',
      files: { 'src/token.js': 'exports.signToken = (claims) => JSON.stringify(claims);\n' },
      code: "const { signToken } = require('./token');\nexports.login = (user) => signToken({ sub: user.id });\n",
    },
    {
      name: 'a function of another file that is given the tenant',
      files: {
        'src/token.js': `${jwt}exports.signToken = (claims) => jwt.sign(claims, key, { expiresIn: '1h' });\n`,
      },
      code: "const { signToken } = require('./token');\nexports.login = (user) => signToken({ sub: user.id, tenantId: user.tenantId });\n",
    },
    {
      name: 'a function of another file, for a password reset',
      files: {
        'src/token.js': `${jwt}exports.signToken = (claims) => jwt.sign(claims, key, { expiresIn: '1h' });\n`,
      },
      code: "const { signToken } = require('./token');\nexports.resetPassword = (user) => signToken({ sub: user.id });\n",
    },
    { name: 'a whole entity', code: `${jwt}jwt.sign(user.toJSON(), key, { expiresIn: '1h' });\n` },
    {
      name: 'a reference to a session',
      code: `${jwt}jwt.sign({ sub: user.id, sid: session.id }, key, { expiresIn: '1h' });\n`,
    },
    {
      name: 'a password reset, by its function',
      code: `${jwt}function createResetToken(user) {\n  return jwt.sign({ sub: user.id }, key, { expiresIn: '1h' });\n}\n`,
    },
    {
      name: 'an e-mail confirmation, by its claim',
      code: `${jwt}jwt.sign({ userId: user.id, purpose: 'email-confirmation' }, key, { expiresIn: '1d' });\n`,
    },
    {
      name: 'a verification, by its variable',
      code: `${jwt}const verificationToken = jwt.sign({ id: user.id }, key, { expiresIn: '1d' });\n`,
    },
    {
      name: 'a password reset, by its key',
      code: `${jwt}const t = jwt.sign({ id: user.id }, process.env.RESET_PASSWORD_SECRET, { expiresIn: '1h' });\n`,
    },
    {
      name: 'a purpose that is a constant',
      code: `${jwt}jwt.sign({ sub: user.id, type: TokenType.EMAIL_VERIFICATION }, key, { expiresIn: '1h' });\n`,
    },
    {
      name: 'a password reset with a key of its own, beside tokens that carry the tenant',
      code: `
        const jwt = require('jsonwebtoken');
        const access = (user) => jwt.sign({ sub: user.id, tenantId: user.tenantId }, config.key, { expiresIn: '15m' });
        const passwordReset = (user) => jwt.sign({ sub: user.id }, config.resetKey, { expiresIn: '30m' });
      `,
    },
    {
      name: 'an errand for which its audience is named',
      code: `
        const jwt = require('jsonwebtoken');
        const access = (user) => jwt.sign({ sub: user.id, tenantId: user.tenantId }, config.key, { expiresIn: '15m' });
        const invite = (user) => jwt.sign({ sub: user.id }, config.key, { expiresIn: '30m', audience: 'invitations' });
      `,
    },
    {
      name: 'a service',
      code: `${jwt}jwt.sign({ sub: 'billing-worker', aud: 'api' }, key, { expiresIn: '5m' });\n`,
    },
    {
      name: 'a service, by its function',
      code: `${jwt}const serviceToken = (id) => jwt.sign({ sub: id }, key, { expiresIn: '5m' });\n`,
    },
    {
      name: 'a client that vouches for itself',
      path: 'src/oauth.ts',
      code: `import { SignJWT } from 'jose';\nawait new SignJWT({ iss: clientId, sub: clientId, aud: endpoint }).setExpirationTime('5m').sign(key);\n`,
    },
    {
      name: 'a sign-in at another service',
      code: `${jwt}const zendeskToken = (user) => jwt.sign({ email: user.email, external_id: user.id }, process.env.ZENDESK_KEY, { expiresIn: '5m' });\n`,
    },
    { name: 'nobody', code: `${jwt}jwt.sign({ file: path }, key, { expiresIn: '5m' });\n` },
    {
      name: 'those who run the platform',
      code: `${jwt}const superAdminToken = jwt.sign({ sub: admin.id }, key, { expiresIn: '5m' });\n`,
    },
    {
      name: 'a test',
      path: 'test/auth.test.js',
      code: `${jwt}jwt.sign({ sub: user.id }, key, { expiresIn: '5m' });\n`,
    },
    {
      name: 'something else that signs',
      code: "const s = require('./signer');\ns.sign({ sub: user.id }, key);\n",
    },
  ],
});
