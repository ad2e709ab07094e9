import { isFunctionNode, type SyntaxTree, ts, unwrap } from '../source/syntax-tree';
import type { Source } from './value-source';

/** What is tested by `list.includes(x)`, `set.has(x)`, `x in map`, `Object.hasOwn(map, x)`, `x === 'a'`. */
export function allowListed(condition: ts.Expression): ts.Expression | undefined {
  const node = unwrap(condition);
  if (ts.isBinaryExpression(node)) {
    if (node.operatorToken.kind === ts.SyntaxKind.InKeyword) return unwrap(node.left);
    if (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
      return allowListed(node.left) ?? allowListed(node.right);
    const equal =
      node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
      node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsToken;
    return equal && ts.isStringLiteralLike(node.right) ? unwrap(node.left) : undefined;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const method = node.expression.name.text;
  if (method === 'includes' || method === 'has') return node.arguments[0] && unwrap(node.arguments[0]);
  if (method === 'hasOwn' || method === 'hasOwnProperty') {
    const tested = node.arguments[node.arguments.length - 1];
    return tested && unwrap(tested);
  }
  if (method === 'test') return node.arguments[0] && unwrap(node.arguments[0]);
  return undefined;
}

export function alternatives(condition: ts.Expression): ts.Expression[] {
  const node = unwrap(condition);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken)
    return [...alternatives(node.left), ...alternatives(node.right)];
  return [node];
}

/** What holds where `branch` is reached: the condition of the `if` or `? :` whose first branch it is. */
export function conditionOf(node: ts.Node, branch: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) && branch === node.thenStatement) return node.expression;
  return ts.isConditionalExpression(node) && branch === node.whenTrue ? node.condition : undefined;
}

/** Whether a branch leaves the function or loop: its last statement returns, throws, continues or breaks. */
export function leaves(statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements[statement.statements.length - 1] : statement;
  if (!last) return false;
  return (
    ts.isReturnStatement(last) ||
    ts.isThrowStatement(last) ||
    ts.isContinueStatement(last) ||
    ts.isBreakStatement(last)
  );
}

/** `if (!allowed.includes(x)) throw/return` above makes `x` one of a list. */
export function guardedSource(tree: SyntaxTree, node: ts.Expression): Source | undefined {
  const words = tree.textOf(node);
  let child: ts.Node = node;
  for (let at = node.parent; at && !ts.isSourceFile(at); child = at, at = at.parent) {
    const condition = conditionOf(at, child);
    if (condition) {
      const tested = allowListed(condition);
      if (tested && tree.textOf(tested) === words) return { origin: 'enumeration' };
    }
    if (
      ts.isCaseClause(at) &&
      ts.isSwitchStatement(at.parent.parent) &&
      tree.textOf(at.parent.parent.expression) === words
    ) {
      return { origin: 'enumeration' };
    }
    if (!ts.isBlock(at) && !ts.isCaseOrDefaultClause(at)) continue;
    for (const statement of at.statements) {
      if (statement === child) break;
      if (!ts.isIfStatement(statement) || !leaves(statement.thenStatement)) continue;
      for (const condition of alternatives(statement.expression)) {
        const negated =
          ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken
            ? condition.operand
            : undefined;
        const tested = negated && allowListed(negated);
        if (tested && tree.textOf(tested) === words) return { origin: 'enumeration' };
      }
    }
    if (isFunctionNode(at)) break;
  }
  return undefined;
}
