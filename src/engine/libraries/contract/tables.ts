import type { Dialect } from '../../source/sql/statement';
import type { Entry } from '../entry';

/** Who reads declarations of tables: `src/engine/facts/schema` has one for each. */
export type TableReader = 'drizzle' | 'typeorm' | 'sequelize' | 'mikro-orm' | 'knex';

/** What declares tables in code: functions, decorators, base classes. Asked of imports: a file that imports the package is read by the reader. */
export interface TableEntry extends Entry {
  reader: TableReader;
  /** Set where the database of such tables, or what makes them, indexes each foreign key by itself. */
  indexesForeignKeys?: true;
  /** The databases on which it does not. */
  exceptOn?: readonly Dialect[];
  /** Set where its options name the database that it speaks to: `client`, `type` or `dialect`. */
  namesDialect?: true;
  /**
   * What its connection is customarily called, in lower case: the option that hands it to a model, and the parameter of a file that defines one. A file
   * of such tables mentions it.
   */
  connection?: string;
  /** Set where a project's `models/index` customarily loads all of its models and gives them out by name. */
  gathers?: true;
}
