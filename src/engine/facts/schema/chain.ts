import { propertyName, ts, unwrap } from '../../source/syntax-tree';

/** One call of a chain: `.references('id')`. A plain call `text('id')` is a step too, with `receiver` undefined. */
export interface Step {
  name: string;
  args: readonly ts.Expression[];
  node: ts.CallExpression;
}

/** A chain's calls, first to last, and what it starts from: `table` of `table.uuid('id').primary()`. */
export interface Chain {
  start?: ts.Expression;
  steps: Step[];
}

export function readChain(expression: ts.Expression): Chain {
  const steps: Step[] = [];
  let at = unwrap(expression);
  for (;;) {
    if (!ts.isCallExpression(at)) return { start: at, steps };
    const callee = unwrap(at.expression);
    if (ts.isPropertyAccessExpression(callee)) {
      steps.unshift({ name: callee.name.text, args: at.arguments, node: at });
      at = unwrap(callee.expression);
    } else {
      steps.unshift({ name: ts.isIdentifier(callee) ? callee.text : '', args: at.arguments, node: at });
      return { steps };
    }
  }
}

/** The text of a literal without holes. */
export function literal(node: ts.Expression | undefined): string | undefined {
  const inner = node && unwrap(node);
  return inner && ts.isStringLiteralLike(inner) ? inner.text : undefined;
}

/** The literals of `'a'` or `['a', 'b']`; undefined where one is no literal. */
export function literals(node: ts.Expression | undefined): string[] | undefined {
  const inner = node && unwrap(node);
  if (!inner) return undefined;
  if (!ts.isArrayLiteralExpression(inner)) {
    const one = literal(inner);
    return one === undefined ? undefined : [one];
  }
  const all = inner.elements.map((each) => literal(each));
  return all.every((each) => each !== undefined) ? (all as string[]) : undefined;
}

/** The members of an object literal that are spelled out. */
export function members(node: ts.Expression | undefined): Map<string, ts.Expression> {
  const found = new Map<string, ts.Expression>();
  const inner = node && unwrap(node);
  if (!inner || !ts.isObjectLiteralExpression(inner)) return found;
  for (const property of inner.properties) {
    const name = property.name && propertyName(property.name);
    if (name === undefined) continue;
    if (ts.isPropertyAssignment(property)) found.set(name, property.initializer);
    else if (ts.isShorthandPropertyAssignment(property)) found.set(name, property.name);
  }
  return found;
}

/** What an arrow function without statements, or one whose only statement returns, gives back. */
export function returned(node: ts.Expression | undefined): ts.Expression | undefined {
  const inner = node && unwrap(node);
  if (!inner || !(ts.isArrowFunction(inner) || ts.isFunctionExpression(inner))) return undefined;
  if (!ts.isBlock(inner.body)) return unwrap(inner.body);
  const last = inner.body.statements[inner.body.statements.length - 1];
  return last && ts.isReturnStatement(last) && last.expression ? unwrap(last.expression) : undefined;
}

/** The class or constant that `() => User`, `User`, `models.User`, `forwardRef(() => User)`, `'User'` names. */
export function entityName(node: ts.Expression | undefined): string | undefined {
  const inner = node && unwrap(node);
  if (!inner) return undefined;
  const body = returned(inner);
  if (body) return entityName(body);
  if (ts.isIdentifier(inner)) return inner.text;
  if (ts.isPropertyAccessExpression(inner)) return inner.name.text;
  if (ts.isElementAccessExpression(inner)) return literal(inner.argumentExpression);
  if (ts.isCallExpression(inner)) return entityName(inner.arguments[0]);
  return literal(inner);
}

export function isTrue(node: ts.Expression | undefined): boolean {
  return node !== undefined && unwrap(node).kind === ts.SyntaxKind.TrueKeyword;
}

export function isFalse(node: ts.Expression | undefined): boolean {
  return node !== undefined && unwrap(node).kind === ts.SyntaxKind.FalseKeyword;
}

/** Calls below a node in the order of the text; functions named `down` and their like are left out. */
export function eachCall(root: ts.Node, visitCall: (call: ts.CallExpression) => boolean): void {
  const visit = (node: ts.Node): void => {
    if (isUndo(node)) return;
    if (ts.isCallExpression(node) && visitCall(node)) return;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(root, visit);
}

/** The half of a migration that takes it back: `down`, however it is written. */
export function isUndo(node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isPropertyAssignment(node))
    return node.name !== undefined && isUndoName(propertyName(node.name));
  if (ts.isVariableDeclaration(node)) return ts.isIdentifier(node.name) && isUndoName(node.name.text);
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    isUndoName(node.left.name.text)
  );
}

function isUndoName(name: string | undefined): boolean {
  return name !== undefined && /^(down|revert|rollback|undo)$/.test(name);
}
