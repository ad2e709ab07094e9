import type { QueryBlock } from '../../../source/sql/statement';
import type { ts } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';

/** The block that a chain's steps are read into. */
export interface BuilderBlock {
  file: FileReader;
  block: QueryBlock;
  /** The block of a query that stands inside this one: a chain, or a callback that builds one. */
  subqueryOf: (expression: ts.Expression) => QueryBlock | undefined;
}
