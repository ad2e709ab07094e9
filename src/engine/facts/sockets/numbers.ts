import { ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';

/** The number that an expression is, where it is spelled out in this file: `30_000`, `60 * 1000`, `Infinity`, a constant. */
export function numberOf(file: FileReader, expression: ts.Expression, depth = 0): number | undefined {
  const node = unwrap(expression);
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isIdentifier(node)) {
    if (node.text === 'Infinity') return Number.POSITIVE_INFINITY;
    const declaration = file.tree.declarationOf(node);
    return depth < 4 &&
      declaration &&
      ts.isVariableDeclaration(declaration) &&
      isConstant(declaration) &&
      declaration.initializer
      ? numberOf(file, declaration.initializer, depth + 1)
      : undefined;
  }
  if (ts.isPropertyAccessExpression(node) && /^Number\.(MAX_|POSITIVE_)/.test(file.text(node)))
    return Number.MAX_SAFE_INTEGER;
  if (!ts.isBinaryExpression(node)) return undefined;
  const [left, right] = [numberOf(file, node.left, depth + 1), numberOf(file, node.right, depth + 1)];
  if (left === undefined || right === undefined) return undefined;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.AsteriskAsteriskToken:
      return left ** right;
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    default:
      return undefined;
  }
}

function isConstant(declaration: ts.VariableDeclaration): boolean {
  return (
    ts.isVariableDeclarationList(declaration.parent) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0
  );
}
