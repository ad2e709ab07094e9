import type { AccessPath } from '../facts';
import { splitPath } from '../reading/access-path';

/**
 * What something on the way to a handler does: `limits` how often one may ask, `authenticates` who asks, `authorizes` what they may do,
 * `validates` what they send, `opens` a route that would be guarded, `lifts` a limit.
 */
export type MiddlewareRole = 'limits' | 'authenticates' | 'authorizes' | 'validates' | 'opens' | 'lifts';

const limiters =
  /^(express-rate-limit|rate-limiter-flexible|@fastify\/rate-limit|fastify-rate-limit|@nestjs\/throttler|nestjs-throttler.*|hono-rate-limiter|@hono-rate-limiter\/.+|express-slow-down|koa-ratelimit|koa2-ratelimit|koa-rate-limit|koa-limit|@koa\/ratelimit|express-brute|express-limiter|express-throttle|ratelimiter|limiter|@upstash\/ratelimit|@arcjet\/.+|rate-limit-redis|bottleneck|hapi-rate-limit|hapi-rate-limitor|next-rate-limit|micro-ratelimit|@adonisjs\/limiter|restify-throttle|express-bouncer|rolling-rate-limiter|lambda-rate-limiter|@unkey\/ratelimit|rate-limiter|nestjs-rate-limiter|apollo-server-rate-limit|graphql-rate-limit(-directive)?)$/;
const authenticators =
  /^(passport|koa-passport|@fastify\/passport|@nestjs\/passport|express-jwt|koa-jwt|@fastify\/jwt|fastify-jwt|@fastify\/auth|fastify-auth|express-basic-auth|@fastify\/basic-auth|http-auth|hono\/(jwt|bearer-auth|basic-auth)|express-openid-connect|express-oauth2-jwt-bearer|express-session-auth|@clerk\/.+|next-auth(\/.*)?|@auth\/.+|@auth0\/.+|connect-ensure-login|supertokens-node.*|keycloak-connect|nest-keycloak-connect|@hapi\/(auth|basic|cookie|jwt).*|better-auth(\/.*)?|lucia|iron-session|@ory\/.+|firebase-admin(\/.*)?|@supabase\/.+|express-bearer-token|koa-basic-auth)$/;
const authorizers =
  /^(accesscontrol|casbin|express-jwt-permissions|express-jwt-authz|connect-roles|acl|@casl\/.+|role-acl|permit|@cerbos\/.+|nest-access-control|@fastify\/casbin|express-acl)$/;
const validators =
  /^(zod|joi|@hapi\/joi|yup|ajv|express-validator|celebrate|express-joi-validation|@hono\/.*validator|hono\/validator|koa-joi-router|koa-validate|koa-body-validator|zod-express-middleware|express-zod-api|express-validation|express-openapi-validator|swagger-express-middleware|@hono\/zod-openapi|@sinclair\/typebox.*|typebox|class-validator|express-ajv-swagger-validation|superstruct|valibot|@vinejs\/vine)$/;

/** Whether a package offers what stands between a request and its handler. */
export function isMiddlewareModule(specifier: string): boolean {
  return (
    limiters.test(specifier) ||
    authenticators.test(specifier) ||
    authorizers.test(specifier) ||
    validators.test(specifier)
  );
}

/** What a package's function or class does on the way to a handler, told by its path; undefined for a path that tells nothing. */
export function roleOfLibrary(path: AccessPath): MiddlewareRole | undefined {
  const { module, members } = splitPath(path);
  if (limiters.test(module)) return /Skip/.test(members) ? 'lifts' : 'limits';
  if (module === 'fastify' && members === 'schema') return 'validates';
  if (module === '@trpc/server' && members === 'input') return 'validates';
  if (authorizers.test(module)) return 'authorizes';
  if (module === 'passport' || module === 'koa-passport' || module === '@fastify/passport')
    return /authenticate|authorize/.test(members) ? 'authenticates' : undefined;
  if (/^@nestjs\/passport$/.test(module)) return /AuthGuard/.test(members) ? 'authenticates' : undefined;
  if (authenticators.test(module)) return 'authenticates';
  if (validators.test(module)) return 'validates';
  return undefined;
}

const limitingName =
  /rate.?limit|limiter|throttl|slow.?down|brute|too.?many|flood|^(limit|quota)|(Limit|Quota)(s|ed)?$/i;
/** What counts failed attempts limits them, too. */
const countingName =
  /(login|failed|sign.?in|otp|password).?attempts?|lock(ed)?.?(out|until)|brute|cool.?down/i;

/** Whether a name says that it limits how often something may be done. */
export function soundsLikeLimiter(name: string): boolean {
  return limitingName.test(name) || countingName.test(name);
}

/** Whether a package limits requests, or signs people in and limits that by itself. */
export function bringsLimiter(module: string): boolean {
  return limiters.test(module) || /^(better-auth|@better-auth\/.+)$/.test(module);
}

const liftingName = /^skip.*(throttl|limit)/i;
const openingName =
  /^(Public|IsPublic|AllowAnonymous|AllowUnauth\w*|SkipAuth\w*|NoAuth\w*|Unauthenticated|Anonymous|Open|publicProcedure|baseProcedure|PublicRoute)$/;
const guardingName =
  /auth(?!or(?!i[sz]))|guard|protect|logged.?in|sign.?ed.?in|session|jwt|token|bearer|passport|api.?key|credential|identity|current.?user|login.?required|require.?(user|login|account|sign)|(^|\.)(user|is.?user)$|private|secured?$|verify.?(user|request|signature|hmac)/i;
const permittingName =
  /permission|permit|polic(y|ies)|\bacl\b|\brbac\b|\brole|roles?$|admin|\bcan[A-Z(]|^can$|authoriz|authoris|\ballow|owner|member|access|scope|privilege|ability|grant|forbid|superuser|staff/i;
const checkingName = /valid|schema|sanitiz|\bjoi\b|\bzod\b|celebrate|parseBody|checkBody|\bdto\b/i;

/**
 * What the name of middleware says that it does. The weakest sign: asked only where neither its package nor its body tells. The words of its
 * arguments count too, since `require('admin')` says it there.
 */
export function rolesOfName(text: string): MiddlewareRole[] {
  // `require('./authenticate')` is called after its file.
  const name = text.replace(/^@/, '').replace(/^require\(['"`](?:[^'"`]*\/)?([^'"`]+)['"`]\)/, '$1');
  const callee = name.replace(/\(.*$/s, '');
  const last = callee.slice(callee.lastIndexOf('.') + 1);
  const roles: MiddlewareRole[] = [];
  if (liftingName.test(last)) return ['lifts'];
  // A router that could not be followed is called after what its routes are about: `authRoutes`.
  if (/(rout(es?|ers?)|controllers?)$/i.test(last)) return [];
  // `@Allow(Permission.Public)`
  if (/^\w+\([\w.]*\bPublic\)$/.test(name)) return ['opens'];
  if (openingName.test(last)) return ['opens'];
  if (limitingName.test(callee)) roles.push('limits');
  if (
    guardingName.test(callee) &&
    !/^(body|session|cookie)?parser$|^express-session|^session$|^cookieSession$|csrf/i.test(last)
  )
    roles.push('authenticates');
  // `auth('manageUsers')` names a right; `auth('jwt')` a way to log in.
  const named = /\(\s*\[?\s*['"`]([^'"`]+)/.exec(name)?.[1];
  const isRight =
    roles.includes('authenticates') &&
    named !== undefined &&
    !/^(jwt|local|bearer|basic|session|cookie|api-?key|google|github|facebook|saml|ldap|anonymous|custom|refresh)/i.test(
      named,
    );
  if (permittingName.test(callee) || isRight) roles.push('authorizes');
  if (checkingName.test(callee)) roles.push('validates');
  return roles;
}
