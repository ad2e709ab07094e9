import { isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { SocketClientFact } from '../facts';
import { calleeName, type FileReader } from '../reading/file-reader';
import { nameOf } from '../reading/function-syntax';
import { type Aliases, isAlias } from './aliases';
import { numberOf } from './numbers';
import type { SocketFile, Wait } from './socket-file';

/** What happens after a socket closed, and where it is decided. */
export interface AfterClose {
  what: SocketClientFact['afterClose'];
  because?: ts.Node;
}

/** Functions that connect again, as their names say; asked where the function itself cannot be seen. */
const connects =
  /re-?connect|re-?open|retry|^connect|Connect$|attempt|^(init|start|open|create|setup|establish|make)\w*(socket|ws|connection)$|^restart|^forceUpdate$/i;
/** Whoever is told that the socket closed may open the next one. */
const tells = /^_?(on|handle|emit|notify|trigger|fire)_?(close|disconnect|end|error|down|lost|drop)\w*$/i;

/** What follows when the socket closes, told from its close handlers and from timers that look after it. */
export function afterClose(sockets: SocketFile, made: ts.NewExpression, aliases: Aliases): AfterClose {
  const handlers = sockets.registrations.filter(
    (each) => each.event === 'close' && isAlias(sockets, aliases, each.receiver),
  );
  let best: AfterClose = { what: 'nothing' };
  for (const { handler } of handlers) best = better(best, afterHandler(sockets, made, handler, aliases));
  return best.what === 'nothing' ? better(best, lookedAfter(sockets, made)) : best;
}

const order: readonly AfterClose['what'][] = [
  'nothing',
  'at once',
  'fixed',
  'unknown',
  'handed on',
  'backoff',
];

function better(a: AfterClose, b: AfterClose): AfterClose {
  return order.indexOf(b.what) > order.indexOf(a.what) ? b : a;
}

function afterHandler(
  sockets: SocketFile,
  made: ts.NewExpression,
  handler: ts.Expression,
  aliases: Aliases,
): AfterClose {
  const start = sockets.functionOf(handler);
  if (!start)
    return unwrap(handler).kind === ts.SyntaxKind.NullKeyword ? { what: 'nothing' } : { what: 'handed on' };
  let result: AfterClose = { what: 'nothing' };
  sockets.reach(start, (node, wait) => {
    if (node === made || (ts.isNewExpression(node) && sameClass(sockets.file, node, made))) {
      if (result.what === 'nothing' || result.what === 'unknown') result = paceOf(sockets, wait, node);
      return;
    }
    if (result.what !== 'nothing' || !ts.isCallExpression(node)) return;
    const name = calleeName(node.expression) ?? '';
    if (name === 'setTimeout' || name === 'setInterval') {
      // `setTimeout(reconnect, 1000)` of a function that is not seen.
      const [callback] = node.arguments;
      if (callback && !sockets.functionOf(callback) && connects.test(lastName(callback)))
        result = { what: 'unknown' };
    } else if (endsAnother(sockets, node, name, aliases)) result = { what: 'handed on' };
    else if (!sockets.functionOf(node.expression)) result = unseen(sockets, made, node, name) ?? result;
  });
  return result;
}

/** `upstream.on('close', () => client.close())`: whoever was connected to this connects again. */
function endsAnother(sockets: SocketFile, call: ts.CallExpression, name: string, aliases: Aliases): boolean {
  return (
    /^(close|end|destroy|terminate)$/.test(name) &&
    ts.isPropertyAccessExpression(call.expression) &&
    !isAlias(sockets, aliases, call.expression.expression)
  );
}

/** What a call of something that the file does not show may do for the socket. */
function unseen(
  sockets: SocketFile,
  made: ts.NewExpression,
  call: ts.CallExpression,
  name: string,
): AfterClose | undefined {
  if (/^(console|log|logger|\w+\.log(ger)?)\./.test(sockets.file.text(call.expression))) return undefined;
  if (connects.test(name) || name === 'reload' || name === 'exit') return { what: 'unknown' };
  // State that makes the effect run again.
  if (/^set[A-Z]\w*(try|tries|attempt|connect|key|nonce|version|trigger|epoch|generation)\w*$/i.test(name))
    return { what: 'unknown' };
  if (runsEffectAgain(sockets, made, call)) return { what: 'unknown' };
  if (tells.test(name) || name === 'reject' || name === 'resolve') return { what: 'handed on' };
  const [event] = call.arguments;
  if (/^(emit|dispatchEvent|trigger|next|publish|fail|error|complete)$/.test(name) && event)
    return /^(next|fail|error|complete)$/.test(name) ||
      /close|disconnect|end|lost|down|reconnect/i.test(sockets.file.text(event))
      ? { what: 'handed on' }
      : undefined;
  return undefined;
}

/** `setConnected(false)`, where the effect that opens the socket depends on `connected`. */
function runsEffectAgain(sockets: SocketFile, made: ts.NewExpression, call: ts.CallExpression): boolean {
  const callee = unwrap(call.expression);
  const state = ts.isIdentifier(callee) ? sockets.stateOf(callee) : undefined;
  if (!state) return false;
  for (let at: ts.Node = made.parent; at; at = at.parent) {
    if (!ts.isCallExpression(at) || !/^use\w*Effect$/.test(calleeName(at.expression) ?? '')) continue;
    const [, dependencies] = at.arguments;
    return (
      dependencies !== undefined &&
      ts.isArrayLiteralExpression(dependencies) &&
      dependencies.elements.some((each) => sockets.file.text(each) === sockets.file.text(state))
    );
  }
  return false;
}

function lastName(node: ts.Expression): string {
  const inner = unwrap(node);
  return ts.isIdentifier(inner) ? inner.text : (memberName(inner) ?? '');
}

function sameClass(file: FileReader, node: ts.NewExpression, made: ts.NewExpression): boolean {
  return file.text(node.expression) === file.text(made.expression);
}

/** A timer that opens the socket again when it finds it closed, or a loop that opens one after another. */
function lookedAfter(sockets: SocketFile, made: ts.NewExpression): AfterClose {
  const openers = functionsAround(made);
  if (isInEndlessLoop(made)) return { what: 'unknown', because: made };
  for (const call of sockets.calls) {
    const target = sockets.functionOf(call.expression);
    if (target && openers.has(target) && isInEndlessLoop(call)) return { what: 'unknown', because: call };
    const name = calleeName(call.expression);
    const [callback, delay] = call.arguments;
    if (!callback || (name !== 'setInterval' && name !== 'setTimeout')) continue;
    const start = sockets.functionOf(callback);
    if (!start) continue;
    let opens = false;
    sockets.reach(start, (node) => {
      opens ||= node === made;
    });
    if (!opens) continue;
    if (name === 'setInterval') return { what: 'fixed', because: delay ?? call };
    // What stands in the socket's own function was looked at with its handlers; a delayed start is no second attempt.
    const [own] = openers;
    if (own && !contains(own, call) && !contains(start, made)) return { what: 'unknown', because: call };
  }
  return { what: 'nothing' };
}

function contains(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}

/** The functions around a node, innermost first. */
function functionsAround(node: ts.Node): Set<ts.Node> {
  const found = new Set<ts.Node>();
  for (let at = node.parent; at; at = at.parent) if (isFunctionNode(at)) found.add(at);
  return found;
}

/** A `while`, or a `for` without an end, in the same function. */
function isInEndlessLoop(node: ts.Node): boolean {
  for (let at = node.parent; at && !isFunctionNode(at); at = at.parent) {
    if (ts.isWhileStatement(at) || ts.isDoStatement(at)) return true;
    if (ts.isForStatement(at)) return true;
  }
  return false;
}

function paceOf(sockets: SocketFile, wait: Wait | undefined, node: ts.Node): AfterClose {
  if (!wait) return { what: 'at once', because: node };
  if (wait.kind === 'unknown') return { what: 'unknown' };
  const { delay } = wait;
  if (!delay) return { what: 'at once', because: node };
  if (numberOf(sockets.file, delay) === 0) return { what: 'at once', because: delay };
  return { what: varies(sockets, delay, 0), because: delay };
}

/** Whether a delay grows from one attempt to the next. */
function varies(
  sockets: SocketFile,
  expression: ts.Expression,
  depth: number,
): 'fixed' | 'backoff' | 'unknown' {
  const { file } = sockets;
  const node = unwrap(expression);
  if (ts.isNumericLiteral(node)) return 'fixed';
  if (depth > 5) return 'unknown';
  if (ts.isCallExpression(node))
    return /^(Number|parseInt|parseFloat|ms)$/.test(file.text(node.expression)) ? 'fixed' : 'backoff';
  if (ts.isConditionalExpression(node) || ts.isElementAccessExpression(node)) return 'backoff';
  if (ts.isBinaryExpression(node)) {
    const parts = [varies(sockets, node.left, depth + 1), varies(sockets, node.right, depth + 1)];
    return parts.includes('backoff') ? 'backoff' : parts.includes('unknown') ? 'unknown' : 'fixed';
  }
  if (isChanged(file, node)) return 'backoff';
  if (!ts.isIdentifier(node)) return ts.isPropertyAccessExpression(node) ? 'fixed' : 'unknown';
  const declaration = file.tree.declarationOf(node);
  if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
    return varies(sockets, declaration.initializer, depth + 1);
  if (declaration && ts.isParameter(declaration)) return ofParameter(sockets, declaration, depth);
  return declaration ? 'fixed' : 'unknown';
}

/** A parameter varies when a call of its function gives it something that does: `connect(delay * 2)`. */
function ofParameter(
  sockets: SocketFile,
  parameter: ts.ParameterDeclaration,
  depth: number,
): 'fixed' | 'backoff' | 'unknown' {
  const owner = parameter.parent;
  if (!isFunctionNode(owner) || !nameOf(owner)) return 'fixed';
  const index = owner.parameters.indexOf(parameter);
  const given = sockets.calls
    .filter((call) => sockets.functionOf(call.expression) === owner)
    .flatMap((call) => call.arguments[index] ?? []);
  // `delay * 2` of the parameter itself is what makes it grow.
  const grows = given.some(
    (each) =>
      !ts.isNumericLiteral(unwrap(each)) &&
      !ts.isIdentifier(unwrap(each)) &&
      !ts.isPropertyAccessExpression(unwrap(each)),
  );
  if (grows) return 'backoff';
  return given.some((each) => ts.isIdentifier(unwrap(each)) && varies(sockets, each, depth + 2) === 'backoff')
    ? 'backoff'
    : 'fixed';
}

/** Whether the file changes a variable or member after it was declared: `delay *= 2`, `attempts++`, `this.delay = …`. */
function isChanged(file: FileReader, node: ts.Expression): boolean {
  const words = file.text(node).replace(/[^\w]/g, '\\$&').replace(/\\\?/g, '\\??');
  const changed = new RegExp(
    `(?<!\\b(?:const|let|var)\\s+)(?<![\\w$.])${words}(?::[^=;]+)?\\s*(?:\\+\\+|--|(?:[*+/-]|\\*\\*)=|=(?![=>]))|(?:\\+\\+|--)\\s*${words}\\b`,
    'g',
  );
  const declaration = ts.isIdentifier(node) ? file.tree.declarationOf(node) : undefined;
  const declared = declaration?.getStart(file.tree.root);
  return [...file.tree.root.text.matchAll(changed)].some((match) => match.index !== declared);
}
