import { defineFileRule, type FileRuleContext, type OutgoingCallFact } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';
import { groundOf } from './ground';

export default defineFileRule(
  {
    id: 'infrastructure/missing-timeout',
    title: 'Outgoing call without a time limit',
    severity: 'warning',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: {
      host: 'This {{library}} call to {{host}} has no time limit{{ground}}: when {{host}} hangs, so does every request that waits for it. Give it one.',
      address:
        'This {{library}} call (to {{host}}) has no time limit{{ground}}: when the other side hangs, so does every request that waits for it. Give it one.',
      call: 'This {{library}} call has no time limit{{ground}}: when the other side hangs, so does every request that waits for it. Give it one.',
    },
  },
  {
    outgoingCalls(call, context) {
      const { file, model } = context;
      if (
        !isProductionCode(file) ||
        model.sideOf(file.path) === 'browser' ||
        model.isCommandLineTool(file.path) ||
        model.isHosted(file.path)
      )
        return;
      const limit = model.timeLimitOf(file, call);
      if (limit?.limit !== 'none' || model.isRunByHand(file)) return;
      // One limit of the client serves them all: they are one fault.
      const [first, ...others] = call.asksOneService ? unlimitedLike(call, context) : [call];
      if (first !== call) return;
      const edits = [call, ...others].flatMap(({ addTimeout }) => addTimeout ?? []);
      const address = call.host ?? model.addressOf(file, call);
      const asked = address?.replace(/^https?:\/\/([^/?#]+).*$/, '$1');
      // “This Slack call to Slack” says nothing more.
      const host = asked === limit.library ? undefined : asked;
      const isName = host !== undefined && !call.hostIsExpression && /^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(host);
      context.report({
        messageId: host === undefined ? 'call' : isName ? 'host' : 'address',
        data: { library: limit.library, host: host ?? '', ground: groundOf(limit) },
        span: call.calleeSpan,
        related: others.map(({ calleeSpan }) => ({
          path: file.path,
          span: calleeSpan,
          message: 'This call has none, either.',
        })),
        fixes: edits.length > 0 ? [{ title: 'Give up after 10 seconds', safe: false, edits }] : [],
      });
    },
  },
);

/** The calls of a file without a limit that ask the same service in the same way, in the order of the text. */
function unlimitedLike(call: OutgoingCallFact, { file, model }: FileRuleContext): OutgoingCallFact[] {
  return file.outgoingCalls
    .filter(
      (each) =>
        each.asksOneService &&
        each.library === call.library &&
        model.timeLimitOf(file, each)?.limit === 'none',
    )
    .sort((a, b) => a.span.start - b.span.start);
}
