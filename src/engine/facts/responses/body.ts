import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { ResponseBodyFact, ResponseKeyFact } from '../facts';
import { calleeName, type FileReader } from '../reading/file-reader';

/** What is sent: the shape of its keys down to two levels, as far as it is spelled out. */
export function readBody(file: FileReader, expression: ts.Expression): ResponseBodyFact | undefined {
  const node = unwrap(expression);
  if (node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined'))
    return undefined;
  if (ts.isCallExpression(node) && calleeName(node.expression) === 'stringify' && node.arguments[0])
    return readBody(file, node.arguments[0]);
  const literal = literalOf(file, node);
  const base = { span: file.span(node), keys: [], open: false, inPlace: literal === node };
  if (ts.isObjectLiteralExpression(literal)) return { ...base, kind: 'object', ...keysOf(literal, file, 1) };
  if (ts.isArrayLiteralExpression(literal)) return { ...base, kind: 'list' };
  const text = textOf(literal);
  if (text !== undefined) {
    if (text.trim() === '' && ts.isStringLiteralLike(literal)) return undefined;
    return { ...base, kind: /^\s*</.test(text) ? 'html' : 'text' };
  }
  return { ...base, kind: 'value' };
}

/** What a name stands for, where it is set once in this file. */
function literalOf(file: FileReader, node: ts.Expression): ts.Expression {
  if (!ts.isIdentifier(node)) return node;
  const declaration = file.tree.declarationOf(node);
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return node;
  const value = unwrap(declaration.initializer);
  const isConstant =
    ts.isVariableDeclarationList(declaration.parent) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
  const changes = new RegExp(`\\b${node.text.replace(/\$/g, '\\$')}\\.\\w+\\s*=(?!=)`).test(
    file.tree.root.text,
  );
  return isConstant && !changes && (ts.isObjectLiteralExpression(value) || textOf(value) !== undefined)
    ? value
    : node;
}

function keysOf(
  node: ts.ObjectLiteralExpression,
  file: FileReader,
  depth: number,
): { keys: ResponseKeyFact[]; open: boolean } {
  const keys: ResponseKeyFact[] = [];
  let open = false;
  for (const property of node.properties) {
    const name = ts.isSpreadAssignment(property) ? undefined : propertyName(property.name);
    if (name === undefined) {
      open = true;
      continue;
    }
    const value = ts.isPropertyAssignment(property)
      ? unwrap(property.initializer)
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    if (!value) continue;
    keys.push(keyOf(name, value, file, depth));
  }
  return { keys, open };
}

function keyOf(name: string, given: ts.Expression, file: FileReader, depth: number): ResponseKeyFact {
  const value = literalOf(file, given);
  const base = { name, value: file.span(given), keys: [] };
  if (ts.isObjectLiteralExpression(value) && depth < 2) {
    const inner = keysOf(value, file, depth + 1);
    // An object that may have more keys than are seen can be of any shape.
    return { ...base, kind: inner.open ? 'value' : 'object', keys: inner.keys };
  }
  if (ts.isObjectLiteralExpression(value)) return { ...base, kind: 'object' };
  if (ts.isArrayLiteralExpression(value)) return { ...base, kind: 'list' };
  if (ts.isStringLiteralLike(value)) return { ...base, kind: 'text', literal: value.text };
  if (textOf(value) !== undefined) return { ...base, kind: 'text' };
  const member = memberName(value);
  if (member === 'message' || member === 'stack') return { ...base, kind: 'text' };
  const isSimple =
    ts.isNumericLiteral(value) ||
    value.kind === ts.SyntaxKind.TrueKeyword ||
    value.kind === ts.SyntaxKind.FalseKeyword;
  return isSimple ? { ...base, kind: 'value', literal: file.text(value) } : { ...base, kind: 'value' };
}

/** The text that is spelled out at the start of an expression that is a text for sure. */
function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text;
  if (ts.isBinaryExpression(node)) {
    const [left, right] = [unwrap(node.left), unwrap(node.right)];
    if (node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      return textOf(left) ?? (textOf(right) === undefined ? undefined : '');
    if (
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
      node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
    )
      return textOf(right) === undefined ? undefined : '';
    return undefined;
  }
  if (ts.isConditionalExpression(node)) {
    const [yes, no] = [textOf(unwrap(node.whenTrue)), textOf(unwrap(node.whenFalse))];
    return yes === undefined || no === undefined ? undefined : yes;
  }
  return memberName(node) === 'message' && !isFunctionNode(node) ? '' : undefined;
}
