import type { Dialect } from '../../source/sql/statement';
import type { Entry } from '../entry';

/**
 * What speaks to a SQL database: whatever the path leads to, most often `**` for all that a package gives. Read where a file's queries,
 * passwords and endings are collected, and to tell a project's dialect from its dependencies.
 */
export interface DatabaseEntry extends Entry {
  /** It takes SQL as text, builds it from calls, or maps objects to rows. */
  client: 'driver' | 'builder' | 'orm';
  /** Set where the package speaks to one kind of database only; a client that speaks to several says nothing. */
  dialect?: Dialect;
}
