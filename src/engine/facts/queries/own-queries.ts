import { ts, unwrap } from '../../source/syntax-tree';
import type { FileReader, FunctionNode } from '../reading/file-reader';

/** Methods of texts and lists that only look at what they are given; what is pushed to a list may be sent later. */
const readsOnly =
  /^(includes|startsWith|endsWith|indexOf|match|matchAll|test|exec|split|replace|replaceAll|localeCompare|has|get)$/;

/**
 * Whether a call runs a function of this file that keeps the text it is given to itself: it may be called `query`, and asks no database.
 * False wherever the function is not here, or its text goes on to somebody.
 */
export function asksNobody(callee: ts.Expression, at: number, file: FileReader): boolean {
  const target = file.values.functionOf(callee);
  const parameter = target?.body && target.parameters[at];
  if (!target || !parameter || !ts.isIdentifier(parameter.name) || parameter.dotDotDotToken) return false;
  file.tree.bind();
  const symbol = file.tree.symbolOf(parameter.name);
  return symbol !== undefined && !handsOn(target, parameter.name.text, file);
}

/** Whether a function gives what a name holds to a call, keeps it, or builds on it: anything but reading it, comparing it and giving it back. */
function handsOn({ body }: FunctionNode, name: string, file: FileReader): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found) return;
    if (ts.isIdentifier(node) && node.text === name && isValue(node)) found = goesOn(node, file);
    else if (usesArguments(node)) found = true;
    else ts.forEachChild(node, visit);
  };
  if (body) visit(body);
  return found;
}

function usesArguments(node: ts.Node): boolean {
  return ts.isIdentifier(node) && node.text === 'arguments';
}

function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !(ts.isPropertyAssignment(parent) && parent.name === node);
}

/** Where the value that an expression has goes to. */
function goesOn(node: ts.Node, file: FileReader): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) && parent.expression !== node) return !isHarmless(parent, file);
  if (ts.isPropertyAccessExpression(parent)) {
    const call = parent.parent;
    // `text.length` is a figure; `text.trim()` may go where the text would.
    return ts.isCallExpression(call) && call.expression === parent && goesOn(call, file);
  }
  if (ts.isReturnStatement(parent) || ts.isExpressionStatement(parent) || ts.isIfStatement(parent))
    return false;
  if (ts.isArrowFunction(parent)) return false;
  if (ts.isBinaryExpression(parent)) return !isComparison(parent.operatorToken.kind);
  return true;
}

function isComparison(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken
  );
}

/** A call that tells people, or that only looks at what it is given. */
function isHarmless(call: ts.CallExpression, file: FileReader): boolean {
  const callee = unwrap(call.expression);
  return (
    file.libraries.find('prose', file.paths.of(callee)) !== undefined ||
    (ts.isPropertyAccessExpression(callee) && readsOnly.test(callee.name.text))
  );
}
