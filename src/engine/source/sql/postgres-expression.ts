import type { A_Expr, FuncCall, Node, SubLink } from 'libpg-query';
import type { PostgresSource } from './postgres-source';
import {
  bare,
  childNodes,
  columnUse,
  constantText,
  functionName,
  isStar,
  lastOf,
  stringOf,
} from './postgres-tree';
import type { TokenRange } from './split';
import type { BlockPlace, ColumnUse, QueryBlock } from './statement';

/** The block that is being read, as its expressions see it. */
export interface BlockContext {
  source: PostgresSource;
  block: QueryBlock;
  range: TokenRange;
  /** Reads a subquery into `block.nested`. */
  nest(subquery: Node, place: BlockPlace): void;
}

export type JsonClause = QueryBlock['jsonKeys'][number]['clause'];

const AGGREGATES = new Set(
  (
    'count sum avg min max array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bool_and bool_or ' +
    'every bit_and bit_or stddev stddev_pop stddev_samp variance var_pop var_samp corr mode percentile_cont ' +
    'percentile_disc any_value xmlagg range_agg'
  ).split(' '),
);
const JSON_OPERATORS = new Set(['->', '->>', '#>', '#>>']);
const JSON_PATH_CALLS = new Set([
  'json_extract_path',
  'json_extract_path_text',
  'jsonb_extract_path',
  'jsonb_extract_path_text',
]);

/**
 * Reads subqueries, `count(*)` and JSON keys out of an expression into its block. Returns whether the expression
 * aggregates rows.
 */
export function readExpression(context: BlockContext, node: Node | undefined, clause: JsonClause): boolean {
  if (node === undefined || 'ColumnRef' in node || 'A_Const' in node || 'ParamRef' in node) return false;
  if ('A_Expr' in node) return readOperation(context, node.A_Expr, clause);
  if ('TypeCast' in node) return readExpression(context, node.TypeCast.arg, clause);
  if ('FuncCall' in node) return readCall(context, node.FuncCall, clause);
  if ('SubLink' in node) return readSubLink(context, node.SubLink, clause);
  if ('A_Indirection' in node) readSubscript(context, node, clause);
  return readAll(context, childNodes(node), clause);
}

function readAll(context: BlockContext, nodes: readonly Node[] | undefined, clause: JsonClause): boolean {
  let aggregate = false;
  for (const node of nodes ?? []) if (readExpression(context, node, clause)) aggregate = true;
  return aggregate;
}

function readOperation(context: BlockContext, operation: A_Expr, clause: JsonClause): boolean {
  if (JSON_OPERATORS.has(stringOf(lastOf(operation.name)))) return readJsonPath(context, operation, clause);
  const left = readExpression(context, operation.lexpr, clause);
  return readExpression(context, operation.rexpr, clause) || left;
}

function readSubLink(context: BlockContext, link: SubLink, clause: JsonClause): boolean {
  if (link.subselect !== undefined) context.nest(link.subselect, placeOf(link));
  return readExpression(context, link.testexpr, clause);
}

function placeOf(link: SubLink): BlockPlace {
  if (link.subLinkType === 'EXISTS_SUBLINK') return 'exists';
  return link.subLinkType === 'ANY_SUBLINK' || link.subLinkType === 'ALL_SUBLINK' ? 'in' : 'scalar';
}

function readCall(context: BlockContext, call: FuncCall, clause: JsonClause): boolean {
  const { source, block } = context;
  const name = functionName(call);
  const [argument] = call.args ?? [];
  if (name === 'count') {
    const open = source.chainEnd(source.at(call.location)) + 1;
    if (call.agg_star) block.stars.push({ span: source.span(open + 1, open + 1), place: 'count' });
    else if (argument !== undefined && 'ColumnRef' in argument && isStar(argument.ColumnRef)) {
      const first = source.at(argument.ColumnRef.location);
      const qualifier = stringOf(argument.ColumnRef.fields?.at(-2));
      block.stars.push({ span: source.span(first, source.chainEnd(first)), qualifier, place: 'count' });
    }
  } else if (JSON_PATH_CALLS.has(name)) readJsonCall(context, call, clause);
  const inner = readAll(context, childNodes({ FuncCall: call }), clause);
  return inner || (call.over === undefined && AGGREGATES.has(name));
}

/** `data->'a'->>'b'`: the path from the column outwards, as one key. */
function readJsonPath(context: BlockContext, operation: A_Expr, clause: JsonClause): boolean {
  const keys: string[] = [];
  let known = true;
  let base: Node | undefined = { A_Expr: operation };
  while (base !== undefined && 'A_Expr' in base) {
    const operator = stringOf(lastOf(base.A_Expr.name));
    if (!JSON_OPERATORS.has(operator)) break;
    const key = keyOf(context.source, base.A_Expr.rexpr, operator.startsWith('#'));
    if (key === undefined) {
      known = false;
      readExpression(context, base.A_Expr.rexpr, clause);
    } else keys.unshift(key);
    base = bare(base.A_Expr.lexpr);
  }
  if (base !== undefined && 'ColumnRef' in base) {
    const column = columnUse(context.source, base.ColumnRef);
    if (known) pushKey(context, column, keys, operation.rexpr, clause);
    return false;
  }
  return readExpression(context, base, clause);
}

/** The text of a key or, for `#>`, of a path such as `{a,b}`; undefined where the statement does not say it. */
function keyOf(source: PostgresSource, node: Node | undefined, isPath: boolean): string | undefined {
  const key = bare(node);
  if (key === undefined || !('A_Const' in key)) return undefined;
  // A `?` was made a constant for the grammar's sake.
  if (source.token(source.at(key.A_Const.location))?.kind === 'parameter') return undefined;
  const text = constantText(key.A_Const);
  return isPath ? text?.replace(/^\{|\}$|"/g, '').replaceAll(',', '.') : text;
}

function pushKey(
  { source, block }: BlockContext,
  column: ColumnUse | undefined,
  keys: string[],
  last: Node | undefined,
  clause: JsonClause,
): void {
  const constant = bare(last);
  if (column === undefined || keys.length === 0 || constant === undefined || !('A_Const' in constant)) return;
  const end = source.token(source.at(constant.A_Const.location))?.end ?? column.span.end;
  block.jsonKeys.push({ column, key: keys.join('.'), clause, span: { start: column.span.start, end } });
}

function readJsonCall(context: BlockContext, call: FuncCall, clause: JsonClause): void {
  const [base, ...path] = call.args ?? [];
  const column = bare(base);
  if (column === undefined || !('ColumnRef' in column)) return;
  const keys = path.map((key) => keyOf(context.source, key, false));
  if (keys.every((key) => key !== undefined))
    pushKey(context, columnUse(context.source, column.ColumnRef), keys, lastOf(path), clause);
}

/** `data['a']['b']` of PostgreSQL 14. */
function readSubscript(context: BlockContext, node: Node, clause: JsonClause): void {
  if (!('A_Indirection' in node)) return;
  const { arg, indirection = [] } = node.A_Indirection;
  if (arg === undefined || !('ColumnRef' in arg)) return;
  const subscripts = indirection.map((item) => ('A_Indices' in item ? item.A_Indices.uidx : undefined));
  const isText = (item: Node | undefined): boolean =>
    item !== undefined && 'A_Const' in item && item.A_Const.sval !== undefined;
  if (!subscripts.every(isText)) return;
  const keys = subscripts.map((item) => keyOf(context.source, item, false) ?? '');
  pushKey(context, columnUse(context.source, arg.ColumnRef), keys, lastOf(subscripts), clause);
}
