import type { QueryReader } from '../../../libraries/contract/data-clients';
import type { QueryBlock } from '../../../source/sql/statement';
import type { ts } from '../../../source/syntax-tree';
import type { AccessPath, QueryClient, QueryHandle } from '../../facts';

/** What a reader found out about one call or chain. */
export interface ModelQuery {
  /** The call, or the last call of the chain. */
  node: ts.CallExpression;
  /** What it is called on: `prisma.user`, `repository`. */
  receiver: ts.Expression;
  method: string;
  client: Exclude<QueryClient, 'sql-file' | 'driver' | 'unknown'>;
  block: QueryBlock;
  /** A transaction that an option names; else the receiver tells. */
  handle?: QueryHandle | undefined;
  single?: boolean;
  /** False where tables are called by their names in the database. */
  byModel?: boolean;
  /** Whose chain it is, where edits depend on that. */
  reader?: QueryReader;
  assumes?: AccessPath | undefined;
  /** Whose client that must turn out to be; a data model of the project where nobody is named. */
  through?: QueryReader | undefined;
}
