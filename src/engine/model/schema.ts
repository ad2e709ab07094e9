import type { FileFacts } from '../facts/facts';
import type { Span } from '../source/span';
import type {
  ColumnDefinition,
  Dialect,
  ForeignKeyDefinition,
  IndexDefinition,
} from '../source/sql/statement';
import { applyChange } from './schema-changes';
import { declareTables } from './schema-declarations';
import { Databases } from './schema-dialects';
import { applyInOrder, isOwnSchema } from './schema-order';
import { columnOf, sameWords } from './table-lookup';

export { columnOf, hasLeadingIndex, sameWords } from './table-lookup';

export interface Location {
  path: string;
  span: Span;
}

export interface Column extends ColumnDefinition {
  definedAt: Location;
}

export interface ForeignKey extends ForeignKeyDefinition {
  definedAt: Location;
}

export interface Table {
  name: string;
  /** Where it is not the default one. */
  schema?: string;
  /** By lower-case name. */
  columns: Map<string, Column>;
  primaryKey: string[];
  primaryKeyName?: string;
  uniques: { name?: string; columns: string[] }[];
  foreignKeys: ForeignKey[];
  indexes: (IndexDefinition & { definedAt: Location })[];
  rowSecurity: boolean;
  policies: { name: string; columns: string[]; definedAt: Location }[];
  /** Classes, constants and models that stand for it in code. */
  entities: string[];
  /** True where the database makes an index for each foreign key itself, as InnoDB does. */
  indexesForeignKeys: boolean;
  definedAt: Location;
}

/** The tables as all migrations and declarations together leave them. Names are looked up without regard to case. */
export class Schema {
  readonly tables = new Map<string, Table>();
  #byEntity: Map<string, Table> | undefined;
  #byWords: Map<string, Table> | undefined;

  /** A table by its name in the database; else by what stands for it in code; else by the same words (`userProfile`). */
  table(name: string): Table | undefined {
    return this.tables.get(name.toLowerCase()) ?? this.entity(name) ?? this.#words().get(sameWords(name));
  }

  /** The table that a class, constant or model of the code stands for. */
  entity(name: string): Table | undefined {
    this.#byEntity ??= new Map(
      [...this.tables.values()].flatMap((table) =>
        table.entities.map((each) => [each.toLowerCase(), table] as const),
      ),
    );
    return this.#byEntity.get(name.toLowerCase());
  }

  /** Column names in the order they were defined. */
  columnsOf(name: string): string[] | undefined {
    const table = this.table(name);
    return table && [...table.columns.values()].map((column) => column.name);
  }

  #words(): Map<string, Table> {
    this.#byWords ??= new Map([...this.tables.values()].map((table) => [sameWords(table.name), table]));
    return this.#byWords;
  }

  /** Forgets what was looked up while the schema was still being put together. */
  settle(): void {
    this.#byEntity = undefined;
    this.#byWords = undefined;
  }
}

/** Reduces the schema changes of all files: migrations in the order in which they run, then what code declares of its tables. */
export function reduceSchema(files: readonly FileFacts[], dialect: Dialect = 'postgresql'): Schema {
  const schema = new Schema();
  const described = files.filter((file) => file.schemaChanges.length > 0);
  // Tables of tests and examples are not the project's, unless they are all that there is.
  const own = described.filter(isOwnSchema);
  const sources = own.length > 0 ? own : described;
  const dropped = new Set<string>();
  applyInOrder(sources, (change, at) => applyChange(schema.tables, change, at, dropped));
  declareTables(schema, sources);
  schema.settle();
  finishForeignKeys(schema, dropped);
  const databases = new Databases(files, dialect);
  for (const table of schema.tables.values())
    table.indexesForeignKeys ||= databases.indexForeignKeys(table.definedAt.path);
  return schema;
}

/** Names the tables that foreign keys refer to, and leaves out those that went away with the table they referred to. */
function finishForeignKeys(schema: Schema, dropped: ReadonlySet<string>): void {
  for (const table of schema.tables.values()) {
    table.foreignKeys = table.foreignKeys.filter(
      (key) => schema.tables.has(key.table.toLowerCase()) || !dropped.has(key.table.toLowerCase()),
    );
    for (const key of table.foreignKeys) {
      const target = schema.table(key.table);
      if (target) key.table = target.name;
      key.columns = key.columns.map((name) => columnOf(table, name)?.name ?? name);
    }
  }
}
