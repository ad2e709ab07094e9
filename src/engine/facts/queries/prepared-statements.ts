import { memberName, ts } from '../../source/syntax-tree';
import type { QueryFact } from '../facts';
import type { FileReader } from '../reading/file-reader';

/** Methods of a prepared statement that run it. */
const runs = /^(get|all|iterate|each|execute)$/;
/** Methods that give the statement back. */
const settings = /^(pluck|raw|expand|bind|safeIntegers)$/;

/**
 * Where a prepared statement is run: on the spot (`db.prepare('…').get(id)`), or through the variable that holds it. Empty where that
 * cannot be seen.
 */
export function runsOf(prepare: ts.CallExpression, file: FileReader): NonNullable<QueryFact['runs']> {
  file.tree.bind();
  let made: ts.Node = prepare;
  while (made.parent && (ts.isAwaitExpression(made.parent) || ts.isParenthesizedExpression(made.parent)))
    made = made.parent;
  const direct = runOn(made);
  if (direct) return [asRun(direct.call, calleeOf(prepare), file)];
  const holder = made.parent;
  if (!holder || !ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return [];
  const symbol = file.tree.symbolOf(holder.name);
  const { text } = holder.name;
  return file.tree.operations.flatMap((node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
    const { expression: receiver } = node.expression;
    if (!ts.isIdentifier(receiver) || receiver.text !== text || file.tree.symbolOf(receiver) !== symbol)
      return [];
    const run = runOn(receiver);
    return run ? [asRun(run.call, run.name, file)] : [];
  });
}

function asRun(call: ts.Node, name: ts.Node, file: FileReader): NonNullable<QueryFact['runs']>[number] {
  const within = file.within(call);
  return {
    span: file.span(call),
    calleeSpan: file.span(name),
    ...(within === undefined ? {} : { within }),
  };
}

/** `statement.get(…)`, `statement.pluck().get(…)` */
function runOn(statement: ts.Node): { call: ts.CallExpression; name: ts.Node } | undefined {
  const access = statement.parent;
  if (!access || !ts.isPropertyAccessExpression(access) || access.expression !== statement) return undefined;
  const call = access.parent;
  if (!call || !ts.isCallExpression(call) || call.expression !== access) return undefined;
  const name = memberName(access) ?? '';
  if (runs.test(name)) return { call, name: access.name };
  return settings.test(name) ? runOn(call) : undefined;
}

function calleeOf({ expression }: ts.CallExpression): ts.Node {
  return ts.isPropertyAccessExpression(expression) ? expression.name : expression;
}
