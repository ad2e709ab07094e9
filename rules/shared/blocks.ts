import type { QueryBlock, SqlStatement } from '../../src/engine';

export type { QueryBlock, SqlStatement, Star } from '../../src/engine';

/** A statement's block and all blocks nested in it, outermost first. */
export function allBlocks(statement: SqlStatement): QueryBlock[] {
  const blocks: QueryBlock[] = [];
  const add = (block: QueryBlock): void => {
    blocks.push(block);
    for (const nested of block.nested) add(nested);
  };
  if (statement.block) add(statement.block);
  return blocks;
}
