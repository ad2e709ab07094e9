import { boundaryOf, hasExplicitColumns, loosenOuterJoin } from './block';
import { type BlockContext, readCondition, readExpression } from './node-sql-expression';
import { get, list, nameIn, queryIn, text } from './node-sql-tree';
import { lookUp, type Scope } from './scope';
import type { TokenRange } from './split';
import type { QueryBlock } from './statement';

/** What reading one block needs; `scope` grows as its CTEs are read. */
export interface Frame extends BlockContext {
  range: TokenRange;
  scope: Scope;
}

/** Reads FROM and its joins, where the block has one. */
export function readFrom(frame: Frame, items: unknown[]): void {
  const { block, cursor } = frame;
  if (items.length === 0 || !goToClause(frame, 'from')) return;
  for (const item of items) {
    const boundary = boundaryOf(block);
    readFromItem(frame, item);
    const first = block.predicates.length;
    readCondition(frame, get(item, 'on'), 'on', true);
    const join = text(item, 'join').toUpperCase();
    const full = join.startsWith('FULL');
    loosenOuterJoin(
      block,
      first,
      boundary,
      full || join.startsWith('LEFT'),
      full || join.startsWith('RIGHT'),
    );
    for (const name of list(item, 'using').map(nameIn)) {
      const found = cursor.name([name]);
      if (found !== undefined)
        block.usingColumns.push({ name, span: frame.cursor.source.span(found.first, found.last) });
    }
  }
}

/** One table, derived table or call in FROM, without its join condition. */
export function readFromItem(frame: Frame, item: unknown): void {
  const { block, cursor, scope } = frame;
  const alias = text(item, 'as');
  const query = queryIn(get(item, 'expr'));
  if (query !== undefined) {
    const index = block.nested.length;
    frame.nest(query, 'derived');
    const nested = block.nested[index];
    const found = cursor.name([alias]);
    if (nested === undefined || found === undefined) return;
    nested.name = alias;
    const span = frame.cursor.source.span(found.first, found.last);
    block.derived.push({ name: alias, span, explicitColumns: hasExplicitColumns(nested), block: index });
    return;
  }
  if (get(item, 'expr') !== undefined && get(item, 'expr') !== null) {
    readExpression(frame, get(item, 'expr'), 'select');
    const found = cursor.name([alias]);
    if (found === undefined) return;
    block.derived.push({
      name: alias,
      span: frame.cursor.source.span(found.first, found.last),
      explicitColumns: true,
    });
    return;
  }
  const use = cursor.table(item);
  if (use === undefined) return;
  const found = use.schema === undefined ? lookUp(scope, use.name.toLowerCase()) : undefined;
  if (found === undefined) {
    block.tables.push(use);
    return;
  }
  const derived: QueryBlock['derived'][number] = {
    name: use.name,
    span: use.span,
    explicitColumns: found.explicit,
  };
  if (use.alias !== undefined) derived.alias = use.alias;
  if (found.owner === block && found.block !== undefined) derived.block = found.block;
  block.derived.push(derived);
}

/** Goes to a clause of this block; false, with the cursor where it was, where the block has none. */
export function goToClause(frame: Frame, word: string): boolean {
  const { cursor, range } = frame;
  const at = frame.cursor.source.find(cursor.at, range.last, (token) => token.word === word);
  if (at < 0) return false;
  cursor.at = at + 1;
  return true;
}
