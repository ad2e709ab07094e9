import type { Entry } from '../entry';

/**
 * How several queries run in one transaction, as the fix of a missing one writes it. The path is that of the queries' handle for drivers
 * (`Pool()`), and covers all that a builder or ORM gives (`**`). In texts `{handle}` stands for what the queries are sent on.
 */
export interface TransactionEntry extends Entry {
  /**
   * What takes the transaction's place in a query: the receiver (`pool` of `pool.query`), the tag of a template, the start of a chain of
   * calls, the data source (`dataSource.getRepository(User)`), a repository that a class was given, an option of the call.
   */
  reader: 'receiver' | 'tag' | 'chain' | 'source' | 'repository' | 'options';
  /** Drivers: one connection is taken, given back with `release()`, and these statements are sent on it. */
  connection?: { name: string; take: string; begin: string; commit: string; rollback: string };
  /** Others: the call up to the body of its callback, and the name that it is given. */
  callback?: { open: string; name?: string };
  /** `chain`: how many names stand between the handle and the first call: two in `prisma.user.create()`, none in `knex('users')`. */
  names?: number;
  /** `options`: at which argument each method takes its options. */
  optionsAt?: Readonly<Record<string, number>>;
  /** What tells such queries where their path leads into another file: the library is imported beside them, … */
  imported?: true;
  /** … one of these calls is in the chain, … */
  calls?: readonly string[];
  /** … or the handle is called so. */
  holders?: readonly string[];
  /** What queries on a pool that only the model can tell are put into: of several libraries with one dialect the one that says so. */
  customary?: true;
  /** The callback's parameters are those of its callers, and all that it does is in the transaction. */
  ambient?: true;
  /** Methods of what the call gives that roll back what was not committed, beside those that are called so: `close`. */
  undoneBy?: readonly string[];
}
