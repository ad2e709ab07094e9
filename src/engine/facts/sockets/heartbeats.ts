import { type FunctionNode, isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { HeartbeatFact } from '../facts';
import { calleeName, type FileReader } from '../reading/file-reader';
import { nameOf } from '../reading/function-syntax';
import { readOptions } from '../reading/options-object';
import { isOfOtherLibrary, socketMadeBy } from './libraries';
import type { SocketFile } from './socket-file';

const probe = /ping|heart-?beat|keep-?alive/i;
const silence = /isAlive|alive|idle|inactiv|stale|last_?(seen|pong|ping|message|activ|heard|beat)/i;
const idle = /heart|ping|alive|idle|inactiv|stale/i;

/** Probes that are sent again and again, and ends of connections that stay silent. */
export function collectHeartbeats(sockets: SocketFile): void {
  const { file } = sockets;
  const found = new Map<ts.Node, HeartbeatFact['kind']>();
  for (const call of sockets.calls) {
    const name = calleeName(call.expression) ?? '';
    if (/^setInterval$|^(schedule|scheduleJob|cron|every)$/.test(name)) repeated(sockets, call, found);
    else if (name === 'setTimeout') silenced(sockets, call, found);
    else if (name === 'ping' && isOfSocket(file, call) && isInNamedFunction(call)) found.set(call, 'ping');
    else if (keepsAlive(file, call)) found.set(call, 'ping');
  }
  for (const [node, kind] of found) {
    const within = file.within(node);
    file.facts.heartbeats.push({ kind, span: file.span(node), ...(within === undefined ? {} : { within }) });
  }
  file.facts.heartbeats.sort((a, b) => a.span.start - b.span.start);
}

/** `setInterval(() => …)`: what it does each time. */
function repeated(
  sockets: SocketFile,
  timer: ts.CallExpression,
  found: Map<ts.Node, HeartbeatFact['kind']>,
): void {
  for (const argument of timer.arguments) {
    const callback = sockets.functionOf(argument);
    if (!callback) continue;
    sockets.reach(callback, (node) => {
      if (!ts.isCallExpression(node)) return;
      const name = calleeName(node.expression) ?? '';
      if (name === 'ping' && isOfSocket(sockets.file, node)) found.set(node, 'ping');
      else if (name === 'terminate' && isOfSocket(sockets.file, node)) found.set(node, 'terminate');
      // `if (Date.now() - socket.lastSeen > limit) socket.close()`.
      else if (
        name === 'close' &&
        isOfSocket(sockets.file, node) &&
        silence.test(sockets.file.text(callback))
      )
        found.set(node, 'terminate');
      else if (/^(send|emit|write|sendMessage|sendJson|json)$/i.test(name) && sendsProbe(sockets, node))
        found.set(node, 'ping');
      // A helper of another file that says what it does.
      else if (name !== 'ping' && /^(send)?(ping|heartbeat|keepAlive)\w*$/i.test(name))
        found.set(node, 'ping');
    });
  }
}

function sendsProbe(sockets: SocketFile, call: ts.CallExpression): boolean {
  return call.arguments.some((argument) => {
    const node = unwrap(argument);
    if (probe.test(sockets.file.text(node))) return true;
    const declaration = ts.isIdentifier(node) ? sockets.file.tree.declarationOf(node) : undefined;
    return (
      declaration !== undefined &&
      ts.isVariableDeclaration(declaration) &&
      declaration.initializer !== undefined &&
      probe.test(sockets.file.text(declaration.initializer))
    );
  });
}

/** `this.pingTimeout = setTimeout(() => socket.terminate(), …)`: a timer that each sign of life starts anew. */
function silenced(
  sockets: SocketFile,
  timer: ts.CallExpression,
  found: Map<ts.Node, HeartbeatFact['kind']>,
): void {
  const { file } = sockets;
  const [callback] = timer.arguments;
  const target = callback && sockets.functionOf(callback);
  if (!target) return;
  const holder = timer.parent;
  const kept = ts.isBinaryExpression(holder)
    ? file.text(holder.left)
    : ts.isVariableDeclaration(holder)
      ? file.text(holder.name)
      : '';
  const names = [kept, ...namesAround(timer)].join(' ');
  sockets.reach(target, (node) => {
    if (!ts.isCallExpression(node)) return;
    const name = calleeName(node.expression) ?? '';
    const ends =
      /^(terminate|close|disconnect|destroy)$/.test(name) &&
      (idle.test(names) || startsAnew(file, timer, kept));
    if (ends && isOfSocket(file, node)) found.set(node, 'terminate');
    // A timer that starts itself again is an interval.
    else if (name === 'ping' && isOfSocket(file, node)) found.set(node, 'ping');
  });
}

/** `clearTimeout(timer); timer = setTimeout(…)` in one function: each call of it puts the end off. */
function startsAnew(file: FileReader, timer: ts.CallExpression, kept: string): boolean {
  let owner: ts.Node = timer;
  while (owner.parent && !isFunctionNode(owner)) owner = owner.parent;
  return (
    kept !== '' && ts.isBinaryExpression(timer.parent) && file.text(owner).includes(`clearTimeout(${kept})`)
  );
}

function namesAround(node: ts.Node): string[] {
  const names: string[] = [];
  for (let at = node.parent; at; at = at.parent) {
    const name = isFunctionNode(at) ? nameOf(at as FunctionNode) : undefined;
    if (name) names.push(name.getText());
  }
  return names;
}

/** A call on something that may be a socket: not on a database, a worker, or a package that is none of sockets. */
function isOfSocket(file: FileReader, call: ts.CallExpression): boolean {
  const callee = unwrap(call.expression);
  if (memberName(callee) === undefined) return false;
  const receiver = (callee as ts.PropertyAccessExpression).expression;
  if (/(^|\.)(redis|db|database|mongo|worker|child|prisma|sequelize|admin\(\))$/i.test(file.text(receiver)))
    return false;
  const path = file.paths.of(receiver) ?? '';
  return !isOfOtherLibrary(file, path);
}

function isInNamedFunction(node: ts.Node): boolean {
  for (let at = node.parent; at; at = at.parent) if (isFunctionNode(at) && nameOf(at)) return true;
  return false;
}

/** `applyWSSHandler({ wss, keepAlive: { enabled: true } })`: what is given the server probes its connections. */
function keepsAlive(file: FileReader, call: ts.CallExpression): boolean {
  const option = socketMadeBy(file, call)?.entry.probesWith;
  const [options] = call.arguments;
  if (option === undefined || !options) return false;
  const own = readOptions(file, options).members.get(option);
  const enabled = own && readOptions(file, own).members.get('enabled');
  return enabled !== undefined && unwrap(enabled).kind !== ts.SyntaxKind.FalseKeyword;
}
