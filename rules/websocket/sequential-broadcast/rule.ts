import {
  type BroadcastFact,
  defineFileRule,
  type FileRuleContext,
  type RuleFix,
  type Span,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

export default defineFileRule(
  {
    id: 'websocket/sequential-broadcast',
    title: 'One message sent to several rooms, one after another',
    severity: 'info',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: {
      sequential:
        '{{function}} sends {{event}} to {{count}} rooms one after another. When one send fails part-way, the rooms show different states. Collect the rooms and send once.',
    },
  },
  {
    broadcasts(first, context) {
      if (first.to !== 'room' || !isProductionCode(context.file)) return;
      const group = sameMessage(first, context);
      if (group.length < 2 || group[0] !== first) return;
      const name = first.within === undefined ? '' : (context.file.functions[first.within]?.name ?? '');
      const fix = sendOnce(group, context);
      context.report({
        messageId: 'sequential',
        data: {
          function: name === '' ? 'This code' : `${name}()`,
          event: first.message[0] ?? 'the message',
          count: group.length,
        },
        span: first.calleeSpan,
        related: group.slice(1).map((each) => ({
          path: context.file.path,
          span: each.span,
          message: `The same message to ${each.room?.text ?? 'another room'}.`,
        })),
        fixes: fix ? [fix] : [],
      });
    },
  },
);

/** The sends of the same function that say the same to another room. */
function sameMessage(first: BroadcastFact, context: FileRuleContext): BroadcastFact[] {
  const message = first.message.join('\0');
  const group = context.file.broadcasts.filter(
    (each) =>
      each.to === 'room' &&
      each.within === first.within &&
      each.message.join('\0') === message &&
      senderOf(each) === senderOf(first),
  );
  return new Set(group.map((each) => each.room?.text)).size > 1 ? group : [];
}

function senderOf(fact: BroadcastFact): string {
  const { sender } = fact;
  return sender.kind === 'own' ? sender.callee : sender.kind === 'loop' ? sender.over : sender.receiver;
}

/**
 * The rooms collected, then one send: socket.io's `to([a, b])`, or the project's own function for several rooms, added to
 * its class where that has none yet.
 */
function sendOnce(group: readonly BroadcastFact[], context: FileRuleContext): RuleFix | undefined {
  const [first] = group;
  if (!first) return undefined;
  const send = sendTo(first);
  const text = context.text(context.file.path);
  const whole = group.map((each) => each.condition?.statement ?? each.statement);
  // What stands between the sends must be nothing, or moving them would change the order of things.
  for (const [i, span] of whole.entries()) {
    const next = whole[i + 1];
    if (next && text.slice(span.end, next.start).trim() !== '') return undefined;
  }
  const start = whole[0]?.start ?? 0;
  const end = whole[whole.length - 1]?.end ?? 0;
  const replaced = text.slice(start, end);
  const around = first.within === undefined ? undefined : context.file.functions[first.within]?.span;
  const own = around ? text.slice(around.start, around.end) : text;
  // The function's own `rooms` would be shadowed.
  if (!send || /(?<!\.)\brooms\b/.test(own)) return undefined;
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const semicolon = replaced.includes(';') ? ';' : '';
  const fixed = group.filter((each) => !each.condition).map((each) => each.room?.text ?? '');
  const lines = [`const rooms = [${fixed.join(', ')}]${semicolon}`];
  for (const each of group) {
    if (each.condition)
      lines.push(`if (${each.condition.text}) rooms.push(${each.room?.text ?? ''})${semicolon}`);
  }
  lines.push(`${fixed.length === 0 ? 'if (rooms.length > 0) ' : ''}${send.call}${semicolon}`);
  const edits = [{ span: { start, end }, text: lines.join(`\n${indent}`) }];
  if (send.add) edits.push(send.add);
  return { title: `Send to ${group.length} rooms at once`, safe: false, edits };
}

function sendTo({
  sender,
  message,
}: BroadcastFact): { call: string; add?: { span: Span; text: string } } | undefined {
  const what = message.join(', ');
  if (sender.kind === 'socket.io') return { call: `${sender.receiver}.to(rooms).emit(${what})` };
  if (sender.kind !== 'own' || !sender.several) return undefined;
  const call = `${sender.several.callee}(rooms, ${what})`;
  return sender.several.add ? { call, add: sender.several.add } : { call };
}
