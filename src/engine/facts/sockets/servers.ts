import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { SocketServerFact } from '../facts';
import { calleeName, type FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { addHeartbeat } from './heartbeat-fix';
import { probingPackages, serverLibrary } from './libraries';
import { numberOf } from './numbers';
import type { SocketFile } from './socket-file';

/** Where the options of each library's server may stand. */
const optionsAt: Record<string, readonly number[]> = { ws: [0], 'socket.io': [1, 0], 'express-ws': [2] };

/** A probe that comes less often than this finds nothing that anybody still waits for: an hour, in milliseconds. */
const tooLate = 3_600_000;

/** Servers of sockets: made, registered as a plugin, or declared as a gateway. */
export function collectSocketServers(sockets: SocketFile): void {
  const { file } = sockets;
  for (const node of [...sockets.news, ...sockets.calls]) {
    const library = libraryOf(file, node);
    if (library === undefined) continue;
    const within = file.within(node);
    const name = holderName(file, node);
    const fact: SocketServerFact = {
      library,
      span: file.span(node),
      calleeSpan: { start: node.getStart(file.tree.root), end: node.expression.end },
      ...heartbeatOf(file, node, library),
      ...(name === undefined ? {} : { name }),
      ...(within === undefined ? {} : { within }),
    };
    const fix = fact.heartbeat === 'none' ? addHeartbeat(file, node, library, name) : undefined;
    if (fix) fact.addHeartbeat = fix;
    file.facts.socketServers.push(fact);
  }
  for (const node of sockets.classes) collectGateway(sockets, node);
}

function libraryOf(file: FileReader, node: ts.CallExpression | ts.NewExpression): string | undefined {
  if (ts.isCallExpression(node) && calleeName(node.expression) === 'register') {
    const plugin = node.arguments[0] && file.paths.of(unwrap(node.arguments[0]));
    return plugin !== undefined && /^(@fastify\/websocket|fastify-websocket)#/.test(plugin)
      ? '@fastify/websocket'
      : undefined;
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return undefined;
  // `require('ws')` is no call of what it returns.
  if (ts.isIdentifier(node.expression) && node.expression.text === 'require') return undefined;
  const made = file.paths.of(node.expression);
  if (made === undefined) return undefined;
  const library =
    serverLibrary(made) ?? (ts.isNewExpression(node) ? inheritedLibrary(file, node.expression) : undefined);
  // `WebSocket.Server` called without `new` makes nothing in the `ws` package.
  return library === 'ws' && ts.isCallExpression(node) ? undefined : library;
}

/** `class Chat extends WebSocketServer {}`. */
function inheritedLibrary(file: FileReader, maker: ts.Expression): string | undefined {
  const declaration = ts.isIdentifier(maker) ? file.tree.declarationOf(maker) : undefined;
  if (!declaration || !ts.isClassDeclaration(declaration)) return undefined;
  const parent = declaration.heritageClauses?.find((each) => each.token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0];
  const path = parent && file.paths.of(parent.expression);
  return path === undefined ? undefined : serverLibrary(path);
}

function heartbeatOf(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  library: string,
): Pick<SocketServerFact, 'heartbeat' | 'turnedOff'> {
  if (library === 'uWebSockets.js') return microHeartbeat(file, node);
  if (library !== 'socket.io')
    return { heartbeat: file.importedFromPackage(probingPackages) === undefined ? 'none' : 'unknown' };
  for (const index of optionsAt['socket.io'] ?? []) {
    const options = node.arguments?.[index] && readOptions(file, node.arguments[index]);
    for (const name of [
      'pingInterval',
      'pingTimeout',
      'heartbeats',
      'heartbeat interval',
      'heartbeatInterval',
    ]) {
      const value = options?.members.get(name);
      if (value && isOff(file, value)) return { heartbeat: 'off', turnedOff: turnedOff(file, value) };
    }
  }
  return { heartbeat: 'own' };
}

function isOff(file: FileReader, value: ts.Expression): boolean {
  if (unwrap(value).kind === ts.SyntaxKind.FalseKeyword) return true;
  const amount = numberOf(file, value);
  return amount !== undefined && (amount <= 0 || amount >= tooLate);
}

/** `app.ws('/x', { idleTimeout: 0 })` of uWebSockets.js, which closes silent sockets after two minutes unless it is told not to. */
function microHeartbeat(
  file: FileReader,
  made: ts.CallExpression | ts.NewExpression,
): Pick<SocketServerFact, 'heartbeat' | 'turnedOff'> {
  let result: Pick<SocketServerFact, 'heartbeat' | 'turnedOff'> = { heartbeat: 'own' };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && propertyName(node.name) === 'idleTimeout') {
      const amount = numberOf(file, node.initializer);
      if (amount === 0)
        result = {
          heartbeat: 'off',
          turnedOff: {
            span: file.span(node),
            text: file.text(node),
            fix: { span: file.span(node.initializer), text: '120' },
          },
        };
    }
    ts.forEachChild(node, visit);
  };
  if (made.parent) visit(file.tree.root);
  return result;
}

/** The option, and its removal with the comma that belongs to it. */
function turnedOff(file: FileReader, value: ts.Expression): SocketServerFact['turnedOff'] {
  const property = value.parent;
  const span = file.span(property);
  const fix = removalOf(file, property);
  return { span, text: file.text(property), ...(fix ? { fix } : {}) };
}

/** How a property goes out of its object literal: with its comma, and with its line when it has one of its own. */
export function removalOf(
  file: FileReader,
  property: ts.Node,
): { span: { start: number; end: number }; text: string } | undefined {
  if (!ts.isPropertyAssignment(property) || !ts.isObjectLiteralExpression(property.parent)) return undefined;
  const { properties } = property.parent;
  const at = properties.indexOf(property);
  const next = properties[at + 1];
  const before = properties[at - 1];
  if (next)
    return {
      span: { start: property.getStart(file.tree.root), end: next.getStart(file.tree.root) },
      text: '',
    };
  if (before) return { span: { start: before.end, end: property.end }, text: '' };
  return { span: { start: property.parent.getStart(file.tree.root), end: property.parent.end }, text: '{}' };
}

/** A Nest gateway whose server is one of `ws`: declared so, by its type. */
function collectGateway({ file }: SocketFile, node: ts.ClassLikeDeclaration): void {
  const decorator = ts
    .getDecorators(node)
    ?.find(
      (each) =>
        ts.isCallExpression(each.expression) && calleeName(each.expression.expression) === 'WebSocketGateway',
    );
  if (!decorator) return;
  const server = node.members.find(
    (each) => ts.isPropertyDeclaration(each) && /\bWebSocketServer\b/.test(decorators(file, each)),
  );
  if (!server || !ts.isPropertyDeclaration(server)) return;
  const path = file.paths.ofType(server.type);
  if (path === undefined || !/^ws#/.test(path)) return;
  file.facts.socketServers.push({
    library: 'ws',
    name: `this.${propertyName(server.name) ?? 'server'}`,
    span: file.span(decorator),
    calleeSpan: file.span(decorator),
    heartbeat: 'none',
  });
}

function decorators(file: FileReader, node: ts.HasDecorators): string {
  return (ts.getDecorators(node) ?? []).map((each) => file.text(each)).join(' ');
}

/** `wss` of `const wss = new …`, `this.wss` of `this.wss = new …`. */
export function holderName(file: FileReader, node: ts.Expression): string | undefined {
  let at: ts.Node = node;
  while (
    ts.isParenthesizedExpression(at.parent) ||
    ts.isAsExpression(at.parent) ||
    ts.isAwaitExpression(at.parent) ||
    ts.isNonNullExpression(at.parent)
  )
    at = at.parent;
  const holder = at.parent;
  if (ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)) return holder.name.text;
  if (ts.isBinaryExpression(holder) && holder.right === at) return file.text(holder.left);
  if (ts.isPropertyDeclaration(holder)) {
    const name = propertyName(holder.name);
    return name === undefined
      ? undefined
      : `this.${ts.isPrivateIdentifier(holder.name) ? holder.name.text : name}`;
  }
  return undefined;
}
