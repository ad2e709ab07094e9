import type { Span } from '../../source/span';
import { type FunctionNode, isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { RoomJoinFact } from '../facts';
import { calleeName } from '../reading/file-reader';
import { rootOfPattern } from '../reading/function-syntax';
import { tenantValuesAt } from '../reading/tenant-values';
import { ClientValues } from './client-values';
import type { HeldSockets } from './held-sockets';
import { isChecked } from './join-checks';
import type { SocketFile } from './socket-file';

/** Functions that put a socket into a room, by their names. */
const joins =
  /^_?(join|enter|subscribe|watch|follow)(Room|Channel|Topic|Group|To|ToRoom|ToChannel|ToTopic|Socket|Client)?$|^_?(add|put|assign|attach|register|subscribe)(Socket|Client|Member|Connection)?(To|In|Into)?(Room|Channel|Topic|Group)$/i;
/** What holds the sockets of each room. */
const roomHolder = /room|channel|topic|subscri|group|watch/i;
/** What a socket keeps its rooms in. */
const ownRooms =
  /^_?(rooms?|channels?|topics?|groups?|subscriptions?|subscribed(To)?|watching|room(Id|Name)|channel(Id|Name))$/;
const constantName = /^[A-Z][A-Z0-9_]*$/;
const maxRounds = 4;

/** A place where a socket is put into a room. */
interface Join {
  node: ts.Node;
  room: ts.Expression;
  /** The call goes to a function of another file. */
  via?: ts.CallExpression;
  /** The name has a part that belongs to the socket, by the function that makes it. */
  scoped?: boolean;
  checked?: boolean;
}

/** Rooms that a client can join by a name that it chooses, with nothing asked about it and nothing of the session in the name. */
export function collectRoomJoins(sockets: SocketFile, held: HeldSockets): void {
  if (!held.known) return;
  const { file } = sockets;
  // A look at every packet, or a namespace of each tenant, may be the check.
  if (/\.of\(\s*(\/|`)|\b(socket|client)\.use\(/.test(file.tree.root.text)) return;
  const values = new ClientValues(sockets, held);
  if (values.isEmpty) return;
  const reported = new Set<number>();
  for (const join of joinsOf(sockets, held)) {
    for (const room of roomsIn(join.room)) {
      if (join.scoped || join.checked || !values.isChosen(room)) continue;
      if (isScoped(sockets, held, values, room)) continue;
      if (isChecked(file, join.node, values.namesIn(room))) continue;
      const span = file.span(room);
      if (reported.has(span.start) || reported.has(-1 - join.node.pos)) continue;
      reported.add(span.start);
      const within = file.within(join.node);
      const fix = scopeTo(sockets, values, room);
      const callee = join.via && file.paths.of(join.via.expression);
      const fact: RoomJoinFact = {
        span: file.span(join.node),
        room: { text: file.words(room, 60), span },
        ...(callee === undefined ? {} : { via: callee }),
        ...(fix ? { addTenant: fix } : {}),
        ...(within === undefined ? {} : { within }),
      };
      file.facts.roomJoins.push(fact);
    }
  }
}

function roomsIn(room: ts.Expression): ts.Expression[] {
  const node = unwrap(room);
  return ts.isArrayLiteralExpression(node)
    ? node.elements.filter((each) => !ts.isSpreadElement(each))
    : [node];
}

/** All places where sockets join. What a function is given as the room's name is its callers' affair. */
function joinsOf(sockets: SocketFile, held: HeldSockets): Join[] {
  let open = [
    ...sockets.calls.flatMap((each) => joinOfCall(sockets, held, each) ?? []),
    ...sockets.assignments.flatMap((each) => joinOfAssignment(sockets, held, each) ?? []),
  ];
  const settled: Join[] = [];
  const moved = new Set<FunctionNode>();
  for (let round = 0; round < maxRounds && open.length > 0; round++) {
    const next: Join[] = [];
    for (const join of open) {
      const parameter = parameterIn(sockets, join.room);
      const calls = parameter ? sockets.callsOf(parameter.of) : [];
      if (!parameter || calls.length === 0) {
        settled.push(join);
        continue;
      }
      // One look at the callers will do, however often the function puts the socket somewhere.
      if (moved.has(parameter.of)) continue;
      moved.add(parameter.of);
      const name = sockets.file.text(parameter.name);
      const checked = join.checked || isChecked(sockets.file, join.node, [name]);
      const scoped = join.scoped || hasSocketPart(sockets, held, join.room);
      for (const call of calls) {
        const room = call.arguments[parameter.index];
        if (room) next.push({ node: call, room, checked, scoped });
      }
    }
    open = next;
  }
  return settled;
}

/** `socket.join(room)`, `hub.join(socket, room)`, `rooms.get(room).add(socket)`, `socket.rooms.add(room)`. */
function joinOfCall(sockets: SocketFile, held: HeldSockets, node: ts.CallExpression): Join | undefined {
  const { file } = sockets;
  const name = calleeName(node.expression) ?? '';
  const callee = unwrap(node.expression);
  const receiver = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
  const [first] = node.arguments;
  if (!first) return undefined;
  if (receiver && /^(join|subscribe|socketsJoin)$/.test(name) && node.arguments.length <= 2) {
    if (held.isSocket(receiver)) return { node, room: first };
    // `io.in(socket.id).socketsJoin(room)`.
    if (name === 'socketsJoin' && ts.isCallExpression(receiver)) return { node, room: first };
  }
  if (receiver && /^(add|push|set|unshift)$/.test(name)) {
    const socket = node.arguments.map((each) => held.memberIn(each)).find(Boolean);
    if (socket) {
      const kept = keptUnder(sockets, receiver);
      if (kept) return { node, room: kept };
      // `rooms.set(room, new Set([socket]))`.
      const isHolder = roomHolder.test(memberName(receiver) ?? file.text(receiver));
      return name === 'set' && isHolder && !held.isId(first) && !held.isSocket(first)
        ? { node, room: first }
        : undefined;
    }
    if (
      ts.isPropertyAccessExpression(receiver) &&
      ownRooms.test(receiver.name.text) &&
      isOfSocket(held, receiver)
    )
      return { node, room: first };
  }
  if (!joins.test(name)) return undefined;
  const socketAt = node.arguments.findIndex((each) => held.isSocket(each) || held.isId(each));
  if (socketAt < 0 || node.arguments.length < 2) return undefined;
  // What is defined in this file is read there.
  if (sockets.functionOf(node.expression)) return undefined;
  const room = node.arguments.find((each, i) => i !== socketAt && !isFunctionNode(unwrap(each)));
  return room && !ts.isObjectLiteralExpression(unwrap(room)) ? { node, room, via: node } : undefined;
}

/** `socket.room = room`, `rooms[room] = [socket]`. */
function joinOfAssignment(
  sockets: SocketFile,
  held: HeldSockets,
  node: ts.BinaryExpression,
): Join | undefined {
  const left = unwrap(node.left);
  if (ts.isPropertyAccessExpression(left) && ownRooms.test(left.name.text) && isOfSocket(held, left))
    return { node, room: node.right };
  if (!ts.isElementAccessExpression(left)) return undefined;
  const isHolder = roomHolder.test(memberName(left.expression) ?? sockets.file.text(left.expression));
  return isHolder && held.memberIn(node.right) && !held.isId(left.argumentExpression)
    ? { node, room: left.argumentExpression }
    : undefined;
}

/** A member of a socket, or of the data that it carries. */
function isOfSocket(held: HeldSockets, node: ts.PropertyAccessExpression): boolean {
  const holder = unwrap(node.expression);
  if (held.isSocket(holder)) return true;
  return (
    ts.isPropertyAccessExpression(holder) &&
    /^(data|state|meta|context)$/.test(holder.name.text) &&
    held.isSocket(holder.expression)
  );
}

/** The name that something is kept under: `room` of `rooms.get(room)`, of `rooms[room]`, also through a variable. */
function keptUnder(sockets: SocketFile, expression: ts.Expression, depth = 0): ts.Expression | undefined {
  const node = unwrap(expression);
  if (depth > 3) return undefined;
  if (ts.isCallExpression(node)) {
    const callee = unwrap(node.expression);
    if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'get') return undefined;
    return roomHolder.test(memberName(callee.expression) ?? sockets.file.text(callee.expression))
      ? node.arguments[0]
      : undefined;
  }
  if (ts.isElementAccessExpression(node))
    return roomHolder.test(memberName(node.expression) ?? sockets.file.text(node.expression))
      ? node.argumentExpression
      : undefined;
  if (ts.isBinaryExpression(node))
    return keptUnder(sockets, node.left, depth + 1) ?? keptUnder(sockets, node.right, depth + 1);
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = sockets.file.tree.declarationOf(node);
  return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
    ? keptUnder(sockets, declaration.initializer, depth + 1)
    : undefined;
}

/** The parameter that a room's name is, or is made of, where the function around is given it whole. */
function parameterIn(
  sockets: SocketFile,
  room: ts.Expression,
): { of: FunctionNode; index: number; name: ts.Node } | undefined {
  for (const part of partsOf(sockets, room)) {
    if (!ts.isIdentifier(part)) continue;
    const declaration = sockets.file.tree.declarationOf(part);
    if (declaration && ts.isParameter(declaration) && isFunctionNode(declaration.parent))
      return {
        of: declaration.parent,
        index: declaration.parent.parameters.indexOf(declaration),
        name: declaration.name,
      };
  }
  return undefined;
}

/** What a name is put together from, through variables and functions that are given parts of it. */
function partsOf(sockets: SocketFile, room: ts.Expression, depth = 0): ts.Expression[] {
  const node = unwrap(room);
  if (depth > 4) return [node];
  const inner = (each: ts.Expression) => partsOf(sockets, each, depth + 1);
  if (ts.isTemplateExpression(node)) return node.templateSpans.flatMap((each) => inner(each.expression));
  if (ts.isBinaryExpression(node)) return [...inner(node.left), ...inner(node.right)];
  if (ts.isConditionalExpression(node)) return [...inner(node.whenTrue), ...inner(node.whenFalse)];
  if (ts.isStringLiteralLike(node)) return [];
  if (ts.isCallExpression(node)) {
    const callee = unwrap(node.expression);
    const receiver =
      ts.isPropertyAccessExpression(callee) &&
      /^(toString|trim|toLowerCase|toUpperCase|get)$/.test(callee.name.text)
        ? [callee.expression]
        : [];
    return [...receiver, ...node.arguments].flatMap(inner);
  }
  if (ts.isIdentifier(node)) {
    const declaration = sockets.file.tree.declarationOf(node);
    const made =
      declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
        ? unwrap(declaration.initializer)
        : undefined;
    if (made && (ts.isTemplateExpression(made) || ts.isBinaryExpression(made))) return inner(made);
    if (made && ts.isCallExpression(made) && /room|channel|topic/i.test(calleeName(made.expression) ?? ''))
      return inner(made);
  }
  return [node];
}

/** Whether a part of the name is of the session: then a client only joins what is its own. */
function isScoped(
  sockets: SocketFile,
  held: HeldSockets,
  values: ClientValues,
  room: ts.Expression,
): boolean {
  return (
    isMadeFromSession(sockets, held, room) ||
    partsOf(sockets, room).some(
      (part) => !values.isChosen(part) && !isConstant(sockets, part) && !held.isSocket(part),
    )
  );
}

/** Whether a function makes the name that is given the socket, and reads something of it: `roomFor(socket, id)`. */
function isMadeFromSession(sockets: SocketFile, held: HeldSockets, room: ts.Expression): boolean {
  const node = unwrap(room);
  if (!ts.isCallExpression(node)) return false;
  const at = node.arguments.findIndex((each) => held.isSocket(each));
  if (at < 0) return false;
  const maker = sockets.functionOf(node.expression);
  // What is made in another file cannot be seen here.
  if (!maker) return true;
  const parameter = maker.parameters[at]?.name;
  if (!parameter || !ts.isIdentifier(parameter)) return parameter !== undefined;
  return new RegExp(`(?<![\\w$.])${parameter.text}\\??\\.`).test(sockets.file.text(maker));
}

function hasSocketPart(sockets: SocketFile, held: HeldSockets, room: ts.Expression): boolean {
  return partsOf(sockets, room).some((part) => {
    let at: ts.Expression = part;
    while (ts.isPropertyAccessExpression(at)) at = unwrap(at.expression);
    return at !== part && (held.isSocket(at) || at.kind === ts.SyntaxKind.ThisKeyword);
  });
}

/** `PREFIX`, `Rooms.TICKET`: the same for everybody. */
function isConstant(sockets: SocketFile, part: ts.Expression): boolean {
  if (ts.isLiteralExpression(part)) return true;
  if (ts.isPropertyAccessExpression(part))
    return constantName.test(part.name.text) || /^[A-Z]/.test(sockets.file.text(part));
  if (!ts.isIdentifier(part)) return false;
  if (constantName.test(part.text)) return true;
  const declaration = sockets.file.tree.declarationOf(part);
  const root = declaration && ts.isBindingElement(declaration) ? rootOfPattern(declaration) : declaration;
  const value = root && ts.isVariableDeclaration(root) ? root.initializer : undefined;
  return value !== undefined && ts.isLiteralExpression(unwrap(value));
}

/** The tenant that is at hand goes before the name. */
function scopeTo(
  sockets: SocketFile,
  values: ClientValues,
  room: ts.Expression,
): { span: Span; text: string } | undefined {
  const { file } = sockets;
  const chosen = new Set(values.namesIn(room));
  const tenant = tenantValuesAt(file, room).find(
    (each) => !chosen.has(each.split('.')[0] as string) && !/handshake/.test(each),
  );
  if (tenant === undefined) return undefined;
  const prefix = `tenant:\${${tenant}}:`;
  const span = file.span(room);
  if (ts.isTemplateExpression(room))
    return { span: { start: span.start + 1, end: span.start + 1 }, text: prefix };
  return { span, text: `\`${prefix}\${${file.text(room)}}\`` };
}
