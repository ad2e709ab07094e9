import type { Entry } from '../entry';

/** Who reads calls and chains of calls: `src/engine/facts/queries/orm` has one for each. `model` reads
 * methods of model classes and collections, `instance` those of one row. */
export type QueryReader =
  | 'prisma'
  | 'drizzle'
  | 'kysely'
  | 'knex'
  | 'objection'
  | 'typeorm'
  | 'mikro-orm'
  | 'supabase'
  | 'model'
  | 'instance';

/** A value that queries are methods of: a client, a builder, an entity manager, a repository, a model class, a collection. */
export interface DataClientEntry extends Entry {
  /** Who reads what is called on it. A package counts as that reader's once one of its lines says so. */
  reader: QueryReader;
  /** How a database is asked by it: what `QueryFact.client` says of its queries. */
  asks: 'builder' | 'orm' | 'document';
  /** Set where it stands for one table or collection, and not for the database. */
  is?: 'model';
  /** Set where the library writes this export into the project: it is told by its name, from whichever file of the project it comes. */
  generated?: true;
  /**
   * What a variable or a member with it is customarily called, for code that shows neither an import nor a type. A `*` stands for any text; case
   * does not count. Left out, a name tells nothing.
   */
  called?: readonly string[];
  /** What its filters do with what is not given; the first line of a reader that says so in this version holds for all its queries. */
  filters?: FilterDefaults;
}

/** What a library does by itself with conditions that are given twice, or not at all. */
export interface FilterDefaults {
  /**
   * What becomes of `undefined` as the value of a column: the condition is left out (of reads only: `left out of reads`), compared with NULL, which
   * no row equals, or the call throws. Left out, nothing is known and the condition counts.
   */
  undefined?: 'left out' | 'left out of reads' | 'null' | 'throws';
  /** `replaces`: the second `where()` of a chain takes the place of the first. Left out, it adds to it. */
  secondWhere?: 'replaces';
  /** `ignored`: a function in the place of conditions is never asked, so nothing is filtered. Left out, what it returns filters. */
  callback?: 'ignored';
}
