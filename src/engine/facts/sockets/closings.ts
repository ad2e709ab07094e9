import { type FunctionNode, isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { SocketClosingFact } from '../facts';
import { calleeName } from '../reading/file-reader';
import { nameOf } from '../reading/function-syntax';
import { isNoServer, socketAt } from './libraries';
import type { SocketFile } from './socket-file';

const closing = /^(close|disconnect|disconnecting|end)$/;
/** Methods that are called when a socket closes, by what frameworks and people call them. */
const closingNames =
  /^(handleDisconnect(ion|ed)?|onDisconnect(ed|ion)?|handleClose|onClose|onclose|ondisconnect|handleSocketClose|onSocketClose)$/;

/** What runs when a socket closes; `ran` gets every node of it, also of sweeps that a timer starts. */
export function collectClosings(sockets: SocketFile, ran: (node: ts.Node) => void): SocketClosingFact[] {
  const found: SocketClosingFact[] = [];
  for (const { event, handler, node, receiver } of sockets.registrations)
    if (closing.test(event) && !isServer(sockets, receiver)) found.push(run(sockets, node, handler, ran));
  for (const each of sockets.functions) if (isClosing(each)) found.push(run(sockets, each, each, ran));
  for (const call of sockets.calls) {
    const name = calleeName(call.expression);
    const [first, event] = call.arguments;
    if (name === 'setInterval' && first) {
      const start = sockets.functionOf(first);
      if (start) sockets.reach(start, ran);
    }
    // `await once(socket, 'close')`: what follows stands in the same function.
    if (name === 'once' && event && ts.isStringLiteralLike(event) && closing.test(event.text)) {
      const around = functionAround(call);
      if (around) sockets.reach(around, ran);
    }
  }
  // `for await (const message of socket)` ends when the socket does.
  for (const loop of sockets.loops)
    if (ts.isForOfStatement(loop) && loop.awaitModifier) {
      const around = functionAround(loop);
      if (around) sockets.reach(around, ran);
    }
  return found;
}

/** What closes when the process ends, and not with one socket. */
function isServer({ file }: SocketFile, receiver: ts.Expression): boolean {
  const path = file.paths.of(receiver) ?? '';
  return (
    socketAt(file, path)?.server !== undefined ||
    isNoServer(file, path) ||
    /^(this\.)?_?(wss|io|server|httpServer)$/.test(file.text(receiver))
  );
}

function run(
  sockets: SocketFile,
  node: ts.Node,
  handler: ts.Node,
  ran: (node: ts.Node) => void,
): SocketClosingFact {
  const { file } = sockets;
  const start = isFunctionNode(handler) ? handler : sockets.functionOf(handler as ts.Expression);
  const fact: SocketClosingFact = { span: file.span(node), open: start === undefined, calls: [] };
  const note = (expression: ts.Expression, at: ts.Node): void => {
    const callee = file.paths.of(expression);
    const within = file.within(at);
    fact.calls.push({
      method: calleeName(expression) ?? '',
      span: file.span(at),
      ...(callee === undefined ? {} : { callee }),
      ...(within === undefined ? {} : { within }),
    });
  };
  if (!start) {
    // `socket.on('close', manager.leave)`, perhaps bound.
    const named = unwrap(handler as ts.Expression);
    const bound =
      ts.isCallExpression(named) &&
      calleeName(named.expression) === 'bind' &&
      ts.isPropertyAccessExpression(named.expression)
        ? named.expression.expression
        : named;
    if (!ts.isCallExpression(bound)) {
      note(bound, node);
      fact.open = file.paths.of(bound) === undefined || /^param:/.test(file.paths.of(bound) ?? '');
    }
    return fact;
  }
  sockets.reach(start, (each) => {
    ran(each);
    if (ts.isCallExpression(each) && !sockets.functionOf(each.expression)) note(each.expression, each);
  });
  return fact;
}

/** `handleDisconnect(client) {}` of a gateway; `close(ws) {}` beside `open` and `message`. */
function isClosing(node: FunctionNode): boolean {
  const name = nameOf(node);
  const text = name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) ? name.text : undefined;
  if (text === undefined) return false;
  if (closingNames.test(text)) return true;
  const holder = ts.isMethodDeclaration(node) ? node.parent : node.parent?.parent;
  return (
    text === 'close' &&
    holder !== undefined &&
    ts.isObjectLiteralExpression(holder) &&
    holder.properties.some(
      (each) => propertyName(each.name) === 'message' || propertyName(each.name) === 'open',
    )
  );
}

function functionAround(node: ts.Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunctionNode(at)) return at;
  return undefined;
}
