import { ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { leaves } from '../reading/guards';

/** Whether a condition says something of the socket beyond its being open. */
const open =
  /\b(readyState|OPEN|isAlive|alive|isOpen|isConnected|connected|writable|destroyed|bufferedAmount|closed|closing)\b|\bisOpen\w*\(/;

/** Whether an expression uses one of these names: as a variable, and not as a member or a key. */
export function speaksOf(expression: ts.Node, names: readonly string[]): boolean {
  if (ts.isIdentifier(expression)) {
    const holder = expression.parent;
    const isMember = ts.isPropertyAccessExpression(holder) && holder.name === expression;
    const isKey = ts.isPropertyAssignment(holder) && holder.name === expression;
    return !isMember && !isKey && names.includes(expression.text);
  }
  return ts.forEachChild(expression, (child) => speaksOf(child, names) || undefined) ?? false;
}

/** A condition narrows when some part of it picks among the open sockets. */
function narrows(
  file: FileReader,
  condition: ts.Expression,
  names: readonly string[],
  met: boolean,
): boolean {
  const node = unwrap(condition);
  if (ts.isBinaryExpression(node)) {
    const kind = node.operatorToken.kind;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken)
      return narrows(file, node.left, names, met) || narrows(file, node.right, names, met);
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return narrows(file, node.operand, names, !met);
  const text = file.text(node);
  if (!speaksOf(node, names) || open.test(text)) return false;
  if (ts.isIdentifier(node) || /^typeof\b|\binstanceof\b/.test(text)) return false;
  // `clients[id]`, `client.ws`: whether there is one.
  if (ts.isElementAccessExpression(node) || /^[\w$]+\??\.(ws|socket|send|connection)$/.test(text))
    return false;
  return !(ts.isBinaryExpression(node) && leavesOneOut(node, met));
}

/** `client !== sender`, or its opposite where the loop goes on: all but one are sent to. */
function leavesOneOut({ operatorToken: { kind } }: ts.BinaryExpression, met: boolean): boolean {
  const unequal =
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
  const equal = kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsToken;
  return met ? unequal : equal;
}

export const narrowsTo = {
  /** A condition that must be met. */
  test(file: FileReader, condition: ts.Expression, names: readonly string[]): boolean {
    return narrows(file, condition, names, true);
  },
  /** Statements before one of a block that leave when a condition is met. */
  before(file: FileReader, block: ts.Block, until: ts.Node, names: readonly string[]): boolean {
    for (const statement of block.statements) {
      if (statement === until) return false;
      if (
        ts.isIfStatement(statement) &&
        leaves(statement.thenStatement) &&
        narrows(file, statement.expression, names, false)
      )
        return true;
    }
    return false;
  },
  /** The body of a filter's callback. */
  block(file: FileReader, block: ts.Block, names: readonly string[]): boolean {
    const found = block.statements.some(
      (each) =>
        (ts.isReturnStatement(each) &&
          each.expression !== undefined &&
          narrows(file, each.expression, names, true)) ||
        (ts.isIfStatement(each) && narrows(file, each.expression, names, false)),
    );
    return found;
  },
};
