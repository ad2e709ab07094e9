import { type BroadcastFact, defineFileRule } from '../../../src/engine';
import { isMeantForAll } from '../../shared/public-events';
import { isProductionCode } from '../../shared/roles';

export default defineFileRule(
  {
    id: 'websocket/unscoped-broadcast',
    title: 'Message sent to every connected client',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    messages: {
      everyone:
        '{{event}} goes to every connected client{{over}}, whoever they are: each sees what concerns others. Send it to the room, user or tenant that it is about.',
      tenants:
        "{{event}} goes to every connected client{{over}}, of all tenants: each tenant hears of the others' data. Send it to the tenant's room.",
    },
  },
  {
    broadcasts(broadcast, context) {
      const { file, model } = context;
      const { content } = broadcast;
      if (!content || !isProductionCode(file) || !model.sockets.reachesEveryone(file, broadcast)) return;
      if (isMeantForAll(broadcast.event, content)) return;
      const multiTenant = model.tenancyOf(file.path) !== undefined;
      // An administrator of one tenant speaks to that tenant.
      if (content.announced && !multiTenant) return;
      const { narrow } = content;
      context.report({
        messageId: multiTenant ? 'tenants' : 'everyone',
        severity: multiTenant ? 'error' : 'warning',
        data: {
          event: broadcast.event === undefined ? 'This message' : `'${broadcast.event}'`,
          over: over(broadcast),
        },
        span: broadcast.calleeSpan,
        fixes: narrow ? [{ title: `Send to ${narrow.room} only`, safe: false, edits: narrow.edits }] : [],
      });
    },
  },
);

function over({ sender }: BroadcastFact): string {
  return sender.kind === 'loop' ? ` in ${sender.over}` : '';
}
