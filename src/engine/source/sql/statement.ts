import type { Span } from '../span';

/**
 * SQL in our own terms, whatever parser read it. All spans are UTF-16 offsets into the text that was given to
 * the parser. Names are unquoted and as the database folds them (PostgreSQL: unquoted names in lower case).
 */

export type Dialect = 'postgresql' | 'mysql' | 'mariadb' | 'sqlite' | 'transactsql';

export type Verb =
  | 'select'
  | 'insert'
  | 'update'
  | 'delete'
  | 'merge'
  | 'create'
  | 'alter'
  | 'drop'
  | 'begin'
  | 'commit'
  | 'rollback'
  | 'savepoint'
  | 'set'
  | 'other';

export interface SqlStatement {
  /** Without surrounding white space and without the closing semicolon. */
  span: Span;
  verb: Verb;
  /** False where no parser accepted it: then only the verb and `mentions` are known, and "not analysed" is never "clean". */
  analysed: boolean;
  /** Tables that a tokenizer sees after FROM, JOIN, INTO, UPDATE, TABLE, when the statement was not analysed. */
  mentions: TableUse[];
  /** The query of a SELECT, INSERT, UPDATE, DELETE, or of a CREATE VIEW / CREATE TABLE AS. */
  block?: QueryBlock;
  /** What a schema statement does, in order. */
  changes: SchemaChange[];
}

/** A table named in a statement. `name` has no schema; `alias` is what columns are qualified with, when it differs. */
export interface TableUse {
  name: string;
  schema?: string;
  alias?: string;
  span: Span;
}

/** A column named in a statement; `qualifier` is the table or alias before the dot. `span` covers the whole reference. */
export interface ColumnUse {
  name: string;
  qualifier?: string;
  span: Span;
}

/** Where a block stands in its statement. */
export type BlockPlace =
  | 'statement'
  | 'cte'
  | 'derived'
  | 'exists'
  | 'scalar'
  | 'in'
  | 'set-operand'
  | 'insert-source'
  | 'view';

/**
 * One SELECT, INSERT, UPDATE or DELETE with its own FROM and WHERE. A set operation (UNION …) is a block of kind
 * `select` without tables, whose operands are in `nested` with place `set-operand`.
 */
export interface QueryBlock {
  kind: 'select' | 'insert' | 'update' | 'delete' | 'merge' | 'values';
  place: BlockPlace;
  span: Span;
  /** The table written to, for insert, update, delete, merge. */
  target?: TableUse;
  /** Base tables in FROM, JOIN, USING of this block (not those of nested blocks, not CTE names, not the target). */
  tables: TableUse[];
  /** What FROM names that is no base table: CTEs, derived tables, functions. */
  derived: DerivedTable[];
  stars: Star[];
  /** Output columns that are plain column references or expressions, in order, stars left out. */
  outputs: { name?: string; column?: ColumnUse; aggregate: boolean; span: Span }[];
  predicates: Predicate[];
  /** `using` columns of JOIN … USING (x). */
  usingColumns: ColumnUse[];
  /** INSERT: the columns listed; absent when the statement lists none. */
  insertColumns?: ColumnUse[];
  /** UPDATE … SET and ON CONFLICT … SET. */
  assignments: { column: ColumnUse; value: Operand }[];
  onConflict: boolean;
  groupBy: ColumnUse[];
  orderBy: ColumnUse[];
  /** Keys dug out of JSON with ->, ->>, #>, #>>, json_extract, jsonb_extract_path …, and where. */
  jsonKeys: {
    column: ColumnUse;
    key: string;
    clause: 'select' | 'where' | 'join' | 'order' | 'group';
    span: Span;
  }[];
  hasWhere: boolean;
  /** LIMIT, FETCH FIRST, TOP. */
  limited: boolean;
  distinct: boolean;
  /** FOR UPDATE, FOR SHARE and the like. */
  locking: boolean;
  returning: boolean;
  /** True where conditions may be added that cannot be seen: a query builder's `modify`, a condition held in a variable. */
  open?: boolean;
  /** True where any clause may be added that cannot be seen, a limit too: options that are handed in, `modify`. */
  unseen?: boolean;
  /** CTEs, derived tables, EXISTS, IN, scalar subqueries, set operands, the SELECT of an INSERT. */
  nested: QueryBlock[];
  /** The name of a CTE or the alias of a derived table. */
  name?: string;
}

/** A CTE, a derived table or a function in FROM. */
export interface DerivedTable {
  name: string;
  /** What columns are qualified with, when it is not the name. */
  alias?: string;
  span: Span;
  /** No star decides its columns. True of functions, whose result type is declared. */
  explicitColumns: boolean;
  /** Index into `nested` of the block that defines it, when that is the same block's. */
  block?: number;
}

export interface Star {
  /** Exactly `*` or `alias.*`. */
  span: Span;
  qualifier?: string;
  place: 'select' | 'count' | 'returning';
}

/** `column operator operand`, from WHERE, JOIN ON or HAVING. */
export interface Predicate {
  column: ColumnUse;
  /** Lower case: `=`, `<>`, `<`, `in`, `any`, `like`, `is null`, `is not null`, `between`, `is not distinct from`, … */
  operator: string;
  operand: Operand;
  clause: 'where' | 'on' | 'having';
  /** True when the block's rows all satisfy it (it is not below an OR or a NOT). */
  conjunct: boolean;
  span: Span;
}

export type Operand =
  | { kind: 'parameter' /** The text as written: `$1`, `:id`, `?`. */; text: string; span: Span }
  | { kind: 'constant'; span: Span }
  | { kind: 'column'; column: ColumnUse; span: Span }
  | { kind: 'subquery'; span: Span }
  | { kind: 'call' /** Lower case: `current_setting`, `auth.uid`. */; name: string; span: Span }
  | { kind: 'other'; span: Span }
  | { kind: 'none'; span: Span };

export interface ColumnDefinition {
  name: string;
  /** Lower case, with arguments dropped, as the parser gives it: `uuid`, `int4`, `varchar`, `text[]`. */
  type: string;
  nullable: boolean;
  hasDefault: boolean;
  generated: boolean;
  /** What code calls it, where that differs from its name in the database. */
  property?: string;
  span: Span;
}

export interface IndexDefinition {
  name?: string;
  /** Key columns in order; an expression is kept as its source text. */
  keys: ({ column: string } | { expression: string })[];
  unique: boolean;
  /** `btree`, `gin`, `gist`, `hash`, … */
  method: string;
  /** Source text of a partial index's predicate. */
  where?: string;
}

export interface ForeignKeyDefinition {
  name?: string;
  columns: string[];
  table: string;
  /** Empty when the statement leaves them to the referenced primary key. */
  references: string[];
  /** How an index on the key can be added where it is declared. */
  addIndex?: { title: string; edits: { span: Span; text: string }[] };
}

export type Constraint =
  | {
      kind: 'primary-key';
      name?: string;
      columns: string[] /** USING INDEX: then `columns` is empty. */;
      usingIndex?: string;
    }
  | {
      kind: 'unique';
      name?: string;
      columns: string[] /** USING INDEX: then `columns` is empty. */;
      usingIndex?: string;
    }
  | ({ kind: 'foreign-key' } & ForeignKeyDefinition);

/**
 * What a statement does to the schema. `span` is the smallest useful range: the name, or the column's definition. `declared` marks
 * what code states of its tables at all times, and not a step of a migration: `whole` where it states all keys (a Prisma schema, tables of a
 * query builder), `part` where it may leave some out (classes of an ORM). Declared changes may name a table by its class or constant.
 */
export type SchemaChange = { span: Span; declared?: 'whole' | 'part' } & (
  | {
      kind: 'create-table';
      table: string;
      schema?: string;
      ifNotExists: boolean;
      columns: ColumnDefinition[];
      constraints: (Constraint & { span: Span })[];
      /** Tables that more columns come from: INHERITS, PARTITION OF, LIKE. */
      inherits?: string[];
      /** The class, constant or model that stands for the table in code. */
      entity?: string;
      /** A base class: no table of its own, but columns for those that inherit it. */
      abstract?: boolean;
      /** Whether its database indexes foreign keys by itself, where the declaration tells. */
      indexesForeignKeys?: boolean;
    }
  | { kind: 'drop-table'; table: string }
  | { kind: 'rename-table'; table: string; to: string }
  | { kind: 'add-column'; table: string; column: ColumnDefinition }
  | { kind: 'drop-column'; table: string; column: string }
  | { kind: 'rename-column'; table: string; column: string; to: string }
  | { kind: 'alter-column-type'; table: string; column: string; type: string }
  | { kind: 'add-constraint'; table: string; constraint: Constraint }
  | { kind: 'drop-constraint'; table: string; name: string }
  | { kind: 'rename-constraint'; table: string; name: string; to: string }
  | { kind: 'create-index'; table: string; index: IndexDefinition }
  | { kind: 'drop-index'; name: string; table?: string }
  | { kind: 'rename-index'; name: string; to: string }
  | { kind: 'enable-row-security'; table: string; forced: boolean }
  | { kind: 'disable-row-security'; table: string }
  | {
      kind: 'create-policy';
      table: string;
      name: string /** Columns its expressions mention. */;
      columns: string[];
    }
  | { kind: 'drop-policy'; table: string; name: string }
  | { kind: 'create-view'; view: string; materialized: boolean }
  /** The database that the schema of this package is for. */
  | {
      kind: 'use-dialect';
      dialect: Dialect;
      /** False where foreign keys are kept by the client and not by the database. */
      keepsForeignKeys: boolean;
    }
  | { kind: 'drop-view'; view: string }
);
