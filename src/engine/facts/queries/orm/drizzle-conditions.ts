import type { ColumnUse, Operand, Predicate, QueryBlock } from '../../../source/sql/statement';
import { memberName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { operandOf } from './block';

const operators: Record<string, string> = {
  eq: '=',
  ne: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  inArray: 'in',
  notInArray: 'not in',
  isNull: 'is null',
  isNotNull: 'is not null',
  like: 'like',
  notLike: 'not like',
  ilike: 'ilike',
  between: 'between',
  arrayContains: '@>',
  arrayOverlaps: '&&',
};

const maxDepth = 8;
type Clause = Predicate['clause'];

/** Reads conditions that are spelled as calls (`and(eq(users.id, id), or(…))`) into a block; what cannot be seen leaves it open. */
export function readDrizzleCondition(
  file: FileReader,
  block: QueryBlock,
  expression: ts.Expression,
  clause: Clause,
  conjunct: boolean,
  depth = 0,
): void {
  const node = unwrap(expression);
  if (depth > maxDepth) {
    block.open = true;
    return;
  }
  const both = (parts: readonly ts.Expression[]): void => {
    for (const part of parts) readPart(file, block, part, clause, conjunct, depth);
  };
  if (ts.isConditionalExpression(node)) {
    either(file, block, [node.whenTrue, node.whenFalse], clause, conjunct, depth);
    return;
  }
  if (ts.isBinaryExpression(node)) {
    readDrizzleCondition(file, block, node.right, clause, false, depth + 1);
    return;
  }
  if (ts.isIdentifier(node)) {
    if (node.text === 'undefined') return;
    const declaration = file.tree.declarationOf(node);
    if (
      declaration &&
      ts.isVariableDeclaration(declaration) &&
      declaration.initializer &&
      file.values.mutationsOf(node).length === 0
    ) {
      readDrizzleCondition(file, block, declaration.initializer, clause, conjunct, depth + 1);
      return;
    }
    block.open = true;
    return;
  }
  if (!ts.isCallExpression(node)) {
    block.open = true;
    return;
  }
  const name = memberName(node.expression) ?? (ts.isIdentifier(node.expression) ? node.expression.text : '');
  if (name === 'and') both(node.arguments);
  else if (name === 'or') either(file, block, node.arguments, clause, conjunct, depth);
  else if (name === 'not') {
    const [first] = node.arguments;
    if (first) readDrizzleCondition(file, block, first, clause, false, depth + 1);
  } else if (!/^(exists|notExists)$/.test(name)) readComparison(file, block, name, node, clause, conjunct);
}

/** `...filters`: the elements of an array that the file spells out; pushed ones may be left out at run time. */
function readPart(
  file: FileReader,
  block: QueryBlock,
  part: ts.Expression,
  clause: Clause,
  conjunct: boolean,
  depth: number,
): void {
  if (!ts.isSpreadElement(part)) {
    readDrizzleCondition(file, block, part, clause, conjunct, depth + 1);
    return;
  }
  const list = unwrap(part.expression);
  const declaration = ts.isIdentifier(list) ? file.tree.declarationOf(list) : undefined;
  const value =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : list;
  if (!ts.isArrayLiteralExpression(value)) {
    block.open = true;
    return;
  }
  for (const element of value.elements) readPart(file, block, element, clause, conjunct, depth + 1);
  if (ts.isIdentifier(list) && file.values.mutationsOf(list).length > 0) block.open = true;
}

function either(
  file: FileReader,
  block: QueryBlock,
  alternatives: readonly ts.Expression[],
  clause: Clause,
  conjunct: boolean,
  depth: number,
): void {
  const groups = alternatives.map((alternative) => {
    const from = block.predicates.length;
    readPart(file, block, alternative, clause, conjunct, depth);
    return block.predicates.slice(from);
  });
  const held = groups.flat().map((one) => ({
    one,
    holds:
      one.conjunct &&
      groups.every((group) => group.some((other) => other.conjunct && other.column.name === one.column.name)),
  }));
  for (const { one, holds } of held) one.conjunct = holds;
}

function readComparison(
  file: FileReader,
  block: QueryBlock,
  name: string,
  node: ts.CallExpression,
  clause: Clause,
  conjunct: boolean,
): void {
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  const [left, right] = node.arguments;
  const column = left && columnOfTable(file, left);
  if (!operator || !column) {
    block.open = true;
    return;
  }
  const span = file.span(node);
  const other = right && columnOfTable(file, right);
  const isColumn = other?.qualifier !== undefined && isTableOf(block, other.qualifier);
  const operand: Operand = !right
    ? { kind: 'none', span }
    : isColumn
      ? { kind: 'column', column: other, span: other.span }
      : operandOf(file, right);
  block.predicates.push({ column, operator, operand, clause, conjunct, span });
  if (isColumn)
    block.predicates.push({
      column: other,
      operator,
      operand: { kind: 'column', column, span: column.span },
      clause,
      conjunct,
      span,
    });
}

function isTableOf(block: QueryBlock, label: string): boolean {
  const uses = block.target ? [block.target, ...block.tables] : block.tables;
  return uses.some((use) => (use.alias ?? use.name) === label);
}

/** `users.id`, `schema.users.id`: the column and the table before it. */
export function columnOfTable(file: FileReader, expression: ts.Expression): ColumnUse | undefined {
  const node = unwrap(expression);
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const holder = unwrap(node.expression);
  const qualifier = ts.isIdentifier(holder) ? holder.text : memberName(holder);
  return { name: node.name.text, ...(qualifier === undefined ? {} : { qualifier }), span: file.span(node) };
}
