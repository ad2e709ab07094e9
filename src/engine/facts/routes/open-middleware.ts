import { type FunctionNode, isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';

/** Methods of a response that answer. */
const answering =
  /^(status|sendStatus|send|json|jsonp|end|redirect|render|sendFile|download|writeHead|write|code|format)$/;

/**
 * Notes which functions of the form `(req, res, next)` refuse nobody, whatever they are called: each of their ways ends in `next()`, and nothing that they call may throw for
 * who is not known. What calls a function of the project, or one that cannot be told, may refuse.
 */
export function noteOpenMiddleware(file: FileReader): void {
  for (const [node, index] of file.functionIndex) {
    const fact = file.facts.functions[index];
    const isMiddleware = fact?.parameters.length === 3 && fact.parameters[2] === 'next';
    if (fact && isMiddleware && isFunctionNode(node) && letsAllPass(node, file)) fact.letsAllPass = true;
  }
}

function letsAllPass(node: FunctionNode, file: FileReader): boolean {
  const { body } = node;
  const last = body && ts.isBlock(body) ? body.statements.at(-1) : undefined;
  const ending =
    last && (ts.isExpressionStatement(last) || ts.isReturnStatement(last)) ? last.expression : body;
  if (!ending || ts.isBlock(ending) || !isNext(ending)) return false;
  const parameters = node.parameters.map((each) => each.name.getText(file.tree.root)).slice(0, -1);
  let refuses = false;
  const visit = (at: ts.Node): void => {
    refuses ||=
      ts.isThrowStatement(at) ||
      (ts.isReturnStatement(at) && !(at.expression && isNext(at.expression))) ||
      (isFunctionNode(at) && at !== node) ||
      (ts.isCallExpression(at) && mayRefuse(at, parameters, file));
    if (!refuses) ts.forEachChild(at, visit);
  };
  ts.forEachChild(node, visit);
  return !refuses;
}

/** `next()`, `await next()`: with an argument it hands on an error. */
function isNext(expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  const node = ts.isAwaitExpression(inner) ? unwrap(inner.expression) : inner;
  return (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'next' &&
    node.arguments.length === 0
  );
}

function mayRefuse(call: ts.CallExpression, parameters: readonly string[], file: FileReader): boolean {
  if (isNext(call)) return false;
  const callee = unwrap(call.expression);
  const path = file.paths.of(callee);
  if (path === undefined || file.isProjectPath(path) || /^(local|this)#/.test(path)) return true;
  // `res.locals`, `req.get('x')`: what a request and its response offer, but for answers.
  if (path.startsWith('param:'))
    return answering.test(memberName(callee) ?? '') || !parameters.includes(rootName(callee));
  const does = file.libraries.find('middleware', path)?.does;
  return does !== undefined && does !== 'nothing';
}

/** `req` of `req.headers.authorization?.split`; empty where it starts from no name, or is nothing but one. */
function rootName(callee: ts.Expression): string {
  let node = callee;
  while (
    ts.isPropertyAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isElementAccessExpression(node)
  )
    node = unwrap(node.expression);
  return ts.isIdentifier(node) && node !== callee ? node.text : '';
}
