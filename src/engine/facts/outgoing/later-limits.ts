import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { UselessLimit } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { isHandedOn } from '../reading/function-syntax';
import type { Hearing, Limit } from './limits';

/** What becomes of the request that a call gives: whether its `timeout` is heard, and a limit that is set on it. */
export interface LaterLimit {
  heard: Hearing;
  limit: Limit;
  useless: UselessLimit[];
}

/**
 * `http.request(…)` whose request is limited afterwards: `.setTimeout(ms, listener)` and `.on('timeout', …)` end it, and `.setTimeout(ms)` alone
 * only emits an event.
 */
export function limitOfRequest(file: FileReader, node: ts.CallExpression): LaterLimit {
  const { calls, handedOn } = usesOf(file, node);
  const isHeard = calls.some(hears);
  if (isHeard) return { heard: true, limit: 'set', useless: [] };
  const isSet = calls.some((each) => memberName(unwrap(each.expression)) === 'setTimeout');
  // Who gets the request may listen to it.
  if (handedOn) return { heard: undefined, limit: isSet ? 'unknown' : 'none', useless: [] };
  return { heard: false, limit: 'none', useless: isSet ? [{ option: 'setTimeout', why: 'event' }] : [] };
}

function hears(call: ts.CallExpression): boolean {
  const name = memberName(unwrap(call.expression));
  const [first, second] = call.arguments;
  if (name === 'setTimeout') return second !== undefined;
  if (!/^(on|once|addListener)$/.test(name ?? '') || !first || !ts.isStringLiteralLike(first)) return false;
  // The connection can be limited, too: `.on('socket', (socket) => socket.setTimeout(…))`.
  return (
    first.text === 'timeout' || (first.text === 'socket' && /timeout/i.test(second?.getFullText() ?? ''))
  );
}

/** The methods that are called on the request, and whether it is given to somebody else. */
function usesOf(
  file: FileReader,
  node: ts.CallExpression,
): { calls: ts.CallExpression[]; handedOn: boolean } {
  const { calls, end } = chainOf(node);
  const holder = end.parent;
  if (ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)) {
    const more = usesOfVariable(file, holder.name);
    return { calls: [...calls, ...more.calls], handedOn: more.handedOn };
  }
  if (ts.isBinaryExpression(holder) && holder.right === end) {
    const { left } = holder;
    const more = ts.isIdentifier(left) ? usesOfVariable(file, left) : usesOfMember(file, left);
    return { calls: [...calls, ...more.calls], handedOn: more.handedOn };
  }
  return { calls, handedOn: !ts.isExpressionStatement(holder) && !isExecutor(holder) };
}

/** `new Promise((resolve) => http.get(…))`: what such a function gives is thrown away. */
function isExecutor(node: ts.Node): boolean {
  return ts.isArrowFunction(node) && ts.isNewExpression(node.parent);
}

/** The calls further along a chain, and the expression that ends it. */
function chainOf(node: ts.CallExpression): { calls: ts.CallExpression[]; end: ts.Expression } {
  const calls: ts.CallExpression[] = [];
  let end: ts.Expression = node;
  for (;;) {
    const { parent } = end;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === end) end = parent;
    else if (ts.isCallExpression(parent) && parent.expression === end) {
      calls.push(parent);
      end = parent;
    } else if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) end = parent;
    else return { calls, end };
  }
}

function usesOfVariable(
  file: FileReader,
  name: ts.Identifier,
): { calls: ts.CallExpression[]; handedOn: boolean } {
  const symbol = file.tree.symbolOf(name);
  const uses = file.tree.identifiers.filter(
    (each) => each !== name && each.text === name.text && file.tree.symbolOf(each) === symbol,
  );
  return {
    calls: uses.flatMap((each) => chainOfValue(each)),
    handedOn: uses.some((each) => isHandedOn(each)),
  };
}

/** `this.request.on(…)`: told by its text, within the class or function. */
function usesOfMember(
  file: FileReader,
  member: ts.Expression,
): { calls: ts.CallExpression[]; handedOn: boolean } {
  const text = file.text(member);
  const calls = file.tree.operations.filter(
    (each): each is ts.CallExpression =>
      ts.isCallExpression(each) &&
      ts.isPropertyAccessExpression(each.expression) &&
      file.text(each.expression.expression) === text,
  );
  return { calls, handedOn: true };
}

function chainOfValue(value: ts.Identifier): ts.CallExpression[] {
  const { parent } = value;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== value) return [];
  const call = parent.parent;
  if (!ts.isCallExpression(call) || call.expression !== parent) return [];
  return [call, ...chainOf(call).calls];
}

/** Whether one of these calls stands further along the chain: superagent's `.timeout(…)`. */
export function isChainedTo(node: ts.CallExpression, names: readonly string[]): boolean {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    if (ts.isPropertyAccessExpression(at.parent) && names.includes(at.parent.name.text)) return true;
    if (!ts.isPropertyAccessExpression(at.parent) && !ts.isCallExpression(at.parent)) break;
  }
  return false;
}
