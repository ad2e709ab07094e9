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

/** How many tables a block has so far: what comes later is on the right side of a join. */
export interface Boundary {
  tables: number;
  derived: number;
}

export function boundaryOf(block: QueryBlock): Boundary {
  return { tables: block.tables.length, derived: block.derived.length };
}

/**
 * The condition of an outer join does not narrow the side whose rows it keeps: predicates from index `first` on, on
 * columns of that side, hold for none of its rows in particular. An unqualified column may be of either side.
 */
export function loosenOuterJoin(
  block: QueryBlock,
  first: number,
  boundary: Boundary,
  keepsLeft: boolean,
  keepsRight: boolean,
): void {
  if (!keepsLeft && !keepsRight) return;
  for (let i = first; i < block.predicates.length; i++) {
    const predicate = block.predicates[i];
    const name = predicate?.column.qualifier;
    if (predicate === undefined || name === undefined) continue;
    const named = (table: { name: string; alias?: string }): boolean => (table.alias ?? table.name) === name;
    const [table, derived] = [block.tables.findIndex(named), block.derived.findIndex(named)];
    if (table < 0 && derived < 0) continue;
    const isRight = table >= boundary.tables || derived >= boundary.derived;
    if (isRight ? keepsRight : keepsLeft) predicate.conjunct = false;
  }
}
