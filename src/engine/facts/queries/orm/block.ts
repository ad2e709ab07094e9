import type { Span } from '../../../source/span';
import { emptyBlock } from '../../../source/sql/block';
import type { ColumnUse, Operand, QueryBlock } from '../../../source/sql/statement';
import { propertyName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';

/** A statement in which nothing has been found yet. */
export function emptyStatement(span: Span, kind: QueryBlock['kind'] = 'select'): QueryBlock {
  return { ...emptyBlock('statement', span), kind };
}

/** The text between the quotes. */
export function inside(file: FileReader, literal: ts.StringLiteralLike): Span {
  const { start, end } = file.span(literal);
  return { start: start + 1, end: end - 1 };
}

/** `'t.column'`, `'column as name'`, or a property's name. */
export function columnOf(file: FileReader, node: ts.Node): ColumnUse | undefined {
  const inner = ts.isExpression(node) ? unwrap(node) : node;
  const text = ts.isStringLiteralLike(inner)
    ? inner.text
    : ts.isIdentifier(inner) && (!node.parent || !ts.isCallExpression(node.parent))
      ? inner.text
      : undefined;
  if (text === undefined) return undefined;
  const [, qualifier, name] =
    /^\s*(?:[\w$]+\.)??(?:([\w$]+)\.)?([\w$]+)(?:\s+as\s+.*)?\s*$/i.exec(text) ?? [];
  if (!name) return undefined;
  return {
    name,
    ...(qualifier ? { qualifier } : {}),
    span: ts.isStringLiteralLike(inner) ? inside(file, inner) : file.span(inner),
  };
}

/** A value as what a column is compared with, or set to. */
export function operandOf(file: FileReader, value: ts.Expression): Operand {
  const node = unwrap(value);
  const span = file.span(node);
  if (
    ts.isStringLiteralLike(node) ||
    ts.isNumericLiteral(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  )
    return { kind: 'constant', span };
  return { kind: 'parameter', text: file.words(node), span };
}

/** An object literal, at the place or as the value of a constant; undefined for what is put together elsewhere. */
export function objectLiteral(
  file: FileReader,
  expression: ts.Expression,
): ts.ObjectLiteralExpression | undefined {
  const node = unwrap(expression);
  if (ts.isObjectLiteralExpression(node)) return node;
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = file.tree.declarationOf(node);
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const value = unwrap(declaration.initializer);
  return ts.isObjectLiteralExpression(value) ? value : undefined;
}

/** Columns that an object of values sets; undefined where it may set others, too. With `relations`, an object in it is a row of another table. */
export function writtenColumns(
  file: FileReader,
  expression: ts.Expression | undefined,
  relations = true,
): ColumnUse[] | undefined {
  if (!expression) return undefined;
  const node = unwrap(expression);
  if (ts.isArrayLiteralExpression(node)) {
    const [row, ...others] = node.elements;
    return row && !others.some(ts.isSpreadElement) ? writtenColumns(file, row, relations) : undefined;
  }
  const row = objectLiteral(file, node);
  if (!row) return undefined;
  const columns: ColumnUse[] = [];
  for (const property of row.properties) {
    const name = propertyName(property.name);
    if (name === undefined) return undefined;
    // `{ tenant: { connect: … } }` sets a key that goes by another name.
    if (
      relations &&
      ts.isPropertyAssignment(property) &&
      ts.isObjectLiteralExpression(unwrap(property.initializer))
    )
      return undefined;
    columns.push({ name, span: file.span(property) });
  }
  // Members may be added to a variable before it is written.
  return node === row ? columns : undefined;
}

/** Assignments of an UPDATE, from an object of values. */
export function assign(file: FileReader, block: QueryBlock, values: ts.Expression | undefined): void {
  const row = values && objectLiteral(file, values);
  for (const property of row?.properties ?? []) {
    const name = propertyName(property.name);
    if (name === undefined) continue;
    const span = file.span(property);
    const value: Operand = ts.isPropertyAssignment(property)
      ? operandOf(file, property.initializer)
      : { kind: 'other', span };
    block.assignments.push({ column: { name, span }, value });
  }
}

/** Output columns by name: `{ id: true, name: true }`, `['id', 'name']`. */
export function selectColumns(
  file: FileReader,
  block: QueryBlock,
  expression: ts.Expression | undefined,
): void {
  const node = expression && unwrap(expression);
  if (!node) return;
  const add = (name: string | undefined, span: Span): void => {
    if (name !== undefined) block.outputs.push({ name, column: { name, span }, aggregate: false, span });
  };
  if (ts.isArrayLiteralExpression(node)) {
    for (const element of node.elements) {
      const inner = unwrap(element);
      if (ts.isStringLiteralLike(inner)) add(inner.text, inside(file, inner));
    }
    return;
  }
  for (const property of objectLiteral(file, node)?.properties ?? []) {
    if (ts.isPropertyAssignment(property) && property.initializer.kind === ts.SyntaxKind.FalseKeyword)
      continue;
    add(propertyName(property.name), file.span(property));
  }
}

/** The value of a member of an object literal at the place; undefined for any other argument. */
export function memberValue(argument: ts.Expression, name: string): ts.Expression | undefined {
  const node = unwrap(argument);
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  for (const property of node.properties) {
    if (!property.name || !ts.isIdentifier(property.name) || property.name.text !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}
