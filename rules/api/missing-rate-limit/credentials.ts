import type { Route } from '../../../src/engine';
import { partsOf, wordsOf } from '../../shared/path-words';

/** What may stand before the name of a step in signing in without changing what it is about. */
const neutral =
  /^(api|v\d+|rest|public|auth|authentication|oauth2?|connect|identity|security|users?|accounts?|members?|customers?|clients?|admins?|session|sessions|app|local|me|password|core|site|web|store|shop|\$.*|[:{].*)$/;
const authContext = /auth|session|token|login|user|account|jwt/;

const login =
  /^(user-|admin-|customer-|do-|post-|handle-|native-)?(log-?in|sign-?in|authenticate)(-(with-.+|local|email|password|admin|user|customer|owner))?$/;
const registration =
  /^(user-|customer-|post-|do-)?(register|registration|sign-?up)(-(user|customer|account|member|customer-account|owner|admin))?$|^create-account$/;
const passwordReset =
  /(forgot|forgotten|reset|recover|lost|restore)[-/](.*[-/])?password|password[-/](.*[-/])?(reset|forgot|forgotten|recovery|recover)|^forgotpassword|^resetpassword|(^|[-/])(users?|auth|account|api|session)\/forgot$|^forgot$/;
const token = /^(token|access-token|jwt|oauth-token|id-token)$/;
const refresh =
  /^(refresh|refresh-token|refreshtoken|token-refresh|refresh-access-token|refresh-session|renew-token)$/;
const code =
  /(^|[-/])(otp|2fa|mfa|totp|two-factor|one-time-(code|password)|passcode|magic-?links?|sms-code|login-code|verification-codes?|activation-code)([-/]|$)|(^|[-/])(verify|send|resend|check|request|validate|confirm)-(code|verification|verification-email|email-verification|confirmation|pin|email)$|^email-verification$/;

/** What an endpoint does with credentials, as a message says it; undefined for all others. */
export function credentialDeed({ fact, method, path }: Route): string | undefined {
  if (!/^(POST|PUT|PATCH|ALL|MUTATION|ACTION)$/.test(method)) return undefined;
  // `loginAction`: what it is, its name need not say.
  const parts = partsOf(fact.kind === 'http' ? path : `/${fact.path.replace(/Action$/, '')}`);
  const names = parts.map((part) => (/^[:{$]/.test(part) ? part : wordsOf(part).join('-')));
  const fixed = names.filter((name) => !/^[:{*]/.test(name));
  const last = fixed.at(-1);
  if (last === undefined) return undefined;
  const before = fixed.at(-2);
  const isLast = names.at(-1) === last;
  const ends = before === undefined ? last : `${before}/${last}`;
  if (isLast && login.test(last)) return 'signs people in';
  // A login by its resource: `POST /auth`.
  if (isLast && last === 'auth' && method === 'POST' && (before === undefined || neutral.test(before)))
    return 'signs people in';
  if (isLast && registration.test(last) && (before === undefined || neutral.test(before)))
    return 'opens accounts';
  if (passwordReset.test(ends)) return 'resets passwords';
  if (isLast && token.test(last) && (before === undefined || neutral.test(before))) return 'issues tokens';
  if (isLast && refresh.test(last) && (fixed.length <= 1 || authContext.test(fixed.join('/'))))
    return 'renews tokens';
  return code.test(ends) && !/(enable|disable|setup|settings|config|methods|list)$/.test(last)
    ? 'sends or checks one-time codes'
    : undefined;
}
