import type { JoinExpr, Node, RangeVar } from 'libpg-query';
import { boundaryOf, hasExplicitColumns, loosenOuterJoin } from './block';
import { levelOf } from './postgres-block';
import { type BlockContext, readExpression } from './postgres-expression';
import { readCondition } from './postgres-predicate';
import { functionName, tableUse } from './postgres-tree';
import { lookUp, type Scope } from './scope';
import type { QueryBlock } from './statement';

/** What reading one block needs; `scope` grows as its CTEs are read. */
export interface Frame extends BlockContext {
  scope: Scope;
}

/** Reads one item of FROM; returns the last token of it, as far as that is known. */
export function readFrom(frame: Frame, item: Node): number {
  const { block } = frame;
  if ('RangeVar' in item) return readTable(frame, item.RangeVar);
  if ('JoinExpr' in item) return readJoin(frame, item.JoinExpr);
  if ('RangeTableSample' in item && item.RangeTableSample.relation)
    return readFrom(frame, item.RangeTableSample.relation);
  if ('RangeSubselect' in item && item.RangeSubselect.subquery !== undefined) {
    const { subquery, alias } = item.RangeSubselect;
    const index = block.nested.length;
    const level = levelOf(frame.source, subquery);
    frame.nest(subquery, 'derived');
    const query = block.nested[index] as QueryBlock;
    const name = alias?.aliasname ?? '';
    let close = frame.source.closing(frame.source.token(level)?.opener ?? -1);
    while (frame.source.token(close + 1)?.kind === 'close') close++;
    const at = frame.source.word(close + 1) === 'as' ? close + 2 : close + 1;
    if (name !== '') query.name = name;
    block.derived.push({
      name,
      span: frame.source.span(name === '' ? close : at, name === '' ? close : at),
      explicitColumns: alias?.colnames !== undefined || hasExplicitColumns(query),
      block: index,
    });
    return close;
  }
  if ('RangeFunction' in item) return readFunctionTable(frame, item);
  readExpression(frame, item, 'select');
  return -1;
}

function readTable(frame: Frame, table: RangeVar): number {
  const { block, scope } = frame;
  const use = tableUse(frame.source, table);
  const at = frame.source.chainEnd(frame.source.at(table.location));
  const found = table.schemaname === undefined ? lookUp(scope, use.name) : undefined;
  if (found === undefined) block.tables.push(use);
  else {
    const derived: QueryBlock['derived'][number] = {
      name: use.name,
      span: use.span,
      explicitColumns: found.explicit,
    };
    if (use.alias !== undefined) derived.alias = use.alias;
    if (found.owner === block && found.block !== undefined) derived.block = found.block;
    block.derived.push(derived);
  }
  return at;
}

function readFunctionTable(frame: Frame, item: Node): number {
  if (!('RangeFunction' in item)) return -1;
  const { functions, alias } = item.RangeFunction;
  readExpression(frame, item, 'select');
  const [list] = functions ?? [];
  const [call] = list !== undefined && 'List' in list ? (list.List.items ?? []) : [];
  if (call === undefined || !('FuncCall' in call)) return -1;
  const first = frame.source.at(call.FuncCall.location);
  const last = frame.source.chainEnd(first);
  frame.block.derived.push({
    name: alias?.aliasname ?? functionName(call.FuncCall),
    span: frame.source.span(first, last),
    explicitColumns: true,
  });
  return frame.source.closing(last + 1);
}

function readJoin(frame: Frame, join: JoinExpr): number {
  const { block } = frame;
  if (join.larg !== undefined) readFrom(frame, join.larg);
  const boundary = boundaryOf(block);
  let end = join.rarg === undefined ? -1 : readFrom(frame, join.rarg);
  const first = block.predicates.length;
  readCondition(frame, join.quals, 'on', true);
  const keepsLeft = join.jointype === 'JOIN_LEFT' || join.jointype === 'JOIN_FULL';
  const keepsRight = join.jointype === 'JOIN_RIGHT' || join.jointype === 'JOIN_FULL';
  loosenOuterJoin(block, first, boundary, keepsLeft, keepsRight);
  if (join.usingClause !== undefined) end = readUsing(frame, end);
  return end;
}

/** The tree has no locations for the columns of USING: they are in the next brackets after the joined table. */
function readUsing(frame: Frame, from: number): number {
  const using = frame.source.find(from + 1, frame.range.last, (token) => token.word === 'using');
  if (from < 0 || using < 0) return from;
  const close = frame.source.closing(using + 1);
  for (let i = using + 2; i < close; i += 2)
    frame.block.usingColumns.push({ name: frame.source.name(i), span: frame.source.span(i, i) });
  return close;
}
