import type { Predicate, QueryBlock } from '../../../source/sql/statement';
import { memberName, propertyName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { isTenantName } from '../../reading/tenant-values';
import { operandOf } from './block';

/** Operators as ORMs call them, `$` and `Op.` taken off. */
const operators: Record<string, string> = {
  equals: '=',
  eq: '=',
  is: '=',
  in: 'in',
  any: 'in',
  hasSome: 'in',
  notIn: 'not in',
  nin: 'not in',
  not: '<>',
  ne: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  contains: 'like',
  startsWith: 'like',
  endsWith: 'like',
  like: 'like',
  iLike: 'ilike',
  regex: 'like',
  search: 'like',
  mode: '=',
  between: 'between',
  has: '=',
  exists: 'is not null',
  isNull: 'is null',
  isNotNull: 'is not null',
  notLike: 'not like',
  ilike: 'ilike',
};
/** Functions that stand for a condition on the column: TypeORM's `In([…])`, `Not(…)`. */
const operatorCalls: Record<string, string> = {
  In: 'in',
  Any: 'any',
  Equal: '=',
  Not: '<>',
  IsNull: 'is null',
  Like: 'like',
  ILike: 'ilike',
  LessThan: '<',
  LessThanOrEqual: '<=',
  MoreThan: '>',
  MoreThanOrEqual: '>=',
  Between: 'between',
};

/** Leaves out conditions on `undefined`, as some libraries do; one that is only sometimes `undefined` does not hold for every row. */
export function leaveOutUndefined(block: QueryBlock): void {
  block.predicates = block.predicates.filter(
    ({ operand }) => !(operand.kind === 'parameter' && operand.text === 'undefined'),
  );
  for (const each of block.predicates)
    if (each.operand.kind === 'parameter' && /\?\s*undefined\s*:|:\s*undefined$/.test(each.operand.text))
      each.conjunct = false;
}

const maxDepth = 6;

/**
 * Reads conditions that are spelled as an object (`{ tenantId, status: { in: [...] }, OR: […] }`) into a block. Whatever cannot be
 * seen from here makes the block open, and so does a condition on rows of another table: the filter may be in there.
 */
export function readConditions(
  file: FileReader,
  block: QueryBlock,
  where: ts.Expression | undefined,
  conjunct = true,
  depth = 0,
): void {
  if (!where) return;
  block.hasWhere = true;
  const node = unwrap(where);
  if (depth > maxDepth) {
    block.open = true;
    return;
  }
  if (ts.isObjectLiteralExpression(node)) {
    for (const property of node.properties) readProperty(file, block, property, conjunct, depth);
    return;
  }
  if (ts.isArrayLiteralExpression(node)) {
    readEither(file, block, node.elements, conjunct, depth);
    return;
  }
  if (ts.isConditionalExpression(node)) {
    readEither(file, block, [node.whenTrue, node.whenFalse], conjunct, depth);
    return;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
    readConditions(file, block, node.right, false, depth + 1);
    return;
  }
  if (ts.isIdentifier(node)) {
    const declaration = file.tree.declarationOf(node);
    const value =
      declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
        ? unwrap(declaration.initializer)
        : undefined;
    if (value && (ts.isObjectLiteralExpression(value) || ts.isConditionalExpression(value))) {
      readConditions(file, block, value, conjunct, depth + 1);
      readAddedMembers(file, block, node);
      return;
    }
  }
  if (node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined')) return;
  block.open = true;
}

function readProperty(
  file: FileReader,
  block: QueryBlock,
  property: ts.ObjectLiteralElementLike,
  conjunct: boolean,
  depth: number,
): void {
  if (ts.isSpreadAssignment(property)) {
    readConditions(file, block, property.expression, conjunct, depth + 1);
    return;
  }
  const key = keyOf(property);
  const value = ts.isPropertyAssignment(property)
    ? unwrap(property.initializer)
    : ts.isShorthandPropertyAssignment(property)
      ? property.name
      : undefined;
  if (key === undefined || !value) {
    block.open = true;
    return;
  }
  const joint = /^(?:\$|Op\.)?(and|or|nor|not)$/i.exec(key)?.[1]?.toLowerCase();
  if (joint === 'and') {
    for (const part of ts.isArrayLiteralExpression(value) ? value.elements : [value])
      readConditions(file, block, ts.isSpreadElement(part) ? part.expression : part, conjunct, depth + 1);
  } else if (joint === 'or') {
    if (ts.isArrayLiteralExpression(value)) readEither(file, block, value.elements, conjunct, depth);
    else readConditions(file, block, value, conjunct, depth + 1);
  } else if (joint !== undefined) readConditions(file, block, value, false, depth + 1);
  else if (key.startsWith('$')) block.open = true;
  else readColumn(file, block, { key, property, value }, conjunct, depth);
}

function readColumn(
  file: FileReader,
  block: QueryBlock,
  { key, property, value }: { key: string; property: ts.ObjectLiteralElementLike; value: ts.Expression },
  conjunct: boolean,
  depth: number,
): void {
  const add = (operator: string, operand: ts.Expression): void => {
    const column = columnName(key);
    block.predicates.push({
      column: { ...column, span: file.span(property.name ?? property) },
      operator,
      operand: operandOf(file, operand),
      clause: 'where',
      conjunct,
      span: file.span(property),
    });
  };
  if (ts.isCallExpression(value)) {
    const name = ts.isIdentifier(value.expression) ? value.expression.text : memberName(value.expression);
    const operator = name === undefined ? undefined : operatorCalls[name];
    add(operator ?? '=', value.arguments[0] && operator ? value.arguments[0] : value);
    return;
  }
  if (!ts.isObjectLiteralExpression(value)) {
    add(ts.isArrayLiteralExpression(value) ? 'in' : '=', value);
    return;
  }
  const keys = value.properties.map((each) => keyOf(each));
  const named = keys.map((each) => each?.replace(/^(\$|Op\.)/, ''));
  const isOperators =
    named.length > 0 && named.every((each) => each !== undefined && Object.hasOwn(operators, each));
  const [only] = value.properties;
  const holdsRows =
    only && ts.isPropertyAssignment(only) && ts.isObjectLiteralExpression(unwrap(only.initializer));
  if (isOperators && !(keys[0] === 'is' && holdsRows)) {
    for (const [index, each] of value.properties.entries()) {
      const operator = operators[named[index] ?? ''] ?? '=';
      if (named[index] === 'mode') continue;
      if (ts.isPropertyAssignment(each)) add(operator, each.initializer);
      else if (ts.isShorthandPropertyAssignment(each)) add(operator, each.name);
    }
    return;
  }
  // The key of several columns: `tenantId_slug: { tenantId, slug }`.
  if (keys.every((each) => each !== undefined && /^\w+$/.test(each)) && key === keys.join('_')) {
    readConditions(file, block, value, conjunct, depth + 1);
    return;
  }
  block.open = true;
}

/** Alternatives: only what all of them ask for holds for every row. */
function readEither(
  file: FileReader,
  block: QueryBlock,
  alternatives: readonly ts.Expression[],
  conjunct: boolean,
  depth: number,
): void {
  const each = alternatives.map((alternative) => {
    const from = block.predicates.length;
    readConditions(
      file,
      block,
      ts.isSpreadElement(alternative) ? alternative.expression : alternative,
      conjunct,
      depth + 1,
    );
    return block.predicates.slice(from);
  });
  const inAll = (one: Predicate): boolean =>
    each.every((group) => group.some((other) => other.conjunct && other.column.name === one.column.name));
  const held = each.flat().map((one) => ({ one, holds: one.conjunct && inAll(one) }));
  for (const { one, holds } of held) one.conjunct = holds;
}

/** `name`, `'t.name'`, `[Op.or]`, `$customer.name$`. */
function keyOf(property: ts.ObjectLiteralElementLike): string | undefined {
  const { name } = property;
  if (name && ts.isComputedPropertyName(name) && ts.isPropertyAccessExpression(name.expression))
    return operatorKey(name.expression);
  return propertyName(name);
}

function operatorKey(node: ts.PropertyAccessExpression): string | undefined {
  return /^(Op|Operators)$/.test(
    memberName(node.expression) ?? (ts.isIdentifier(node.expression) ? node.expression.text : ''),
  )
    ? `Op.${node.name.text}`
    : undefined;
}

function columnName(key: string): { name: string; qualifier?: string } {
  const dot = key.lastIndexOf('.');
  return dot > 0 ? { name: key.slice(dot + 1), qualifier: key.slice(0, dot) } : { name: key };
}

/**
 * `where.status = …` further down: a condition that may hold. Where more than plain members is added, or one that says whose a row is, the filter
 * may be in there.
 */
function readAddedMembers(file: FileReader, block: QueryBlock, name: ts.Identifier): void {
  const escaped = name.text.replace(/\$/g, '\\$');
  const added = file.tree.root.text.matchAll(
    new RegExp(
      `(?<![\\w$.])${escaped}((?:\\.[\\w$]+|\\[[^\\]]+\\])+)\\s*(?:=[^=]|\\.push)|assign\\(\\s*${escaped}\\b`,
      'g',
    ),
  );
  const span = file.span(name);
  for (const [, path = ''] of added) {
    const [, member] = /^\.([\w$]+)$/.exec(path) ?? [];
    if (member === undefined || /^(AND|OR|NOT)$|^\$/.test(member) || isTenantName(member)) {
      block.open = true;
      return;
    }
    block.predicates.push({
      column: { name: member, span },
      operator: '=',
      operand: { kind: 'other', span },
      clause: 'where',
      conjunct: false,
      span,
    });
  }
}
