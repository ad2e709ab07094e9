import {
  defineFileRule,
  type FileRuleContext,
  type HandedClaimsFact,
  type TokenSigningFact,
  versionedName,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

const longestSeconds = 30 * 24 * 60 * 60;

export default defineFileRule(
  {
    id: 'security/jwt-no-expiry',
    title: 'Token that never expires',
    severity: 'error',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: {
      never:
        'This token never expires{{reason}}: whoever copies it once keeps access for good. Give it a lifetime, such as 15 minutes, and refresh it.',
      milliseconds:
        'The moment at which this token ends is counted in milliseconds and read as seconds, so that it lives until about the year 58,000: whoever copies it once keeps access for good. Divide it by 1000.',
      long: 'This token lives for {{days}} days. An access token that leaks stays useful that long; keep it short and renew it with a refresh token.',
      ignored:
        'This check accepts expired tokens, so the lifetime they were signed with means nothing. Remove ignoreExpiration.',
    },
  },
  {
    tokenSignings(token, context) {
      if (!isProductionCode(context.file)) return;
      if (token.lifetime.kind === 'seconds' && token.lifetime.seconds > longestSeconds) {
        context.report({
          messageId: 'long',
          data: { days: Math.round(token.lifetime.seconds / 86400) },
          span: token.lifetime.span,
          severity: 'info',
        });
      }
      if (token.lifetime.kind === 'milliseconds') {
        const { start, end } = token.lifetime.span;
        context.report({
          messageId: 'milliseconds',
          span: token.lifetime.span,
          fixes: [
            {
              title: 'Count in seconds',
              safe: false,
              edits: [
                { span: { start, end: start }, text: 'Math.floor((' },
                { span: { start: end, end }, text: ') / 1000)' },
              ],
            },
          ],
        });
      }
      if (token.lifetime.kind !== 'none' || endsElsewhere(token, context)) return;
      const { library, version } = token;
      context.report({
        messageId: 'never',
        // Where the version is known, what is believed of it can be checked.
        data: {
          reason: version === undefined ? '' : ` (${versionedName(library, version)} sets no end by itself)`,
        },
        span: token.calleeSpan,
        fixes: token.addLifetime
          ? [{ title: 'Let the token expire after 15 minutes', safe: false, edits: [token.addLifetime] }]
          : [],
      });
    },
    handedClaims(handed, context) {
      if (!isProductionCode(context.file) || !isLeftEndless(handed, context)) return;
      const name = handed.callee.slice(
        Math.max(handed.callee.lastIndexOf('#'), handed.callee.lastIndexOf('.')) + 1,
      );
      context.report({
        messageId: 'never',
        data: { reason: ` (${name}() is given no options)` },
        span: handed.claims.span,
      });
    },
    tokenChecks(check, context) {
      if (!check.ignoresExpiry || !isProductionCode(context.file)) return;
      const fixes = check.withComma
        ? [{ title: 'Refuse expired tokens', safe: false, edits: [{ span: check.withComma, text: '' }] }]
        : [];
      context.report({ messageId: 'ignored', span: check.ignoresExpiry, fixes });
    },
  },
);

/**
 * Whether a lifetime is set at the other end, or is better missed there: for a registration by every call, for a call by a
 * registration. Where a call's registration cannot be seen, it may set one; a registration to which none can be added may only check.
 */
function endsElsewhere(
  { library, part, addLifetime }: TokenSigningFact,
  { model }: FileRuleContext,
): boolean {
  if (part === undefined) return false;
  if (part === 'registration' && addLifetime === undefined) return true;
  const others = [...model.files.values()]
    .filter((file) => isProductionCode(file))
    .flatMap((file) =>
      file.tokenSignings.filter(
        (each) => each.library === library && each.part !== undefined && each.part !== part,
      ),
    );
  const ends = (each: TokenSigningFact) => each.lifetime.kind === 'set' || each.lifetime.kind === 'seconds';
  const never = others.some((each) => each.lifetime.kind === 'none');
  if (part === 'call') return !never || others.some(ends);
  return others.length > 0 && (never || others.every(ends));
}

/** Whether a function of another file signs the claims with options that this call leaves out. */
function isLeftEndless(
  { callee, argument, given, claims, within }: HandedClaimsFact,
  { file, model }: FileRuleContext,
): boolean {
  if (given === undefined || claims.open || claims.names.includes('exp')) return false;
  const target = model.calls.targetOf(file, { callee, ...(within === undefined ? {} : { within }) });
  if (!target || target.file === file || !isProductionCode(target.file)) return false;
  return target.file.tokenSignings.some(
    ({ signs, optionsFrom }) =>
      signs?.function === target.index &&
      signs?.parameter === argument &&
      optionsFrom !== undefined &&
      given <= optionsFrom,
  );
}
