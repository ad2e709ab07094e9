import type { FileFacts } from '../facts/facts';
import type { Span } from '../source/span';
import type {
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  SchemaChange,
} from '../source/sql/statement';

export interface Location {
  path: string;
  span: Span;
}

export interface Column extends ColumnDefinition {
  definedAt: Location;
}

export interface Table {
  name: string;
  columns: Map<string, Column>;
  primaryKey: string[];
  uniques: string[][];
  foreignKeys: (ForeignKeyDefinition & { definedAt: Location })[];
  indexes: (IndexDefinition & { definedAt: Location })[];
  rowSecurity: boolean;
  policies: { name: string; columns: string[]; definedAt: Location }[];
  definedAt: Location;
}

/** The tables as all migrations together leave them. Names are looked up without regard to case. */
export class Schema {
  readonly tables = new Map<string, Table>();

  table(name: string): Table | undefined {
    return this.tables.get(name.toLowerCase());
  }

  /** Column names in the order they were defined. */
  columnsOf(name: string): string[] | undefined {
    const table = this.table(name);
    return table && [...table.columns.values()].map((column) => column.name);
  }
}

/** Reduces the schema changes of all files, in the order in which migrations run. */
export function reduceSchema(files: readonly FileFacts[]): Schema {
  const schema = new Schema();
  const migrations = files.filter((file) => file.schemaChanges.length > 0).sort(inMigrationOrder);
  for (const file of migrations) {
    for (const change of file.schemaChanges) apply(schema, change, { path: file.path, span: change.span });
  }
  return schema;
}

/** Names compare by their numbers: 2_users comes before 10_tickets. */
const byName = new Intl.Collator('en', { numeric: true });

/** Whole-schema files first, then migrations by their names, which are numbered or dated; numbers compare as numbers. */
function inMigrationOrder(a: FileFacts, b: FileFacts): number {
  const rank = (file: FileFacts) => (file.role === 'migration' ? 1 : 0);
  return rank(a) - rank(b) || byName.compare(a.path, b.path);
}

function apply(schema: Schema, change: SchemaChange, at: Location): void {
  const { tables } = schema;
  if (change.kind === 'create-table') {
    const key = change.table.toLowerCase();
    if (change.ifNotExists && tables.has(key)) return;
    const table = emptyTable(change.table, at);
    for (const column of change.columns)
      table.columns.set(column.name.toLowerCase(), {
        ...column,
        definedAt: { path: at.path, span: column.span },
      });
    tables.set(key, table);
    for (const constraint of change.constraints)
      addConstraint(table, constraint, { path: at.path, span: constraint.span });
    return;
  }
  if (change.kind === 'drop-index') {
    for (const table of tables.values())
      table.indexes = table.indexes.filter((index) => index.name !== change.name);
    return;
  }
  if (change.kind === 'rename-index') {
    for (const table of tables.values())
      for (const index of table.indexes) if (index.name === change.name) index.name = change.to;
    return;
  }
  if (change.kind === 'create-view' || change.kind === 'drop-view') return;
  if (change.kind === 'drop-table') {
    tables.delete(change.table.toLowerCase());
    return;
  }
  const table = tables.get(change.table.toLowerCase());
  if (table) alter(tables, table, change, at);
}

type TableChange = Exclude<
  SchemaChange,
  | { kind: 'create-table' }
  | { kind: 'drop-table' }
  | { kind: 'drop-index' }
  | { kind: 'rename-index' }
  | { kind: 'create-view' }
  | { kind: 'drop-view' }
>;

function alter(tables: Map<string, Table>, table: Table, change: TableChange, at: Location): void {
  switch (change.kind) {
    case 'rename-table':
      tables.delete(table.name.toLowerCase());
      table.name = change.to;
      tables.set(change.to.toLowerCase(), table);
      return;
    case 'add-column':
      table.columns.set(change.column.name.toLowerCase(), {
        ...change.column,
        definedAt: { path: at.path, span: change.column.span },
      });
      return;
    case 'drop-column':
      dropColumn(table, change.column);
      return;
    case 'rename-column':
      renameColumn(table, change.column, change.to);
      return;
    case 'alter-column-type': {
      const column = table.columns.get(change.column.toLowerCase());
      if (column) column.type = change.type;
      return;
    }
    case 'add-constraint':
      addConstraint(table, change.constraint, at);
      return;
    case 'drop-constraint':
      table.foreignKeys = table.foreignKeys.filter((key) => key.name !== change.name);
      return;
    case 'rename-constraint':
      for (const key of table.foreignKeys) if (key.name === change.name) key.name = change.to;
      return;
    case 'create-index':
      table.indexes.push({ ...change.index, definedAt: at });
      return;
    case 'enable-row-security':
      table.rowSecurity = true;
      return;
    case 'disable-row-security':
      table.rowSecurity = false;
      return;
    case 'create-policy':
      table.policies.push({ name: change.name, columns: change.columns, definedAt: at });
      return;
    case 'drop-policy':
      table.policies = table.policies.filter((policy) => policy.name !== change.name);
  }
}

function emptyTable(name: string, definedAt: Location): Table {
  return {
    name,
    columns: new Map(),
    primaryKey: [],
    uniques: [],
    foreignKeys: [],
    indexes: [],
    rowSecurity: false,
    policies: [],
    definedAt,
  };
}

type Constraint =
  | Extract<SchemaChange, { kind: 'create-table' }>['constraints'][number]
  | Extract<SchemaChange, { kind: 'add-constraint' }>['constraint'];

function addConstraint(table: Table, constraint: Constraint, at: Location): void {
  if (constraint.kind === 'primary-key') table.primaryKey = constraint.columns;
  else if (constraint.kind === 'unique') table.uniques.push(constraint.columns);
  else table.foreignKeys.push({ ...constraint, definedAt: at });
}

function dropColumn(table: Table, name: string): void {
  const same = (each: string) => each.toLowerCase() === name.toLowerCase();
  table.columns.delete(name.toLowerCase());
  table.foreignKeys = table.foreignKeys.filter((key) => !key.columns.some(same));
  table.uniques = table.uniques.filter((columns) => !columns.some(same));
  table.indexes = table.indexes.filter(
    (index) => !index.keys.some((key) => 'column' in key && same(key.column)),
  );
}

function renameColumn(table: Table, from: string, to: string): void {
  const renamed = (each: string) => (each.toLowerCase() === from.toLowerCase() ? to : each);
  const columns = [...table.columns.values()].map((column) => ({ ...column, name: renamed(column.name) }));
  table.columns = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  table.primaryKey = table.primaryKey.map(renamed);
  table.uniques = table.uniques.map((each) => each.map(renamed));
  for (const key of table.foreignKeys) key.columns = key.columns.map(renamed);
  for (const index of table.indexes)
    index.keys = index.keys.map((key) => ('column' in key ? { column: renamed(key.column) } : key));
}
