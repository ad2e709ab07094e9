import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import { calleeName } from '../reading/file-reader';
import type { SocketFile } from './socket-file';

/** What is gone over, the names that stand for one socket in the body, and what the body is. */
export interface Pass {
  list: ts.Expression;
  /** Where a reader looks: the callee of `forEach`, or the list of a loop. */
  at: ts.Node;
  node: ts.Node;
  names: ts.BindingName[];
  body: ts.Node;
}

/** Everything that a file goes over, element by element. */
export function passesOf(sockets: SocketFile): Pass[] {
  const found: Pass[] = [];
  for (const loop of sockets.loops) {
    if (!ts.isVariableDeclarationList(loop.initializer)) continue;
    const [declaration] = loop.initializer.declarations;
    if (declaration)
      found.push({
        list: loop.expression,
        at: loop.expression,
        node: loop,
        names: [declaration.name],
        body: loop.statement,
      });
  }
  for (const loop of sockets.counted) {
    const list = countedOver(loop);
    if (list) found.push({ list, at: list, node: loop, names: [], body: loop.statement });
  }
  for (const call of sockets.calls) {
    const callee = unwrap(call.expression);
    const method = calleeName(callee) ?? '';
    if (!/^(forEach|map|each)$/.test(method) || !ts.isPropertyAccessExpression(callee)) continue;
    const given = call.arguments[method === 'each' ? 1 : 0] ?? call.arguments[0];
    const callback = given && unwrap(given);
    if (!callback || !isFunctionNode(callback) || !callback.body) continue;
    const list = method === 'each' && call.arguments[0] ? call.arguments[0] : callee.expression;
    found.push({
      list,
      at: call.expression,
      node: call,
      names: callback.parameters.slice(0, 2).map((each) => each.name),
      body: callback.body,
    });
  }
  return found;
}

/** `clients` of `for (let i = 0; i < clients.length; i++)`. */
function countedOver({ condition }: ts.ForStatement): ts.Expression | undefined {
  if (!condition || !ts.isBinaryExpression(condition)) return undefined;
  const bound = unwrap(condition.right);
  return ts.isPropertyAccessExpression(bound) && bound.name.text === 'length' ? bound.expression : undefined;
}

/** The names that a pattern declares. */
export function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) => (ts.isOmittedExpression(each) ? [] : namesIn(each.name)));
}
