import type { Span } from '../source/span';
import type { ColumnDefinition, ForeignKeyDefinition, IndexDefinition } from '../source/sql/statement';

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

/** `user_id` and `userId` are the same words. */
export function sameWords(name: string): string {
  return name.replace(/_/g, '').toLowerCase();
}
