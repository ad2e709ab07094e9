import type { SocketServer } from '../../libraries/contract/sockets';
import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, SocketServerFact } from '../facts';
import { splitPath } from '../reading/access-path';
import { calleeName, type FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { addHeartbeat } from './heartbeat-fix';
import { imports, isMadeAs, isOfPlainSockets, nameOfLibrary, socketAt, socketMadeBy } from './libraries';
import { numberOf } from './numbers';
import type { SocketFile } from './socket-file';

/** A probe that comes less often than this finds nothing that anybody still waits for: an hour, in milliseconds. */
const tooLate = 3_600_000;

/** Servers of sockets: made, registered as a plugin, or declared as a gateway. */
export function collectSocketServers(sockets: SocketFile): void {
  const { file } = sockets;
  for (const node of [...sockets.news, ...sockets.calls]) {
    const made = serverMadeBy(file, node);
    if (!made) continue;
    const { server, path } = made;
    const within = file.within(node);
    const name = holderName(file, node);
    const version = file.libraries.versionOf(splitPath(path).module);
    const fact: SocketServerFact = {
      library: nameOfLibrary(file, path),
      ...(version === undefined ? {} : { version }),
      span: file.span(node),
      calleeSpan: { start: node.getStart(file.tree.root), end: node.expression.end },
      ...heartbeatOf(file, node, server),
      ...(server.clients === undefined ? {} : { clients: server.clients }),
      ...(keepsServerOpen(file, node, path) ? { keepsServerOpen: true } : {}),
      ...(name === undefined ? {} : { name }),
      ...(within === undefined ? {} : { within }),
    };
    const fix = fact.heartbeat === 'none' ? addHeartbeat(file, node, server, name) : undefined;
    if (fix) fact.addHeartbeat = fix;
    file.facts.socketServers.push(fact);
  }
  for (const node of sockets.classes) collectGateway(sockets, node);
}

interface MadeServer {
  server: SocketServer;
  path: AccessPath;
}

function serverMadeBy(file: FileReader, node: ts.CallExpression | ts.NewExpression): MadeServer | undefined {
  if (ts.isCallExpression(node) && calleeName(node.expression) === 'register') {
    const path = node.arguments[0] && file.paths.of(unwrap(node.arguments[0]));
    const server = socketAt(file, path)?.server;
    return path !== undefined && server?.made === 'registered' ? { server, path } : undefined;
  }
  const path = socketMadeBy(file, node)?.path ?? inheritedPath(file, node);
  const server = socketAt(file, path)?.server;
  if (path === undefined || !server || !isMadeAs(server.made, node)) return undefined;
  // A server of HTTP serves sockets too only where it is told how.
  const needed = server.off?.in;
  if (needed !== undefined && !optionsOf(file, node, server.off?.at).some((each) => each.has(needed)))
    return undefined;
  return { server, path };
}

/** `class Chat extends WebSocketServer {}`. */
function inheritedPath(file: FileReader, node: ts.CallExpression | ts.NewExpression): AccessPath | undefined {
  const maker = node.expression;
  if (!ts.isNewExpression(node) || !ts.isIdentifier(maker)) return undefined;
  const declaration = file.tree.declarationOf(maker);
  if (!declaration || !ts.isClassDeclaration(declaration)) return undefined;
  const parent = declaration.heritageClauses?.find((each) => each.token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0];
  const path = parent && file.paths.of(parent.expression);
  return path === undefined ? undefined : `${path}()`;
}

function heartbeatOf(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  { heartbeat, off }: SocketServer,
): Pick<SocketServerFact, 'heartbeat' | 'turnedOff'> {
  if (heartbeat === 'none')
    return { heartbeat: imports(file, 'prober') || isEngineOfAnother(file, node) ? 'unknown' : 'none' };
  const turned = off && turnedOffBy(file, node, off);
  return turned ? { heartbeat: 'off', turnedOff: turned } : { heartbeat };
}

/** Whether its connections came through an HTTP server that waits for them. */
function keepsServerOpen(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  path: AccessPath,
): boolean {
  const ties = file.libraries.find('servers', path)?.keepsConnections?.with ?? [];
  return optionsOf(file, node, [0]).some((members) => ties.some((each) => members.has(each)));
}

/** `io.engine.ws = new WebSocketServer({ noServer: true })`: whoever it is given to probes its connections. */
function isEngineOfAnother(file: FileReader, node: ts.Expression): boolean {
  const holder = node.parent;
  if (!ts.isBinaryExpression(holder) || holder.right !== node) return false;
  const path = file.paths.of(holder.left);
  return path !== undefined && file.libraries.is(splitPath(path).module, 'rooms');
}

type Off = NonNullable<SocketServer['off']>;

function turnedOffBy(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  off: Off,
): SocketServerFact['turnedOff'] | undefined {
  const values = off.at
    ? optionsOf(file, node, off.at, off.in).flatMap((members) =>
        off.options.flatMap((name) => members.get(name) ?? []),
      )
    : optionsAnywhere(file, off.options);
  const value = values.find((each) => isOff(file, each));
  if (!value) return undefined;
  if (off.instead === undefined) return turnedOff(file, value);
  const { parent } = value;
  return {
    span: file.span(parent),
    text: file.text(parent),
    fix: { span: file.span(value), text: off.instead },
  };
}

/** The options that a call is given, by the arguments that hold them; `inner` is the member that has them. */
function optionsOf(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  at: readonly number[] = [],
  inner?: string,
): ReadonlyMap<string, ts.Expression | undefined>[] {
  return at.flatMap((index) => {
    const argument = node.arguments?.[index];
    if (!argument) return [];
    const { members } = readOptions(file, argument);
    if (inner === undefined) return [members];
    const own = members.get(inner);
    return own ? [readOptions(file, own).members] : [];
  });
}

/** Options of these names wherever they stand in the file: those of a route are given when it is added. */
function optionsAnywhere(file: FileReader, names: readonly string[]): ts.Expression[] {
  const found: ts.Expression[] = [];
  if (!names.some((each) => file.mentions(each))) return found;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && names.includes(propertyName(node.name) ?? ''))
      found.push(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file.tree.root);
  return found;
}

function isOff(file: FileReader, value: ts.Expression): boolean {
  if (unwrap(value).kind === ts.SyntaxKind.FalseKeyword) return true;
  const amount = numberOf(file, value);
  return amount !== undefined && (amount <= 0 || amount >= tooLate);
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

/** A gateway whose server is one of plain sockets: declared so, by its type. */
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
  if (path === undefined || !isOfPlainSockets(file, path)) return;
  const clients = socketAt(file, path)?.server?.clients;
  file.facts.socketServers.push({
    library: nameOfLibrary(file, path),
    ...(clients === undefined ? {} : { clients }),
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
