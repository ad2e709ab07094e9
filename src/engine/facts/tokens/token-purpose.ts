import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';

/** What a token may be for that is not to say who calls: one step of one errand. */
const errand =
  /reset|forgot|confirm|verification|verif(y|ied)_?(e_?mail|mail|token|link|code|account|phone|address)|(e_?)?mail_?verif|invit|activat|unsubscribe|opt_?out|magic|download|upload|preview|share|signed_?url|csrf|xsrf|nonce|oauth_?state|web_?hook|mfa|two_?factor|2fa|\botp|one_?time|temporary|challenge|consent|rsvp|survey|feedback|email_?(token|secret|key|change)|password_?(token|change|set|link|key|secret)|(set|new|change)_?password|recover|deletion|delete_?account|captcha|pixel|tracking/i;
/** Tokens of programs, and of those who run the platform: they belong to no tenant. */
const machine =
  /service_?(token|account|key|secret|jwt|role)|service_?to_?service|internal_?(token|jwt|secret|key|service)|\bm2m|machine_?(token|to)|client_?(credentials|secret|assertion|id$)|system_?(token|jwt|user)|super_?(admin|user|token)|platform_?admin|root_?token|admin_?(token|jwt|secret|key|login|auth|session)|(login|sign_?in|auth(enticate)?|token_?for)_?admin|anon_?(key|token)|guest|app_?jwt|git_?hub_?app|apple_?(client|secret|key|token)|live_?kit|zoom|jitsi|firebase_?(token|custom|key)|snowflake|metabase|superset|retool|zendesk|intercom|freshdesk|hubspot|canny|crisp|discourse|help_?scout|pusher|agora|twilio|get_?stream|sendbird|ck_?editor|tiny_?mce|liveblocks|\bably|algolia|embed|sso_?(token|url|login)|apns|vapid/i;
/** Claims that say what a token is for. */
const purposes = /^(purpose|type|typ|token_?type|kind|use|token_?use|action|intent|for|scope|aud|audience)$/i;
/** Values of these that speak of a caller, where only words of another errand would say otherwise. */
const certainPurposes = /^(purpose|action|intent|token_?use)$/i;
const ofCaller = /access|refresh|session|auth|login|sign_?in|bearer|api|user|agent/i;
/** A claim that says what its token is for, as far as its value is spelled out. */
export interface StatedPurpose {
  claim: string;
  value: string;
}

/** Whether words around a token, or its own claims, say that it is for one errand or for a program. */
export function isForOwnUse(words: readonly string[], stated: readonly StatedPurpose[]): boolean {
  return (
    words.map(snake).some((each) => errand.test(each) || isOfMachine(each)) ||
    stated.some(
      ({ claim, value }) =>
        errand.test(snake(value)) ||
        isOfMachine(value) ||
        (certainPurposes.test(claim) && !ofCaller.test(value)),
    )
  );
}

/** Whether a name is that of a program, or of somebody who runs the platform. */
export function isOfMachine(name: string): boolean {
  return machine.test(snake(name));
}

/** What a claim says of its token's purpose: `type: 'refresh'`, `type: TokenType.PASSWORD_RESET`. */
export function statedPurpose(claim: string, value: ts.Expression): StatedPurpose | undefined {
  const inner = unwrap(value);
  if (!purposes.test(claim)) return undefined;
  if (ts.isStringLiteralLike(inner)) return { claim, value: inner.text };
  // A constant has its name.
  if (ts.isPropertyAccessExpression(inner)) return { claim: 'type', value: inner.name.text };
  return ts.isIdentifier(inner) ? { claim: 'type', value: inner.text } : undefined;
}

/** Names of the functions and variables around a call, and of its file: what it is for. */
export function wordsAround(file: FileReader, node: ts.Node): string[] {
  file.tree.bind();
  const base = file.facts.path.slice(file.facts.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const words: string[] = /reset|invit|unsubscribe|magic|confirm|web-?hook|verif/i.test(base) ? [base] : [];
  for (let at = node.parent; at && !ts.isSourceFile(at); at = at.parent) {
    if (
      (ts.isVariableDeclaration(at) ||
        ts.isPropertyAssignment(at) ||
        ts.isPropertyDeclaration(at) ||
        isFunctionNode(at)) &&
      at.name
    )
      words.push(file.text(at.name));
    if (ts.isBinaryExpression(at) && at.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      words.push(file.words(at.left));
    // `router.post('/password-reset', …)`.
    if (ts.isCallExpression(at)) {
      const [route] = at.arguments;
      if (route && route.pos <= node.pos && ts.isStringLiteralLike(route) && route.text.startsWith('/'))
        words.push(route.text);
    }
    if (ts.isClassLike(at)) break;
  }
  return words;
}

/** `issuePasswordReset` and `password-reset` as `issue_password_reset`. */
function snake(text: string): string {
  return text.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/[\s./-]+/g, '_');
}
