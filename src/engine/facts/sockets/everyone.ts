import type { Span } from '../../source/span';
import { isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { BroadcastContent, BroadcastFact } from '../facts';
import { calleeName } from '../reading/file-reader';
import { contentOf, eventOf } from './broadcast-content';
import { narrowsTo, speaksOf } from './filters';
import { holderOf } from './holders';
import { imports, importsSockets, socketAt } from './libraries';
import { namesIn, type Pass, passesOf } from './passes';
import { type SocketFile, statementOf } from './socket-file';
import { wholesIn } from './whole-values';

const sends = /^(send|emit|sendMessage|sendText|sendJson|sendJSON|write|push|safeSend|trySend)$/;
/** All sockets of a server that knows rooms: `io.sockets.sockets`, `io.fetchSockets()`. */
const allOfServer =
  /(^|\.)_?(io|server|nsp|namespace|of\([^)]*\))\.(sockets\.sockets|sockets\.connected|sockets|fetchSockets\(\)|(sockets\.)?fetchSockets\(\))$/;
/** What keeps all connected sockets, by its name: not those of one room or subscription. */
const allSockets =
  /^_?#?((all|active|connected|open|live|ws|web|user|client|online|player|session)_?)?(clients?|sockets?|connections?|wsClients|webSockets|websockets|peers|sessions|users|players)(List|Map|Set|ById|s)?$/i;

/** Loops that send to all connected sockets, whatever they belong to. */
export function collectEveryoneLoops(sockets: SocketFile): void {
  for (const pass of passesOf(sockets)) {
    const list = everyoneIn(sockets, pass.list, 0);
    if (!list) continue;
    const names = pass.names.flatMap(namesIn);
    addAliases(sockets, pass, names, list.base);
    const sent = sendsIn(sockets, pass, names, list.base);
    const [first] = sent;
    if (!first) continue;
    // What is looked up by the socket speaks of it as well: `const info = infos.get(socket)`.
    const known = [...names, ...derivedFrom(sockets, pass, names)];
    if (first.payload.some((each) => speaksOf(each, known))) continue;
    const narrowed = sent.some((each) => isNarrowed(sockets, pass, known, each.node, list));
    add(sockets, pass, list.base, first, narrowed ? 'some' : 'everyone');
  }
}

interface Everyone {
  base: ts.Expression;
  /** Callbacks of `filter` on the way. */
  filters: ts.Expression[];
}

/** The collection of all connected sockets that a list is, or is taken from. */
function everyoneIn(sockets: SocketFile, expression: ts.Expression, depth: number): Everyone | undefined {
  const node = unwrap(expression);
  const { file } = sockets;
  if (depth > 6) return undefined;
  if (ts.isArrayLiteralExpression(node)) {
    const [first, second] = node.elements;
    return first && !second && ts.isSpreadElement(first)
      ? everyoneIn(sockets, first.expression, depth + 1)
      : undefined;
  }
  if (ts.isCallExpression(node)) {
    const callee = unwrap(node.expression);
    const name = calleeName(callee) ?? '';
    if (isServersClients(sockets, node)) return { base: node, filters: [] };
    if (/^(Object\.(values|keys|entries)|Array\.from)$/.test(file.text(callee)) && node.arguments[0])
      return everyoneIn(sockets, node.arguments[0], depth + 1);
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    if (!/^(values|entries|keys|filter|slice|toArray)$/.test(name)) return undefined;
    const whole = everyoneIn(sockets, callee.expression, depth + 1);
    if (whole && name === 'filter' && node.arguments[0]) whole.filters.push(node.arguments[0]);
    return whole;
  }
  if (ts.isNewExpression(node) && /^(Set|Map)$/.test(file.text(node.expression)) && node.arguments?.[0])
    return everyoneIn(sockets, node.arguments[0], depth + 1);
  if (isServersClients(sockets, node)) return { base: node, filters: [] };
  if (ts.isIdentifier(node)) {
    const declaration = file.tree.declarationOf(node);
    const value =
      declaration &&
      ts.isVariableDeclaration(declaration) &&
      declaration.initializer &&
      unwrap(declaration.initializer);
    if (value && !ts.isNewExpression(value) && !ts.isObjectLiteralExpression(value)) {
      const whole = everyoneIn(sockets, value, depth + 1);
      if (whole) return whole;
    }
  }
  return isOwnCollection(sockets, node) ? { base: node, filters: [] } : undefined;
}

/** `wss.clients`, `fastify.websocketServer.clients`, `expressWs.getWss().clients`. */
function isServersClients({ file }: SocketFile, node: ts.Expression): boolean {
  if (
    allOfServer.test(file.text(node).replace(/[?!]/g, '')) &&
    (imports(file, 'rooms') || imports(file, 'gateways'))
  )
    return true;
  // `const { clients } = wss` too.
  if (socketAt(file, file.paths.of(node))?.allSockets) return true;
  if (memberName(node) !== 'clients' || !ts.isPropertyAccessExpression(node)) return false;
  const server = unwrap(node.expression);
  if (
    /(^|\.)(wss|_wss|wsServer|ws_server|webSocketServer|websocketServer|WebSocketServer|socketServer|aWss|getWss\([^)]*\))$/.test(
      file.text(server).replace(/[#?!]/g, ''),
    )
  )
    return true;
  const name = memberName(server) ?? file.text(server);
  return file.facts.socketServers.some(
    (each) =>
      each.clients === memberName(node) &&
      (each.name === file.text(server) || each.name?.endsWith(`.${name}`)),
  );
}

/** A collection of the project's own into which each socket is put as it connects. */
function isOwnCollection(sockets: SocketFile, node: ts.Expression): boolean {
  const { file } = sockets;
  const holder = holderOf(sockets, node);
  if (!holder || holder.nested) return false;
  const name = memberName(holder.root) ?? file.text(holder.root);
  if (!allSockets.test(name)) return false;
  const declaration = ts.isIdentifier(holder.root) ? file.tree.declarationOf(holder.root) : undefined;
  if (declaration && ts.isParameter(declaration)) return false;
  const added = file.facts.memberships.filter(
    (each) => each.kind === 'added' && each.holder === holder.place,
  );
  if (added.length > 0) return true;
  // Put in by another file, or under a wrapper's hands: then the name and the library have to do.
  return (
    importsSockets(file) &&
    /client|socket|connection|peer/i.test(name) &&
    file.isProjectPath(file.paths.of(holder.root) ?? '')
  );
}

/** `const client = clients[i]`, `const { ws } = record`: names of the element that the body declares. */
function addAliases(sockets: SocketFile, pass: Pass, names: string[], base: ts.Expression): void {
  for (const { name, value } of declaredIn(sockets, pass)) {
    const isRead = ts.isIdentifier(value) || ts.isPropertyAccessExpression(value);
    if ((isRead && speaksOf(value, names)) || isIndexed(sockets.file, value, base))
      names.push(...namesIn(name));
  }
}

/** Names that the body declares from what speaks of the element. */
function derivedFrom(sockets: SocketFile, pass: Pass, names: readonly string[]): string[] {
  const found: string[] = [];
  for (const { name, value } of declaredIn(sockets, pass))
    if (speaksOf(value, [...names, ...found])) found.push(...namesIn(name));
  return found;
}

function declaredIn(
  { declarations }: SocketFile,
  { body }: Pass,
): { name: ts.BindingName; value: ts.Expression }[] {
  return declarations.flatMap(({ name, initializer, pos, end }) =>
    initializer && pos >= body.pos && end <= body.end ? [{ name, value: unwrap(initializer) }] : [],
  );
}

interface Sent {
  node: ts.CallExpression;
  payload: readonly ts.Expression[];
}

/** Messages that the body sends to the element: `client.send(x)`, `clients[id].send(x)`, `send(client, x)`. */
function sendsIn(sockets: SocketFile, pass: Pass, names: readonly string[], base: ts.Expression): Sent[] {
  const { file } = sockets;
  const found: Sent[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const callee = unwrap(node.expression);
      const name = calleeName(callee) ?? '';
      const receiver = ts.isPropertyAccessExpression(callee) ? callee.expression : undefined;
      const onElement = receiver && (speaksOf(receiver, names) || isIndexed(file, receiver, base));
      if (onElement && sends.test(name)) found.push({ node, payload: node.arguments });
      else if (
        /^(safe|try)?_?(send|emit|deliver|write)\w*$/i.test(name) &&
        node.arguments[0] &&
        speaksOf(node.arguments[0], names) &&
        node.arguments.length > 1
      )
        found.push({ node, payload: node.arguments.slice(1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(pass.body);
  return found;
}

/** `clients[id]` of a loop over `clients`' keys. */
function isIndexed(file: SocketFile['file'], node: ts.Expression, base: ts.Expression): boolean {
  let at = unwrap(node);
  while (ts.isPropertyAccessExpression(at)) at = unwrap(at.expression);
  return (
    (ts.isElementAccessExpression(at) && file.text(at.expression) === file.text(base)) ||
    (ts.isCallExpression(at) && file.text(at.expression) === `${file.text(base)}.get`)
  );
}

/** Whether not everyone is sent to: a condition on the element around the send or before it, or a filter of the list. */
function isNarrowed(
  sockets: SocketFile,
  pass: Pass,
  names: readonly string[],
  sent: ts.Node,
  { filters }: Everyone,
): boolean {
  for (const each of filters) {
    const callback = sockets.functionOf(each);
    if (!callback?.body) return true;
    const own = callback.parameters.flatMap((parameter) => namesIn(parameter.name));
    if (
      ts.isBlock(callback.body)
        ? narrowsTo.block(sockets.file, callback.body, own)
        : narrowsTo.test(sockets.file, callback.body, own)
    )
      return true;
  }
  for (let child: ts.Node = sent, at = sent.parent; at; child = at, at = at.parent) {
    const condition = conditionAt(at, child);
    if (condition && narrowsTo.test(sockets.file, condition, names)) return true;
    if (ts.isBlock(at) && narrowsTo.before(sockets.file, at, child, names)) return true;
    if (at === pass.node) break;
  }
  return false;
}

const scopes =
  /^(tenantId|orgId|organizationId|workspaceId|accountId|companyId|teamId|room|roomId|channelId|userId)$/;

/** A condition on what the function is given and the file keeps on its sockets: `client.tenantId === tenantId`. */
function narrowLoop({ file }: SocketFile, pass: Pass, sent: ts.Node): BroadcastContent['narrow'] {
  const [element] = pass.names;
  if (!element || !ts.isIdentifier(element)) return undefined;
  let condition: ts.Expression | undefined;
  for (let at = sent.parent; at && at !== pass.node; at = at.parent)
    if (ts.isIfStatement(at)) condition = at.expression;
  if (!condition || /\|\|/.test(file.text(condition))) return undefined;
  for (let at = pass.node.parent; at; at = at.parent) {
    if (!isFunctionNode(at)) continue;
    for (const parameter of at.parameters) {
      const name = ts.isIdentifier(parameter.name) ? parameter.name.text : '';
      if (!scopes.test(name) || !new RegExp(`\\.${name}\\s*=(?!=)`).test(file.tree.root.text)) continue;
      const start = condition.getStart(file.tree.root);
      const text = `${element.text}.${name} === ${name} && `;
      return { room: `the clients of this ${name}`, edits: [{ span: { start, end: start }, text }] };
    }
  }
  return undefined;
}

/** What must hold where a node is reached: of an `if`, a `? :`, an `&&`. */
function conditionAt(node: ts.Node, child: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) && child === node.thenStatement) return node.expression;
  if (ts.isConditionalExpression(node) && child === node.whenTrue) return node.condition;
  if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken &&
    child === node.right
  )
    return node.left;
  return undefined;
}

function add(
  sockets: SocketFile,
  pass: Pass,
  base: ts.Expression,
  { node, payload }: Sent,
  to: BroadcastFact['to'],
): void {
  const { file } = sockets;
  const within = file.within(pass.node);
  const statement: Span = file.span(statementOf(pass.node) ?? pass.node);
  const emits = calleeName(node.expression) === 'emit';
  const event = eventOf(file, payload, emits);
  const content = contentOf(file, pass.node, emits ? payload.slice(1) : payload);
  const narrow = narrowLoop(sockets, pass, node);
  if (narrow) content.narrow = narrow;
  const fact: BroadcastFact = {
    span: file.span(pass.node),
    calleeSpan: file.span(pass.at),
    to,
    message: payload.map((each) => file.text(each)),
    ...(event === undefined ? {} : { event }),
    content,
    wholes: wholesIn(file, payload),
    sender: { kind: 'loop', over: file.words(base, 60) },
    statement,
    ...(within === undefined ? {} : { within }),
  };
  file.facts.broadcasts.push(fact);
}
