import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Guards that ask who calls',
  packages: [
    '@fastify/auth',
    'fastify-auth',
    '@fastify/basic-auth',
    'http-auth',
    'hono/bearer-auth',
    'hono/basic-auth',
    'express-openid-connect',
    'express-oauth2-jwt-bearer',
    'express-session-auth',
    '@clerk/*',
    '@auth0/*',
    'connect-ensure-login',
    'supertokens-node*',
    'keycloak-connect',
    'nest-keycloak-connect',
    'lucia',
    '@ory/*',
    'firebase-admin',
    'firebase-admin/*',
    'express-bearer-token',
    'koa-basic-auth',
    'aws-jwt-verify',
    'paseto',
    '@node-rs/jsonwebtoken',
  ],
  middleware: [
    { path: '**', does: 'authenticates' },
    { path: '**.{sign,decode}.**', does: 'nothing', of: ['paseto', '@node-rs/jsonwebtoken'] },
  ],
  kinds: [
    { kind: 'file-router', of: ['@clerk/*'] },
    { kind: 'store', of: ['firebase-admin', 'firebase-admin/*'] },
  ],
});
