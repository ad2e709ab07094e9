import { type Cursor, get, isRecord, list, nameIn, queryIn, text, typeOf } from './node-sql-tree';
import { sidesOf } from './predicate-sides';
import type { BlockPlace, ColumnUse, Predicate, QueryBlock } from './statement';
import { tokenOperand } from './token-operand';

export type JsonClause = QueryBlock['jsonKeys'][number]['clause'];

/** The block that is being read, as its expressions see it. */
export interface BlockContext {
  block: QueryBlock;
  cursor: Cursor;
  /** Reads the query in the next brackets into `block.nested`. */
  nest(query: unknown, place: BlockPlace): void;
}

const JSON_CALLS = new Set(['json_extract', 'json_value', 'json_query']);

/** Reads subqueries, `count(*)` and JSON keys out of an expression. Returns whether it aggregates rows. */
export function readExpression(context: BlockContext, node: unknown, clause: JsonClause): boolean {
  const { cursor } = context;
  if (Array.isArray(node)) return readAll(context, node, clause);
  if (!isRecord(node)) return false;
  const query = queryIn(node);
  if (query !== undefined) {
    context.nest(query, 'scalar');
    return false;
  }
  switch (typeOf(node)) {
    case 'column_ref':
      cursor.column(node);
      return false;
    case 'binary_expr':
      return readOperation(context, node, clause);
    case 'aggr_func':
      readAggregate(context, node, clause);
      return get(node, 'over') === null || get(node, 'over') === undefined;
    case 'function':
      return readCall(context, node, clause);
    default:
      return readAll(context, Object.values(node).filter(isTree), clause);
  }
}

function isTree(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function readAll(context: BlockContext, nodes: readonly unknown[], clause: JsonClause): boolean {
  let aggregate = false;
  for (const node of nodes) if (readExpression(context, node, clause)) aggregate = true;
  return aggregate;
}

function readOperation(context: BlockContext, node: unknown, clause: JsonClause): boolean {
  const { cursor, block } = context;
  const [left, right, operator] = [get(node, 'left'), get(node, 'right'), text(node, 'operator')];
  if ((operator === '->' || operator === '->>') && typeOf(left) === 'column_ref') {
    const column = cursor.column(left);
    const key = jsonKey(get(right, 'value'));
    const at = cursor.symbol(operator) + 1;
    if (column !== undefined && key !== undefined && at > 0)
      block.jsonKeys.push({
        column,
        key,
        clause,
        span: { start: column.span.start, end: cursor.source.span(at, at).end },
      });
    return false;
  }
  const aggregate = readExpression(context, left, clause);
  return readExpression(context, right, clause) || aggregate;
}

function readAggregate(context: BlockContext, node: unknown, clause: JsonClause): void {
  const { cursor, block } = context;
  cursor.symbol(text(node, 'name').toLowerCase());
  const argument = get(get(node, 'args'), 'expr');
  if (typeOf(argument) === 'star' || text(argument, 'column') === '*') {
    const at = cursor.symbol('*');
    if (at >= 0) block.stars.push({ span: cursor.source.span(at, at), place: 'count' });
  } else readExpression(context, get(node, 'args'), clause);
}

function readCall(context: BlockContext, node: unknown, clause: JsonClause): boolean {
  const { cursor, block } = context;
  const name = nameIn(get(node, 'name')).toLowerCase();
  const args = list(get(node, 'args'), 'value');
  if (name === 'exists' && queryIn(args[0]) !== undefined) {
    context.nest(queryIn(args[0]), 'exists');
    return false;
  }
  const at = cursor.symbol(name);
  if (JSON_CALLS.has(name) && typeOf(args[0]) === 'column_ref') {
    const column = cursor.column(args[0]);
    const key = jsonKey(get(args[1], 'value'));
    if (column !== undefined && key !== undefined)
      block.jsonKeys.push({
        column,
        key,
        clause,
        span: cursor.source.span(at, cursor.source.closing(at + 1)),
      });
    return false;
  }
  return readAll(context, args, clause);
}

/** `$.a.b` is the path that the others write as keys. */
function jsonKey(path: unknown): string | undefined {
  if (typeof path === 'number') return String(path);
  if (typeof path !== 'string' || path === '') return undefined;
  return path.replace(/^\$\.?/, '').replaceAll('"', '');
}

const JSON_CLAUSE: Record<Predicate['clause'], JsonClause> = { where: 'where', on: 'join', having: 'group' };
const COMPARISONS = new Set(
  '=,<>,<,>,<=,>=,!=,<=>,in,not in,like,not like,between,not between,is,is not,regexp,not regexp,rlike,glob'.split(
    ',',
  ),
);

/** Reads the predicates of a condition into its block, and with them what its expressions hold. */
export function readCondition(
  context: BlockContext,
  node: unknown,
  clause: Predicate['clause'],
  conjunct: boolean,
): void {
  if (!isRecord(node)) return;
  const operator = text(node, 'operator').toLowerCase();
  const type = typeOf(node);
  if (type === 'binary_expr' && (operator === 'and' || operator === 'or')) {
    for (const side of ['left', 'right'])
      readCondition(context, get(node, side), clause, conjunct && operator === 'and');
  } else if (type === 'binary_expr' && COMPARISONS.has(operator)) {
    readComparison(context, node, operator, clause, conjunct);
  } else if (type === 'unary_expr' && operator.endsWith('exists')) {
    context.nest(queryIn(get(node, 'expr')), 'exists');
  } else if (type === 'unary_expr' && operator === 'not') {
    readCondition(context, get(node, 'expr'), clause, false);
  } else if (type === 'function' && nameIn(get(node, 'name')).toLowerCase() === 'not') {
    for (const inner of list(get(node, 'args'), 'value')) readCondition(context, inner, clause, false);
  } else if (type === 'column_ref') {
    const column = context.cursor.column(node);
    if (column === undefined) return;
    const operand = { kind: 'none' as const, span: { start: column.span.end, end: column.span.end } };
    context.block.predicates.push({
      column,
      operator: 'is true',
      operand,
      clause,
      conjunct,
      span: column.span,
    });
  } else readExpression(context, node, JSON_CLAUSE[clause]);
}

const FLIPPED = new Map([
  ['=', '='],
  ['<>', '<>'],
  ['<', '>'],
  ['>', '<'],
  ['<=', '>='],
  ['>=', '<='],
  ['is not distinct from', 'is not distinct from'],
]);

function readComparison(
  context: BlockContext,
  node: unknown,
  written: string,
  clause: Predicate['clause'],
  conjunct: boolean,
): void {
  const { block, cursor } = context;
  const { source } = cursor;
  const right = get(node, 'right');
  const leftColumns = readSide(context, get(node, 'left'), clause);
  const at = cursor.symbol(written.split(' ')[0] ?? '');
  const rightColumns = readSide(context, right, clause);
  if (at < 0) return;
  const operator = operatorOf(written, right);
  const sides = sidesOf(source, at, operator);
  // Constants and parameters do not move the cursor.
  cursor.at = Math.max(cursor.at, Math.min(sides.rightTokens.last, cursor.last) + 1);
  const push = (column: ColumnUse, as: string, operand: Predicate['operand']): void => {
    block.predicates.push({ column, operator: as, operand, clause, conjunct, span: sides.whole });
  };
  const rows = leftColumns.length > 1;
  const items = rows ? rowItems(context, sides.rightTokens) : [];
  for (const [i, column] of leftColumns.entries()) {
    if (column === undefined || (rows && operator !== '=' && operator !== 'in')) continue;
    if (operator.startsWith('is ') && operator !== 'is not distinct from')
      push(column, operator, { kind: 'none', span: { start: sides.whole.end, end: sides.whole.end } });
    else push(column, operator, tokenOperand(source, (operator === '=' && items[i]) || sides.rightTokens));
  }
  const flipped = FLIPPED.get(operator);
  const [only] = rightColumns;
  if (flipped !== undefined && rightColumns.length === 1 && only !== undefined)
    push(only, flipped, tokenOperand(source, sides.leftTokens));
}

function rowItems(
  { cursor }: BlockContext,
  { first, last }: { first: number; last: number },
): { first: number; last: number }[] {
  return cursor.source.token(first)?.partner === last
    ? cursor.source.parts({ first: first + 1, last: last - 1 })
    : [];
}

function operatorOf(written: string, right: unknown): string {
  if (written === '!=') return '<>';
  if (written === '<=>') return 'is not distinct from';
  if (written !== 'is' && written !== 'is not') return written;
  const value = get(right, 'value');
  return `${written} ${value === null || value === undefined ? 'null' : String(value).toLowerCase()}`;
}

/** The columns that a side of a comparison is: one, the items of a row, or none; whatever else it is, is read too. */
function readSide(
  context: BlockContext,
  node: unknown,
  clause: Predicate['clause'],
): (ColumnUse | undefined)[] {
  const { cursor } = context;
  // T-SQL's variables come as columns.
  if (typeOf(node) === 'column_ref' && !nameIn(get(node, 'column')).startsWith('@'))
    return [cursor.column(node)];
  if (typeOf(node) === 'expr_list') {
    const items = list(node, 'value');
    const [query] = items.map(queryIn);
    if (query !== undefined) {
      context.nest(query, 'in');
      return [];
    }
    return items.flatMap((item) => readSide(context, item, clause));
  }
  readExpression(context, node, JSON_CLAUSE[clause]);
  return [];
}
