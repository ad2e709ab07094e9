import type { Node, SelectStmt } from 'libpg-query';
import type { PostgresSource } from './postgres-source';
import type { TokenRange } from './split';
import type { BlockPlace } from './statement';

/**
 * Where queries begin and end. PostgreSQL's tree has no location for them, so a query is found from something in it
 * that has one, and ends with the bracket or the statement that it stands in.
 */

const SET_WORDS = new Set(['union', 'intersect', 'except']);
const AFTER_OPERAND = new Set([...SET_WORDS, 'order', 'limit', 'offset', 'fetch', 'for']);
const ANCHORS = new Set(['select', 'values', 'table', 'insert', 'update', 'delete', 'merge']);

/** The operands of a set operation from left to right; chains of them without clauses of their own are one. */
export function operandsOf(select: SelectStmt): SelectStmt[] {
  const operands: SelectStmt[] = [];
  const waiting = [select.rarg, select.larg];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === undefined) continue;
    const plain =
      next.withClause === undefined &&
      next.sortClause === undefined &&
      next.limitCount === undefined &&
      !next.lockingClause;
    if (isSetOperation(next) && plain) waiting.push(next.rarg, next.larg);
    else operands.push(next);
  }
  return operands;
}

function isSetOperation(select: SelectStmt): boolean {
  return select.op !== undefined && select.op !== 'SETOP_NONE';
}

/** The tokens of a query that stands somewhere in `around`. */
export function rangeOf(
  source: PostgresSource,
  node: Node,
  place: BlockPlace,
  around: TokenRange,
): TokenRange {
  const level = levelOf(source, node);
  if (level < 0) return around;
  const opener = source.token(level)?.opener ?? -1;
  const close = opener < around.first ? -1 : source.closing(opener);
  const outer = close > opener ? { first: opener + 1, last: close - 1 } : around;
  const first = Math.max(outer.first, anchorOf(source, node, level, outer.first));
  if (close > opener) return { first, last: outer.last };
  if (place === 'set-operand') return { first, last: before(source, first, outer.last, AFTER_OPERAND) };
  if (place === 'insert-source') return { first, last: before(source, first, outer.last, AFTER_SOURCE) };
  return { first, last: outer.last };
}

const AFTER_SOURCE = new Set(['on', 'returning']);

function before(source: PostgresSource, first: number, last: number, words: ReadonlySet<string>): number {
  const end = source.find(first + 1, last, (token, i) => {
    if (!words.has(token.word)) return false;
    // A SELECT's own JOIN … ON is not the INSERT's ON CONFLICT.
    return token.word !== 'on' || source.word(i + 1) === 'conflict';
  });
  return end < 0 ? last : end - 1;
}

/** The token that a query begins with: its WITH, else its verb. */
export function anchorOf(source: PostgresSource, node: Node, level: number, first: number): number {
  const clause = withClauseOf(node);
  if (clause !== undefined) return source.at(clause.location);
  if ('SelectStmt' in node && isSetOperation(node.SelectStmt)) return first;
  return source.findBack(level, first, (token) => ANCHORS.has(token.word));
}

function withClauseOf(node: Node): { location?: number } | undefined {
  if ('SelectStmt' in node) return node.SelectStmt.withClause;
  if ('InsertStmt' in node) return node.InsertStmt.withClause;
  if ('UpdateStmt' in node) return node.UpdateStmt.withClause;
  if ('DeleteStmt' in node) return node.DeleteStmt.withClause;
  if ('MergeStmt' in node) return node.MergeStmt.withClause;
  return undefined;
}

/** A token of a query that is inside of no bracket but those around the query; -1 where none has a location. */
export function levelOf(source: PostgresSource, node: Node): number {
  if ('SelectStmt' in node) return levelOfSelect(source, node.SelectStmt);
  if ('InsertStmt' in node) return source.at(node.InsertStmt.relation?.location);
  if ('UpdateStmt' in node) return source.at(node.UpdateStmt.relation?.location);
  if ('DeleteStmt' in node) return source.at(node.DeleteStmt.relation?.location);
  if ('MergeStmt' in node) return source.at(node.MergeStmt.relation?.location);
  return -1;
}

function levelOfSelect(source: PostgresSource, select: SelectStmt): number {
  if (select.withClause !== undefined) return source.at(select.withClause.location);
  if (isSetOperation(select)) return levelOfSetOperation(source, select);
  const [target] = select.targetList ?? [];
  if (target !== undefined && 'ResTarget' in target) {
    const at = source.at(target.ResTarget.location);
    if (at >= 0) return at;
  }
  const [row] = select.valuesLists ?? [];
  if (row !== undefined && 'List' in row) return levelOfValues(source, row.List.items?.[0]);
  const [item] = select.fromClause ?? [];
  return item === undefined ? -1 : levelOfTable(source, item);
}

/** From the first operand outwards, over the brackets that hold only that operand. */
function levelOfSetOperation(source: PostgresSource, select: SelectStmt): number {
  let leaf: SelectStmt | undefined = select;
  while (leaf?.larg !== undefined && leaf.withClause === undefined) leaf = leaf.larg;
  let level = leaf === undefined ? -1 : levelOfSelect(source, leaf);
  for (;;) {
    const opener = source.token(level)?.opener ?? -1;
    if (opener < 0) return level;
    const close = source.closing(opener);
    if (source.find(level, close - 1, (token) => SET_WORDS.has(token.word)) >= 0) return level;
    if (!SET_WORDS.has(source.word(close + 1)) && source.token(close + 1)?.kind !== 'close') return level;
    level = opener;
  }
}

function levelOfValues(source: PostgresSource, item: Node | undefined): number {
  if (item === undefined) return -1;
  const location = firstLocation(item);
  if (location === undefined) return -1;
  for (let i = source.at(location); i >= 0; i--) if (source.word(i) === 'values') return i;
  return -1;
}

function levelOfTable(source: PostgresSource, item: Node): number {
  if ('RangeVar' in item) return source.at(item.RangeVar.location);
  if ('JoinExpr' in item && item.JoinExpr.larg !== undefined) return levelOfTable(source, item.JoinExpr.larg);
  if ('RangeSubselect' in item && item.RangeSubselect.subquery !== undefined)
    return source.token(levelOf(source, item.RangeSubselect.subquery))?.opener ?? -1;
  const location = firstLocation(item);
  return location === undefined ? -1 : source.at(location);
}

/** The first location in a tree, in the order of its fields. */
function firstLocation(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = key === 'location' && typeof inner === 'number' ? inner : firstLocation(inner);
    if (found !== undefined && found >= 0) return found;
  }
  return undefined;
}
