import type { Entry } from '../entry';

/** How values are given to a call that takes SQL text. */
export interface ValueBinding {
  /**
   * Values stand after the text: in an array, or as further arguments. Left out where the call takes none there (a prepared statement, named
   * parameters): then no fix can put them there.
   */
  values?: 'array' | 'arguments';
  /** What stands for a value in the text; left out, what the database itself has: `$1` for PostgreSQL, `?` for MySQL and SQLite. */
  placeholder?: '$n' | '?';
  /**
   * What a call of this name does on a receiver that nothing tells: the form that most drivers have. Of several lines the one that says so is
   * believed.
   */
  customary?: true;
  /** What the receiver is called where nothing else tells what it is: words, as whole names. Left out, its name does not matter. */
  holders?: readonly string[];
}

/** A call that sends a whole statement. Read by the collector of queries. */
export interface StatementEntry extends Entry, ValueBinding {
  /** It brings at most one row, whatever the statement says. */
  single?: true;
  /** What comes back is a pair, and its first element is the rows: `const [rows] = await …`. */
  rowsFirst?: true;
  /** The member of what comes back that has the rows: `rows` of `const { rows } = await …`. Left out where the rows come themselves, or in another way. */
  rowsIn?: string;
  /** The text can name values that are put into it unquoted: `$1:raw`, `${name^}`. */
  rawPlaceholders?: true;
  /** It takes a list of statements, each a text or an object with one, and sends them in one transaction. */
  list?: true;
  /** It only prepares the statement: a call on what comes back runs it. */
  prepares?: true;
  /** It is made with `new`, and sent later. */
  made?: true;
}

/**
 * The tag of a template that is a statement of its own, and binds what stands in its holes. Read where a tag of the project's own turns out
 * to be one of a package.
 */
export type TagEntry = Entry;

/** A call that takes a piece of a statement as text, and puts it into the SQL as it is. */
export interface FragmentEntry extends Entry, ValueBinding {
  /** Only in a file that says this word: the call's name alone is a common one. */
  beside?: string;
}
