import {
  areExclusive,
  type BroadcastFact,
  defineFileRule,
  type FileFacts,
  type FileRuleContext,
  type LoopFact,
  type PlaceFact,
  placesAround,
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
      looped:
        '{{function}} sends {{event}} to each of {{rooms}} in a call of its own. When one send fails part-way, the rooms show different states. Send once to all of them.',
    },
  },
  {
    broadcasts(first, context) {
      if (first.to !== 'room' || !isProductionCode(context.file)) return;
      const loop = loopOverRooms(first, context.file);
      if (loop) {
        reportLoop(first, loop, context);
        return;
      }
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

/** Loops that go over things, however many these are. */
const repeats: ReadonlySet<LoopFact['each']> = new Set(['element', 'batch', 'fixed']);

/** The loop that repeats a send for each room, where nothing else of the message depends on it. */
function loopOverRooms(
  { room, message, sender, span }: BroadcastFact,
  file: FileFacts,
): PlaceFact | undefined {
  if (sender.kind !== 'server' || !room) return undefined;
  const loop = placesAround(file, span).find((place) => place.kind === 'loop');
  const names = loop?.loop && repeats.has(loop.loop.each) ? loop.loop.names : [];
  const uses = (text: string) => names.some((name) => new RegExp(`(?<![\\w$.])${name}(?![\\w$])`).test(text));
  return uses(room.text) && !message.some(uses) && !uses(sender.receiver) ? loop : undefined;
}

function reportLoop(
  send: BroadcastFact,
  place: PlaceFact,
  context: FileRuleContext<'sequential' | 'looped'>,
): void {
  const name = send.within === undefined ? '' : (context.file.functions[send.within]?.name ?? '');
  const over = place.loop?.over.replace(/\s+/g, ' ') ?? 'the rooms';
  const fix = sendToAll(send, place, context);
  context.report({
    messageId: 'looped',
    data: {
      function: name === '' ? 'This code' : `${name}()`,
      event: send.message[0] ?? 'the message',
      rooms: over.length > 60 || /[{}]/.test(over) ? 'these rooms' : over,
    },
    span: send.calleeSpan,
    related: place.loop
      ? [{ path: context.file.path, span: place.loop.head, message: 'Repeated here.' }]
      : [],
    fixes: fix ? [fix] : [],
  });
}

/** `for (const room of rooms) io.to(room).emit(…)` as one send to `[...rooms]`, when the loop does nothing else. */
function sendToAll(send: BroadcastFact, place: PlaceFact, context: FileRuleContext): RuleFix | undefined {
  const { loop } = place;
  const text = context.text(context.file.path);
  const [name] = loop?.names ?? [];
  const head = loop ? text.slice(loop.head.start, loop.head.end) : '';
  if (!loop || name === undefined || send.sender.kind !== 'server' || !send.room) return undefined;
  if (!/^for\s*\(\s*(const|let|var)\s+[\w$]+\s+of\b/.test(head) || send.condition) return undefined;
  const body = text.slice(place.span.start, place.span.end);
  const statement = text.slice(send.statement.start, send.statement.end);
  if (body.replace(/^\{|\}$/g, '').trim() !== statement.trim()) return undefined;
  const rooms =
    send.room.text === name ? `[...${loop.over}]` : `[...${loop.over}].map((${name}) => ${send.room.text})`;
  const end = statement.endsWith(';') ? ';' : '';
  const around =
    send.within === undefined ? text : textOf(context, context.file.functions[send.within]?.span);
  // The list needs a name of its own, in a block: to no room at all means to everyone.
  if (/\btargets\b/.test(around) || !/[{};]\s*$/.test(text.slice(0, loop.head.start))) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', loop.head.start) + 1))?.[0] ?? '';
  return {
    title: 'Send to all of them at once',
    safe: false,
    edits: [
      {
        span: { start: loop.head.start, end: place.span.end },
        text: `const targets = ${rooms}${end}\n${indent}if (targets.length > 0) ${send.sender.receiver}.to(targets).emit(${send.message.join(', ')})${end}`,
      },
    ],
  };
}

function textOf(context: FileRuleContext, span: Span | undefined): string {
  return span ? context.text(context.file.path).slice(span.start, span.end) : '';
}

/** The sends of the same function that say the same to another room. */
function sameMessage(first: BroadcastFact, context: FileRuleContext): BroadcastFact[] {
  const message = first.message.join('\0');
  const group = context.file.broadcasts.filter(
    (each) =>
      each.to === 'room' &&
      each.within === first.within &&
      each.message.join('\0') === message &&
      senderOf(each) === senderOf(first) &&
      // What a pass through the function sends to one room or to another is sent once.
      (each === first || !exclude(each, first, context.file)),
  );
  return new Set(group.map((each) => each.room?.text)).size > 1 ? group : [];
}

function exclude(one: BroadcastFact, other: BroadcastFact, file: FileFacts): boolean {
  const [first, second] = one.span.start < other.span.start ? [one, other] : [other, one];
  return areExclusive(file, first.span, second.span);
}

function senderOf(fact: BroadcastFact): string {
  const { sender } = fact;
  return sender.kind === 'own' ? sender.callee : sender.kind === 'loop' ? sender.over : sender.receiver;
}

/**
 * The rooms collected, then one send: the server's `to([a, b])`, or the project's own function for several rooms, added to
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
  if (sender.kind === 'server') return { call: `${sender.receiver}.to(rooms).emit(${what})` };
  if (sender.kind !== 'own' || !sender.several) return undefined;
  const call = `${sender.several.callee}(rooms, ${what})`;
  return sender.several.add ? { call, add: sender.several.add } : { call };
}
