import type { Span } from '../span';
import type { BlockPlace, QueryBlock } from './statement';

/** Whether no star over a base table decides the columns that a query gives. */
export function hasExplicitColumns(block: QueryBlock): boolean {
  const operands = block.nested.filter((nested) => nested.place === 'set-operand');
  if (!operands.every(hasExplicitColumns)) return false;
  return block.stars.every((star) => {
    if (star.place === 'count') return true;
    if (star.qualifier === undefined)
      return (
        block.target === undefined &&
        block.tables.length === 0 &&
        block.derived.every((table) => table.explicitColumns)
      );
    return block.derived.some(
      (table) => (table.alias ?? table.name) === star.qualifier && table.explicitColumns,
    );
  });
}

/** A block in which nothing has been found yet. */
export function emptyBlock(place: BlockPlace, span: Span): QueryBlock {
  return {
    kind: 'select',
    place,
    span,
    tables: [],
    derived: [],
    stars: [],
    outputs: [],
    predicates: [],
    usingColumns: [],
    assignments: [],
    onConflict: false,
    groupBy: [],
    orderBy: [],
    jsonKeys: [],
    hasWhere: false,
    limited: false,
    distinct: false,
    locking: false,
    returning: false,
    nested: [],
  };
}
