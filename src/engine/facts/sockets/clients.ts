import type { SocketClient } from '../../libraries/contract/sockets';
import { isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, SocketClientFact } from '../facts';
import { splitPath } from '../reading/access-path';
import { calleeName, type FileReader } from '../reading/file-reader';
import { isHandlerLike } from '../reading/function-syntax';
import { readOptions } from '../reading/options-object';
import { type Aliases, aliasesOf, isAlias } from './aliases';
import { addBackoff } from './backoff-fix';
import { isMadeAs, nameOfLibrary, socketMadeBy } from './libraries';
import { addReconnect } from './reconnect-fix';
import { type AfterClose, afterClose } from './reconnects';
import { holderName, removalOf } from './servers';
import type { SocketFile } from './socket-file';

/** Connections to other sides: of clients that connect again by themselves, and of those that do not. */
export function collectSocketClients(sockets: SocketFile): void {
  for (const node of sockets.news) if (node.arguments && node.arguments.length > 0) collect(sockets, node);
  for (const node of sockets.calls) if (mayOpen(node)) collect(sockets, node);
}

function collect(sockets: SocketFile, node: ts.NewExpression | ts.CallExpression): void {
  const made = socketMadeBy(sockets.file, node);
  const client = made?.entry.client;
  if (!made || !client || !isMadeAs(client.made, node)) return;
  const library = nameOfClient(sockets.file, made.path, client);
  if (client.reconnects === 'backoff') reconnectingClient(sockets, node, client, library);
  else if (ts.isNewExpression(node) && !isNothing(node.arguments?.[0])) plainClient(sockets, node, library);
}

/** What messages call a client: its package, or the class that the platform gives. */
function nameOfClient(file: FileReader, path: AccessPath, { reconnects }: SocketClient): string {
  const { module, members } = splitPath(path);
  if (module !== 'global') return module;
  const ofPlatform = reconnects === 'never' ? /(\w+)\(\)$/.exec(members)?.[1] : undefined;
  return ofPlatform ?? nameOfLibrary(file, path);
}

function isNothing(node: ts.Expression | undefined): boolean {
  return node?.kind === ts.SyntaxKind.NullKeyword;
}

function mayOpen(node: ts.CallExpression): boolean {
  const name = calleeName(node.expression) ?? '';
  // Whatever the default import is called, its options speak for it.
  return (
    /^(io|connect|socketIO|socketio|ioClient|socketIOClient|openSocket|default|lookup)$/i.test(name) ||
    node.arguments.length > 1
  );
}

function plainClient(sockets: SocketFile, node: ts.NewExpression, library: string): void {
  const { file } = sockets;
  const aliases = aliasesOf(sockets, node);
  const after = afterClose(sockets, node, aliases);
  const fact = factOf(file, node, library);
  fact.afterClose = after.what === 'nothing' && isOutOfSight(sockets, aliases) ? 'unknown' : after.what;
  if (after.because) fact.because = file.span(after.because);
  fact.shortLived = isShortLived(sockets, node, aliases);
  const fix = fact.shortLived ? undefined : fixFor(sockets, node, aliases, after);
  if (fix) fact.addReconnect = fix;
  file.facts.socketClients.push(fact);
}

function fixFor(
  sockets: SocketFile,
  node: ts.NewExpression,
  aliases: Aliases,
  { what, because }: AfterClose,
): SocketClientFact['addReconnect'] {
  if (what === 'nothing') return addReconnect(sockets, node, aliases);
  return what === 'fixed' && because ? addBackoff(sockets.file, node, because) : undefined;
}

function factOf(
  file: FileReader,
  node: ts.NewExpression | ts.CallExpression,
  library: string,
): SocketClientFact {
  const within = file.within(node);
  const name = holderName(file, node);
  const url = node.arguments?.[0] && addressIn(file, node.arguments[0]);
  return {
    library,
    span: file.span(node),
    calleeSpan: { start: node.getStart(file.tree.root), end: node.expression.end },
    afterClose: 'unknown',
    shortLived: false,
    ...(url === undefined ? {} : { url }),
    ...(name === undefined ? {} : { name }),
    ...(within === undefined ? {} : { within }),
  };
}

/** The words for an address in a message: the literal, the host's part of a template, or the name of what holds it. */
function addressIn(file: FileReader, argument: ts.Expression): string | undefined {
  const node = unwrap(argument);
  if (ts.isStringLiteralLike(node)) return node.text.length > 60 ? undefined : node.text;
  if (ts.isTemplateExpression(node)) {
    const [first] = node.templateSpans;
    return node.head.text === '' && first
      ? addressIn(file, first.expression)
      : node.head.text.replace(/[/?:=&]+$/, '');
  }
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) ? file.words(node, 50) : undefined;
}

/** Handlers may be added where the file does not show: it was given away, or returned before anybody listened for messages. */
function isOutOfSight(sockets: SocketFile, aliases: Aliases): boolean {
  if (aliases.handedAway || listensByVariable(sockets, aliases)) return true;
  if (!aliases.returned) return false;
  return !sockets.registrations.some(
    (each) => each.event === 'message' && isAlias(sockets, aliases, each.receiver),
  );
}

/** `for (const name of events) socket.addEventListener(name, handlers[name])`. */
function listensByVariable(sockets: SocketFile, aliases: Aliases): boolean {
  return sockets.calls.some(({ expression, arguments: [event] }) => {
    const callee = unwrap(expression);
    return (
      ts.isPropertyAccessExpression(callee) &&
      /^(on|once|addListener|addEventListener)$/.test(callee.name.text) &&
      event !== undefined &&
      !ts.isStringLiteralLike(event) &&
      isAlias(sockets, aliases, callee.expression)
    );
  });
}

/** Opened for one exchange, or for as long as somebody else's connection or request lasts. */
function isShortLived(sockets: SocketFile, node: ts.NewExpression, aliases: Aliases): boolean {
  if (isForSomebody(sockets, node, 0)) return true;
  if (closesStraightAway(sockets, node, aliases)) return true;
  return sockets.registrations.some(
    (each) =>
      (each.event === 'open' || each.event === 'message') &&
      isAlias(sockets, aliases, each.receiver) &&
      endsIn(sockets, each.handler, aliases),
  );
}

/** Inside of what handles a connection or a request, also through a function of the file that is called there. */
function isForSomebody(sockets: SocketFile, node: ts.Node, depth: number): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunctionNode(at)) continue;
    const around = at;
    if (isHandlerLike(around) && around.parameters.length > 0) return true;
    const registered = sockets.registrations.find((each) => sockets.functionOf(each.handler) === around);
    if (registered && /^(connection|upgrade|request)$/.test(registered.event)) return true;
    if (
      depth < 2 &&
      sockets
        .callsOf(around)
        .slice(0, 8)
        .some((call) => isForSomebody(sockets, call, depth + 1))
    )
      return true;
  }
  return false;
}

/** `await opened; ws.send(x); ws.close();` in the function that made it. */
function closesStraightAway(sockets: SocketFile, node: ts.NewExpression, aliases: Aliases): boolean {
  const around = functionAround(node);
  return sockets.calls.some(
    (call) =>
      around !== undefined &&
      ts.isPropertyAccessExpression(call.expression) &&
      /^(close|terminate)$/.test(call.expression.name.text) &&
      call.pos > node.pos &&
      functionAround(call) === around &&
      ts.isExpressionStatement(call.parent) &&
      isAlias(sockets, aliases, call.expression.expression),
  );
}

function functionAround(node: ts.Node): ts.Node | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunctionNode(at)) return at;
  return undefined;
}

/** A handler that closes the socket again, whatever comes, or when it has what it was opened for. */
function endsIn(sockets: SocketFile, handler: ts.Expression, aliases: Aliases): boolean {
  const start = sockets.functionOf(handler);
  if (!start?.body) return false;
  const answers = /\b(resolve|reject|done|callback|cb|process\.exit)\(/.test(sockets.file.text(start.body));
  let ends = false;
  const visit = (node: ts.Node, guarded: boolean): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const closes = /^(close|terminate|end|destroy)$/.test(node.expression.name.text);
      if (closes && (answers || !guarded) && isAlias(sockets, aliases, node.expression.expression))
        ends = true;
    }
    const branch =
      ts.isIfStatement(node) ||
      ts.isCaseOrDefaultClause(node) ||
      ts.isCatchClause(node) ||
      isFunctionNode(node);
    ts.forEachChild(node, (child) => visit(child, guarded || branch));
  };
  ts.forEachChild(start.body, (child) => visit(child, false));
  return ends;
}

function reconnectingClient(
  sockets: SocketFile,
  node: ts.NewExpression | ts.CallExpression,
  { turnedOffBy }: SocketClient,
  library: string,
): void {
  const { file } = sockets;
  const fact = factOf(file, node, library);
  fact.afterClose = 'backoff';
  for (const argument of node.arguments ?? []) {
    const value = turnedOffBy && readOptions(file, argument).members.get(turnedOffBy);
    if (!value || unwrap(value).kind !== ts.SyntaxKind.FalseKeyword) continue;
    fact.afterClose = connectsByHand(sockets) ? 'unknown' : 'off';
    fact.because = file.span(value.parent);
    const removal =
      ts.isPropertyAssignment(value.parent) && propertyName(value.parent.name) === turnedOffBy
        ? removalOf(file, value.parent)
        : undefined;
    if (removal)
      fact.addReconnect = { title: `Let ${library.replace(/-client$/, '')} reconnect`, edits: [removal] };
  }
  const later =
    fact.afterClose === 'backoff' && turnedOffBy !== undefined
      ? turnedOffLater(sockets, node, turnedOffBy)
      : undefined;
  if (later && !connectsByHand(sockets)) {
    fact.afterClose = 'off';
    fact.because = file.span(later);
  }
  file.facts.socketClients.push(fact);
}

/** `options.reconnection = false` before the socket is opened with `options`, in the same statements. */
function turnedOffLater(
  { file }: SocketFile,
  node: ts.NewExpression | ts.CallExpression,
  option: string,
): ts.Expression | undefined {
  if (!file.mentions(`.${option}`)) return undefined;
  let statement: ts.Node = node;
  while (statement.parent && !ts.isBlock(statement.parent) && !ts.isSourceFile(statement.parent)) {
    if (isFunctionNode(statement)) return undefined;
    statement = statement.parent;
  }
  const block = statement.parent;
  if (!block || !(ts.isBlock(block) || ts.isSourceFile(block))) return undefined;
  const index = (block.statements as readonly ts.Node[]).indexOf(statement);
  for (const each of block.statements.slice(0, index).reverse()) {
    if (!ts.isExpressionStatement(each) || !ts.isBinaryExpression(each.expression)) continue;
    const { left, right } = each.expression;
    if (!ts.isPropertyAccessExpression(left) || left.name.text !== option) continue;
    const holder = unwrap(left.expression);
    const isGiven = (node.arguments ?? []).some((given) => {
      const value = unwrap(given);
      return (
        ts.isIdentifier(holder) &&
        ts.isIdentifier(value) &&
        file.tree.declarationOf(value) === file.tree.declarationOf(holder)
      );
    });
    if (isGiven) return unwrap(right).kind === ts.SyntaxKind.FalseKeyword ? each.expression : undefined;
  }
  return undefined;
}

/** `socket.on('disconnect', () => setTimeout(() => socket.connect(), …))`. */
function connectsByHand(sockets: SocketFile): boolean {
  return sockets.registrations.some(({ event, handler }) => {
    if (!/^(disconnect|connect_error|close|error)$/.test(event)) return false;
    const start = sockets.functionOf(handler);
    if (!start) return true;
    let connects = false;
    sockets.reach(start, (node) => {
      if (ts.isCallExpression(node) && /^(re)?(connect|open)$/i.test(calleeName(node.expression) ?? ''))
        connects = true;
    });
    return connects;
  });
}
