import type { QueryReader } from '../../libraries/contract/data-clients';
import type { Span } from '../../source/span';
import type { Dialect, SqlStatement } from '../../source/sql/statement';
import type { ResultUse } from '../code/code-facts';
import type { AccessPath } from '../modules/path-facts';
import type { Hole } from '../modules/value-facts';

// What is asked of databases, and what declares their tables.

/** What a statement asks its session to keep: an advisory lock, a channel that it listens on, a setting. */
export type SessionState = 'lock' | 'listening' | 'setting';

/** A query sent to a database, or text built to become one. */
export interface QueryFact {
  /** The receiver and method called, as `pg#Pool().query`; the model resolves project paths further. */
  callee: AccessPath;
  /** The method's bare name, as `query`. */
  method: string;
  client: QueryClient;
  /** Set where it goes, by its names, to a search engine or service that takes texts like SQL and has no tables of the schema. */
  elsewhere?: true;
  dialect: Dialect;
  /** The call expression; for a `.sql` file the statement. */
  span: Span;
  calleeSpan: Span;
  /** Index into `functions`. */
  within?: number;
  /** Where a prepared statement that only reads is run, when it can be seen. */
  runs?: Pick<QueryFact, 'span' | 'calleeSpan' | 'within'>[];
  /** Parsed statements with spans mapped to the file. A span that touches text built elsewhere is the hole's or literal's. */
  statements: SqlStatement[];
  /** The SQL as one text with holes filled, shortened to a few hundred characters, for messages. */
  sql: string;
  holes: Hole[];
  /** What one connection has to keep of it for what is sent afterwards. */
  keeps?: SessionState;
  /** The array literal of bound values, when it is one. */
  values?: { span: Span; count: number };
  /** How a value that is part of the text can be bound instead. */
  binding?: ValueBindingFact;
  /** True when holes are turned into bound values by a tagged template. */
  parametrized: boolean;
  /** Expressions in scope at the call that hold the tenant, best first: `req.tenantId`, `tenantId`. */
  tenantValues: string[];
  /** Values (source text) that are bound or interpolated, in order: the arguments array's elements. */
  boundValues: string[];
  /**
   * How a condition, or a column with its value, can be added to a call of a builder or an ORM: edits whose text has `{name}` for the
   * column (`t.tenant_id`), `{key}` for the same as a key of an object, `{property}` for what code calls it, `{value}`, and `{member}` for a
   * member of an object literal (`tenantId`, `tenantId: req.tenantId`).
   */
  addCondition?: { span: Span; text: string }[];
  addValue?: { span: Span; text: string }[];
  /** Literal spans usable for edits: the single string or template literal that holds all the SQL, when there is one. */
  literal?: { span: Span; quote: "'" | '"' | '`' };
  /** What it is sent on. */
  handle?: QueryHandle;
  /** How a loop that runs it once per element can ask once instead, where that is the same. */
  askOnce?: { edits: { span: Span; text: string }[] };
  /** Where its rows go, all of them, as far as that can be seen. */
  use?: ResultUse;
  /** At most one row comes back, whatever the statement says: `findUnique`, `first()`, `one()`. */
  single?: boolean;
  /** Tables and columns are called as the code's data models call them; `model.queriesOf` has them as the schema does. */
  names?: 'model';
  /**
   * Set where only the model can tell whether this is a query: the value that must turn out to be a data model of the
   * project (`./user#User` of `User.find()`). `model.queriesOf` leaves out what does not.
   */
  assumes?: AccessPath;
  /**
   * Set where only the model can tell whether this text is sent: the function or tag of the project that must turn out to hand it to a
   * database, whatever it is called. `model.queriesOf` leaves out what does not.
   */
  sentBy?: AccessPath;
  /** Whose client the assumed value must turn out to be, where it is to be none of the project's data models but a client. */
  through?: QueryReader;
}

/**
 * What a query is sent on: the shared pool (each query may take another connection), one connection, or a transaction that
 * is open. `name` is the expression that holds it (`tx`, `this.pool`); `parameter` its index where it is handed to the
 * enclosing function, or to the callback of the call that opens the transaction.
 */
export interface QueryHandle {
  kind: 'pool' | 'client' | 'transaction' | 'unknown';
  name: string;
  parameter?: number;
}

/**
 * How the client binds values: `$1` or `?` in the text, and after it an array or further arguments. `text` is the one expression that
 * makes the text, in the function that sends it; `argument` is where the call gets it.
 */
export interface ValueBindingFact {
  placeholder: '$n' | '?';
  given: 'array' | 'arguments';
  text: Span;
  argument: Span;
}

/** `document`: a database that is asked without SQL. Its tables are collections. */
export type QueryClient = 'sql-file' | 'driver' | 'builder' | 'orm' | 'document' | 'unknown';

/** What stands for a table or a collection in code: an entity, an ORM's model class, a table object. */
export interface DataModelFact {
  /** The class or variable. */
  name: string;
  /** The table or collection, where it is spelled out. */
  table?: string;
  client: QueryClient;
  span: Span;
  /** Its fields, where no other source of the schema tells them: a document's. */
  fields?: string[];
}

/**
 * A condition that is added to queries where they are not written: by an extension or middleware of a client, by a model's default scope, or by a
 * row-level security policy of tables that are only known when the program runs.
 */
export interface QueryScopeFact {
  kind: 'client' | 'model' | 'policy';
  /** Words that it mentions, in lower case. */
  names: string[];
  /** The model, where it is one's own. */
  model?: string;
  /** Set where it holds for the client itself, and not only for another that is made of it. */
  forAll?: boolean;
  span: Span;
}

/** A trigger of the database that runs when a row is updated. Names are in lower case. */
export interface TriggerFact {
  name: string;
  table: string;
  /** The function that it runs, where its body is not its own. */
  runs?: string;
  /** Tables that its own body inserts into. */
  inserts: string[];
}

/** A function or procedure of the database. Names are in lower case. */
export interface DatabaseFunctionFact {
  name: string;
  inserts: string[];
}

/** `JSON.stringify({ … })` of an object whose keys are spelled out, as a value to be kept; `JSON.parse(row.column)`. */
export interface JsonTextFact {
  kind: 'written' | 'read';
  span: Span;
  /** The property that is set or read. */
  property?: string;
  /** Its place in a list of values. */
  index?: number;
  /** The variable that holds it before it is a value. */
  variable?: string;
  /** The keys of what is written. */
  keys: string[];
}
