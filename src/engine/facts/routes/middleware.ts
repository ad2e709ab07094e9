import type { FileLibraries } from '../../libraries/look-up';
import type { AccessPath, MiddlewareRole } from '../facts';

/** What a package's function or class does on the way to a handler, as its sheet has it; undefined where no sheet tells. */
export function roleOfLibrary(
  libraries: FileLibraries,
  path: AccessPath | undefined,
): MiddlewareRole | 'nothing' | undefined {
  return libraries.find('middleware', path)?.does;
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

/** Whether what is called is a limiter: `limiter.limit(key)`, but not the `limit` of a query. */
export function asksLimiter(callee: string): boolean {
  return soundsLikeLimiter(callee.replace(/[?!]?\.limit$/, ''));
}

/** Whether a package limits requests, or signs people in and limits that by itself. */
export function bringsLimiter(libraries: FileLibraries, module: string): boolean {
  return libraries.is(module, 'rate-limiter') || libraries.is(module, 'sign-in-limiter');
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
