import type { Span } from '../../source/span';
import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath } from '../facts';
import { enclosingClass } from '../reading/access-path';
import { calleeName, type FileReader } from '../reading/file-reader';
import { imports, isNoServer, isOfPlainSockets, socketAt } from './libraries';

/** Members that change how a message is sent and not to whom. */
const modifiers = /^(volatile|local|sockets|server)$/;
/**
 * Whether what a message is sent on reaches everyone: a server that knows rooms, a namespace of a fixed name, or `socket.broadcast`. `assumes`
 * where only the model can tell that it is such a server. Undefined for all else.
 */
export function everyoneOf(
  file: FileReader,
  expression: ts.Expression,
  path: AccessPath,
): { assumes?: AccessPath } | undefined {
  const at = withoutModifiers(expression);
  if (isNamespaceOfOne(file, at)) return undefined;
  if (memberName(at) === 'broadcast' || (ts.isPropertyAccessExpression(at) && at.name.text === 'broadcast'))
    return {};
  if (/(^|[.#])(to|in|except)\(\)/.test(path) || isNarrowedLater(file, at)) return undefined;
  const known = socketAt(file, path);
  if (known?.sendsToAll) return {};
  if (known?.client) return undefined;
  if (isGatewayServer(file, at)) return {};
  return namedServer(file, at);
}

function withoutModifiers(expression: ts.Expression): ts.Expression {
  let at = unwrap(expression);
  while (
    ts.isPropertyAccessExpression(at) &&
    modifiers.test(at.name.text) &&
    at.expression.kind !== ts.SyntaxKind.ThisKeyword
  ) {
    const inner = unwrap(at.expression);
    // `app.server` may be anything; `io.sockets` is the server.
    if (at.name.text === 'server' && !/socket/i.test(inner.getText())) break;
    at = inner;
  }
  return at;
}

/** `io.of(`/tenant-${id}`)`, `io.of(/^\/tenant-/)`, `socket.nsp`: a namespace of a tenant's own. */
function isNamespaceOfOne(file: FileReader, at: ts.Expression): boolean {
  const node = resolved(file, at);
  if (ts.isCallExpression(node) && calleeName(node.expression) === 'of') {
    const [name] = node.arguments;
    const value = name && unwrap(name);
    if (!value) return false;
    if (ts.isStringLiteralLike(value)) return false;
    return !(ts.isIdentifier(value) && isConstantText(file, value));
  }
  return memberName(node) === 'nsp';
}

function isConstantText(file: FileReader, name: ts.Identifier): boolean {
  const declaration = file.tree.declarationOf(name);
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer !== undefined &&
    ts.isStringLiteralLike(unwrap(declaration.initializer))
  );
}

/** What a constant name stands for. */
function resolved(file: FileReader, at: ts.Expression): ts.Expression {
  if (!ts.isIdentifier(at)) return at;
  const declaration = file.tree.declarationOf(at);
  return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
    ? unwrap(declaration.initializer)
    : at;
}

/** `let target = io; for (…) target = target.to(room); target.emit(…)`; also one arm of a choice. */
function isNarrowedLater(file: FileReader, at: ts.Expression): boolean {
  const scoped = (node: ts.Expression): boolean => /\.(to|in|except)\(/.test(file.text(node));
  if (ts.isCallExpression(at)) return false;
  if (scoped(resolved(file, at))) return true;
  return ts.isIdentifier(at) && file.values.mutationsOf(at).some((each) => scoped(each.value));
}

/** `@WebSocketServer() server` of a Nest gateway, whatever type it is given. */
function isGatewayServer(file: FileReader, at: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(at) || at.expression.kind !== ts.SyntaxKind.ThisKeyword) return false;
  if (!imports(file, 'gateways')) return false;
  const member = enclosingClass(at)?.members.find((each) => propertyName(each.name) === at.name.text);
  if (!member || !ts.isPropertyDeclaration(member)) return false;
  const type = member.type ? file.paths.ofType(member.type) : undefined;
  if (type !== undefined && isOfPlainSockets(file, type)) return false;
  return (ts.getDecorators(member) ?? []).some((each) => /\bWebSocketServer\b/.test(file.text(each)));
}

/** What is called `io` and may be a server that knows rooms: a parameter, a member, something kept on the app, or another file's. */
function namedServer(file: FileReader, at: ts.Expression): { assumes?: AccessPath } | undefined {
  const node =
    ts.isCallExpression(at) &&
    calleeName(at.expression) === 'of' &&
    ts.isPropertyAccessExpression(at.expression)
      ? unwrap(at.expression.expression)
      : at;
  const path = file.paths.of(node) ?? '';
  const value = resolved(file, node);
  if (isKeptOnApp(file, value)) return {};
  if (isNoServer(file, path)) return undefined;
  const name =
    calleeName(node) ?? (ts.isCallExpression(node) ? calleeName(node.expression) : undefined) ?? '';
  const isNamed =
    /^_?(io|getIO|getIo|useIO|socketio|socketIO|socketIo|ioServer|ioInstance|getSocketIO|getSocketServer)$/.test(
      name,
    );
  // `ioServer` of another file is what that file says.
  if (file.isProjectPath(path))
    return isNamed || /socket|realtime|gateway|io\b/i.test(path) ? { assumes: path } : undefined;
  if (!isNamed) return undefined;
  return imports(file, 'rooms-client') && !imports(file, 'rooms') ? undefined : {};
}

/** `req.app.get('io')`, `app.locals.io`, `global.io`, `fastify.io`, `req.io`. */
function isKeptOnApp(file: FileReader, node: ts.Expression): boolean {
  if (ts.isCallExpression(node) && calleeName(node.expression) === 'get') {
    const [key] = node.arguments;
    return (
      key !== undefined &&
      ts.isStringLiteralLike(key) &&
      /^(io|socketio|socket\.?io|socket-io)$/i.test(key.text)
    );
  }
  return memberName(node) === 'io' && !/^this\b/.test(file.text(node));
}

/** A room in scope that can be sent to instead: its name, with the edit. */
export function narrowTo(
  file: FileReader,
  node: ts.CallExpression,
  at: ts.Expression,
): { room: string; edits: { span: Span; text: string }[] } | undefined {
  const room = roomInScope(node) ?? joinedRoom(file, node);
  if (room === undefined) return undefined;
  // `socket.broadcast.emit` leaves its own socket out, and so does `socket.to(room).emit`.
  const sender =
    ts.isPropertyAccessExpression(at) && at.name.text === 'broadcast' ? unwrap(at.expression) : at;
  const span = { start: sender.end, end: at.end };
  return { room, edits: [{ span, text: `.to(${room})` }] };
}

/** The room that one of the functions around is given. */
function roomInScope(node: ts.Node): string | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunctionNode(at)) continue;
    for (const parameter of at.parameters) {
      const name = namesIn(parameter.name).find((each) =>
        /^(room|roomId|roomName|channel|channelId)$/.test(each),
      );
      if (name !== undefined) return name;
    }
  }
  return undefined;
}

/** The file joins sockets to a room named by a value, and the function is given a value of that name: `tenant:${tenantId}`. */
function joinedRoom(file: FileReader, node: ts.Node): string | undefined {
  const joins = file.tree.root.text.matchAll(/\.join\(\s*`([^`$]*)\$\{(?:[\w$?.]+\.)?(\w+)\}([^`$]*)`\s*\)/g);
  for (const [, before, name, after] of joins)
    for (let at = node.parent; at; at = at.parent)
      if (isFunctionNode(at) && at.parameters.some((each) => namesIn(each.name).includes(name ?? '')))
        return `\`${before}\${${name}}${after}\``;
  return undefined;
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) => (ts.isOmittedExpression(each) ? [] : namesIn(each.name)));
}
