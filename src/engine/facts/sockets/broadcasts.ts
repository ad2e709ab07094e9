import type { Span } from '../../source/span';
import { type FunctionNode, isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, BroadcastFact } from '../facts';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { calleeName } from '../reading/file-reader';
import { contentOf, eventOf } from './broadcast-content';
import { everyoneOf, narrowTo } from './everyone-senders';
import { isOfRooms } from './libraries';
import { wholesIn } from './whole-values';

/** A function of the project that hands a message to the sockets of one room. */
const ownSenders =
  /^(broadcast|emit|send|publish|notify)(To|In)?(Room|Channel|Topic|Group)$|^(toRoom|toChannel|toTopic|broadcastTo|emitTo|roomBroadcast|broadcastRoom|broadcast)$/;

/** Messages sent to rooms: socket.io's `to(room).emit(…)`, and the project's own `broadcastToRoom(room, …)`. */
export const broadcastCollector: CallCollector = {
  names: ['emit', 'send', 'broadcast', 'publish', 'toRoom', 'toChannel', 'toTopic', ...ownSenderNames()],
  call(node, name, file) {
    if (ts.isNewExpression(node)) return;
    if (name === 'emit' || name === 'send') emitted(node, name, file);
    if (ownSenders.test(name)) sentByOwn(node, name, file);
  },
};

function ownSenderNames(): string[] {
  const nouns = ['Room', 'Channel', 'Topic', 'Group'];
  const verbs = ['broadcast', 'emit', 'send', 'publish', 'notify'];
  const names = verbs.flatMap((verb) =>
    nouns.flatMap((noun) => [`${verb}${noun}`, `${verb}To${noun}`, `${verb}In${noun}`]),
  );
  return [...names, 'broadcastTo', 'emitTo', 'roomBroadcast', 'broadcastRoom'];
}

/** `io.to(room).emit(event, payload)`; several `.to` make one send to several rooms, none sends to everyone. */
function emitted(node: ts.CallExpression, name: string, file: FileReader): void {
  const chain = chainOf(node);
  if (!chain) return;
  const { at, rooms, unscoped } = chain;
  // `send` is what responses and mailers do too: names must not be bound for each of them.
  if (name === 'send' && !/(^|\.)(io|sockets|broadcast|nsp|namespace)$/.test(file.words(at, 80))) return;
  const path = file.paths.of(at) ?? '';
  const receiver = file.words(at, 80);
  const known = isOfRooms(file, path);
  const [room] = rooms;
  if (!room) {
    if (unscoped) emittedToAll(node, name, at, path, file);
    return;
  }
  if (name !== 'emit') return;
  if (
    !known &&
    !/(^|\.)(io|get_?io\(\)|get\(['"]io['"]\)|\w*socket|server|nsp|namespace|wss?|gateway)$/i.test(receiver)
  )
    return;
  const several = rooms.length > 1 || ts.isArrayLiteralExpression(room);
  add(file, node, {
    to: several ? 'rooms' : 'room',
    ...(several ? {} : { room: { text: file.text(room), span: file.span(room) } }),
    message: node.arguments.map((argument) => file.text(argument)),
    ...eventIn(file, node.arguments, true),
    wholes: wholesIn(file, node.arguments.slice(1)),
    sender: { kind: 'server', receiver },
  });
}

/** What a message is sent on, and the rooms named on the way there. */
function chainOf(
  node: ts.CallExpression,
): { at: ts.Expression; rooms: ts.Expression[]; unscoped: boolean } | undefined {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const rooms: ts.Expression[] = [];
  let unscoped = true;
  let at = unwrap(callee.expression);
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
    const method = at.expression.name.text;
    // `io.of('/admin')` is a sender of its own.
    if (method === 'of') break;
    if (/^(to|in)$/.test(method) && at.arguments[0]) rooms.push(unwrap(at.arguments[0]));
    if (/^(to|in|except)$/.test(method)) unscoped = false;
    else if (!/^(compress|timeout|binary)$/.test(method) && rooms.length === 0) break;
    at = unwrap(at.expression.expression);
  }
  return { at, rooms, unscoped };
}

/** `io.emit(…)`, `socket.broadcast.emit(…)`, `io.of('/news').emit(…)`. */
function emittedToAll(
  node: ts.CallExpression,
  name: string,
  at: ts.Expression,
  path: AccessPath,
  file: FileReader,
): void {
  const to = everyoneOf(file, at, path);
  if (!to) return;
  const [event, ...payload] = node.arguments;
  if (!event) return;
  const content = contentOf(file, node, name === 'emit' ? payload : node.arguments);
  const narrow = name === 'emit' ? narrowTo(file, node, at) : undefined;
  add(file, node, {
    to: 'everyone',
    message: node.arguments.map((argument) => file.text(argument)),
    ...eventIn(file, node.arguments, name === 'emit'),
    content: narrow ? { ...content, narrow } : content,
    wholes: wholesIn(file, payload),
    sender: { kind: 'server', receiver: file.words(at, 80), ...to },
  });
}

function eventIn(
  file: FileReader,
  parts: readonly ts.Expression[],
  named: boolean,
): Pick<BroadcastFact, 'event'> {
  const event = eventOf(file, parts, named);
  return event === undefined ? {} : { event };
}

/** `this.broadcastToRoom(room, event, payload)`, when what it calls does send to sockets, or cannot be seen. */
function sentByOwn(node: ts.CallExpression, name: string, file: FileReader): void {
  const [room, ...message] = node.arguments;
  if (!room || message.length === 0) return;
  const target = file.values.functionOf(node.expression);
  if (target && !sendsToSockets(target)) return;
  const room0 = unwrap(room);
  if (ts.isArrayLiteralExpression(room0)) {
    add(file, node, {
      to: 'rooms',
      message: message.map((each) => file.text(each)),
      ...eventIn(file, message, message.length > 1),
      wholes: wholesIn(file, message),
      sender: own(file, node, target),
    });
    return;
  }
  // What is named plainly `broadcast` sends to a room only when its first argument reads like one.
  if (name === 'broadcast' && !/room|channel|topic|:/i.test(file.text(room0))) return;
  add(file, node, {
    to: 'room',
    room: { text: file.text(room0), span: file.span(room0) },
    message: message.map((each) => file.text(each)),
    ...eventIn(file, message, message.length > 1),
    wholes: wholesIn(file, message),
    sender: own(file, node, target),
  });
}

function own(
  file: FileReader,
  node: ts.CallExpression,
  target: FunctionNode | undefined,
): BroadcastFact['sender'] {
  const sender: BroadcastFact['sender'] = { kind: 'own', callee: file.text(node.expression) };
  if (target) {
    sender.defined = file.span(target);
    const several = sendToSeveral(file, node, target);
    if (several) sender.several = several;
  }
  return sender;
}

/**
 * How the class can send to several rooms at once: by a method it has, or by one made from its method for one room, when that
 * looks the room's members up first and then goes over them. Each socket gets the message once.
 */
function sendToSeveral(
  file: FileReader,
  call: ts.CallExpression,
  target: FunctionNode,
): { callee: string; add?: { span: Span; text: string } } | undefined {
  const owner = target.parent;
  if (!ts.isMethodDeclaration(target) || !ts.isClassLike(owner) || !target.body) return undefined;
  const existing = owner.members.find(
    (each) =>
      ts.isMethodDeclaration(each) &&
      /^(toRooms|broadcast(To)?Rooms|emitToRooms|sendToRooms)$/.test(file.text(each.name)),
  );
  if (existing?.name) return { callee: `this.${file.text(existing.name)}` };
  const [room, ...rest] = target.parameters;
  const [lookup, ...others] = target.body.statements;
  if (!room || !ts.isIdentifier(room.name) || !lookup || !ts.isVariableStatement(lookup)) return undefined;
  const [members] = lookup.declarationList.declarations;
  if (
    !members?.initializer ||
    !ts.isIdentifier(members.name) ||
    !file.text(members.initializer).includes(room.name.text)
  )
    return undefined;
  const [guard] = others;
  const body =
    guard && ts.isIfStatement(guard) && file.text(guard.expression) === `!${members.name.text}`
      ? others.slice(1)
      : others;
  const words = body.map((statement) => file.text(statement)).join('\n');
  if (new RegExp(`\\b${room.name.text}\\b`).test(words) || !words.includes(members.name.text))
    return undefined;
  const { text } = file.tree.root;
  const start = target.getStart(file.tree.root);
  const indent = /[ \t]*$/.exec(text.slice(0, start))?.[0] ?? '';
  const inner = `${indent}${indent.startsWith('\t') ? '\t' : '  '}`;
  const semicolon = /;\s*$/.test(file.text(lookup)) ? ';' : '';
  const typed = room.type ? `rooms: ${file.text(room.type)}[]` : 'rooms';
  const parameters = [typed, ...rest.map((each) => file.text(each))].join(', ');
  const head = text.slice(start, target.name.getStart(file.tree.root));
  const lines = [
    `${indent}/** Sends one event to everyone in any of the rooms, and to nobody twice. */`,
    `${indent}${head}toRooms(${parameters}) {`,
    `${inner}const ${members.name.text} = new Set(rooms.flatMap((${room.name.text}) => [...(${file.text(members.initializer)} ?? [])]))${semicolon}`,
    ...body.map((statement) => `${inner}${file.text(statement)}`),
    `${indent}}`,
  ];
  return {
    callee: `${calleeOwner(file, call)}toRooms`,
    add: { span: { start: target.end, end: target.end }, text: `\n\n${lines.join('\n')}` },
  };
}

/** `this.` of `this.broadcast`. */
function calleeOwner(file: FileReader, call: ts.CallExpression): string {
  const text = file.text(call.expression);
  return text.slice(0, text.lastIndexOf('.') + 1);
}

/** The body hands text on to sockets: it calls `send` or `emit`, or publishes to a broker. */
function sendsToSockets(target: FunctionNode): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isCallExpression(node)) {
      const name = calleeName(node.expression);
      if (name === 'send' || name === 'emit' || name === 'publish') return true;
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return target.body !== undefined && visit(target.body);
}

function add(
  file: FileReader,
  node: ts.CallExpression,
  fact: Pick<BroadcastFact, 'to' | 'room' | 'message' | 'sender' | 'event' | 'content' | 'wholes'>,
): void {
  const within = file.within(node);
  const { statement, condition } = statementAround(file, node);
  file.facts.broadcasts.push({
    ...fact,
    span: file.span(node),
    calleeSpan: file.span(node.expression),
    statement,
    ...(condition ? { condition } : {}),
    ...(within === undefined ? {} : { within }),
  });
}

/** The statement that sends, and the `if` around it when that holds nothing else. */
function statementAround(
  file: FileReader,
  node: ts.Node,
): { statement: Span; condition?: { text: string; statement: Span } } {
  let at: ts.Node = node;
  while (at.parent && !ts.isStatement(at)) at = at.parent;
  const statement = file.span(at);
  let holder = at.parent;
  if (holder && ts.isBlock(holder) && holder.statements.length === 1) holder = holder.parent;
  if (holder && ts.isIfStatement(holder) && !holder.elseStatement && !isFunctionNode(holder)) {
    return { statement, condition: { text: file.text(holder.expression), statement: file.span(holder) } };
  }
  return { statement };
}
