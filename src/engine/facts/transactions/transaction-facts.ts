import type { Span } from '../../source/span';
import type { AccessPath } from '../modules/path-facts';

// What runs in one transaction, or could.

/** The edit that puts a stretch of a function into a transaction. */
export interface TransactionEdit {
  /** What runs in it. */
  region: Span;
  /** What the queries in it are sent on, as written: `pool`, `this.prisma`. */
  handle: string;
  /** What that must turn out to be, where only the model can tell: a pool that gives out connections. */
  pool?: AccessPath;
  edits: { span: Span; text: string }[];
}

/** A transaction that is begun by a call of the client's own, and must be ended by others: `connection.beginTransaction()`. */
export interface TransactionFact {
  span: Span;
  within?: number;
  /** Whether the same function commits, and where it rolls back. */
  commits: boolean;
  rollsBack: Span[];
}
