import { defineFileRule } from '../../../src/engine';
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
      const address = call.host ?? model.addressOf(file, call);
      const asked = address?.replace(/^https?:\/\/([^/?#]+).*$/, '$1');
      // “This Slack call to Slack” says nothing more.
      const host = asked === limit.library ? undefined : asked;
      const isName = host !== undefined && !call.hostIsExpression && /^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(host);
      context.report({
        messageId: host === undefined ? 'call' : isName ? 'host' : 'address',
        data: { library: limit.library, host: host ?? '', ground: groundOf(limit) },
        span: call.calleeSpan,
        fixes: call.addTimeout
          ? [{ title: 'Give up after 10 seconds', safe: false, edits: [call.addTimeout] }]
          : [],
      });
    },
  },
);
