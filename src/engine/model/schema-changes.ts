import type { Constraint, SchemaChange } from '../source/sql/statement';
import type { Location, Table } from './tables';

/** Applies one step of a migration. Names of tables that are dropped are added to `dropped`, and taken out when they come back. */
export function applyChange(
  tables: Map<string, Table>,
  change: SchemaChange,
  at: Location,
  dropped: Set<string>,
): void {
  switch (change.kind) {
    case 'create-table':
      createTable(tables, change, at);
      dropped.delete(change.table.toLowerCase());
      return;
    case 'drop-table':
      if (tables.delete(change.table.toLowerCase())) dropped.add(change.table.toLowerCase());
      return;
    case 'drop-index':
      for (const table of tables.values())
        table.indexes = table.indexes.filter((index) => !same(index.name, change.name));
      return;
    case 'rename-index':
      for (const table of tables.values())
        for (const index of table.indexes) if (same(index.name, change.name)) index.name = change.to;
      return;
    case 'rename-table':
      renameTable(tables, change.table, change.to);
      dropped.delete(change.to.toLowerCase());
      return;
    case 'create-view':
    case 'drop-view':
    case 'use-dialect':
      return;
    default: {
      const table = tables.get(change.table.toLowerCase());
      if (table) alterTable(tables, table, change, at);
    }
  }
}

type TableChange = Exclude<
  SchemaChange,
  {
    kind:
      | 'create-table'
      | 'drop-table'
      | 'rename-table'
      | 'drop-index'
      | 'rename-index'
      | 'create-view'
      | 'drop-view'
      | 'use-dialect';
  }
>;

export function alterTable(
  tables: ReadonlyMap<string, Table>,
  table: Table,
  change: TableChange,
  at: Location,
): void {
  switch (change.kind) {
    case 'add-column': {
      const key = change.column.name.toLowerCase();
      // A second definition of a column that is there already says nothing new.
      if (!table.columns.has(key))
        table.columns.set(key, { ...change.column, definedAt: { path: at.path, span: change.column.span } });
      return;
    }
    case 'drop-column':
      dropColumn(table, change.column);
      return;
    case 'rename-column':
      renameColumn(tables, table, change.column, change.to);
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
      dropConstraint(table, change.name);
      return;
    case 'rename-constraint':
      for (const each of [...table.foreignKeys, ...table.uniques])
        if (same(each.name, change.name)) each.name = change.to;
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

type CreateTable = Extract<SchemaChange, { kind: 'create-table' }>;

/** A table that several files create (a dump beside its migrations) is one table with all that they say of it. */
function createTable(tables: Map<string, Table>, change: CreateTable, at: Location): void {
  const key = change.table.toLowerCase();
  const table = tables.get(key) ?? emptyTable(change.table, at);
  tables.set(key, table);
  for (const parent of change.inherits ?? []) {
    const columns = tables.get(parent.toLowerCase())?.columns ?? new Map<string, never>();
    for (const [name, column] of columns)
      if (!table.columns.has(name)) table.columns.set(name, { ...column });
  }
  for (const column of change.columns) {
    const name = column.name.toLowerCase();
    if (!table.columns.has(name))
      table.columns.set(name, { ...column, definedAt: { path: at.path, span: column.span } });
  }
  for (const constraint of change.constraints)
    addConstraint(table, constraint, { path: at.path, span: constraint.span });
  if (change.schema !== undefined && change.schema !== 'public') table.schema = change.schema;
  if (change.indexesForeignKeys) table.indexesForeignKeys = true;
}

export function emptyTable(name: string, definedAt: Location): Table {
  return {
    name,
    columns: new Map(),
    primaryKey: [],
    uniques: [],
    foreignKeys: [],
    indexes: [],
    rowSecurity: false,
    policies: [],
    entities: [],
    indexesForeignKeys: false,
    definedAt,
  };
}

export function addConstraint(table: Table, constraint: Constraint, at: Location): void {
  if (constraint.kind === 'foreign-key') {
    if (!table.foreignKeys.some((key) => sameColumns(key.columns, constraint.columns)))
      table.foreignKeys.push({ ...constraint, definedAt: at });
    return;
  }
  const index = table.indexes.find((each) => same(each.name, constraint.usingIndex));
  const columns = index
    ? index.keys.flatMap((key) => ('column' in key ? [key.column] : []))
    : constraint.columns;
  if (constraint.kind === 'primary-key') {
    table.primaryKey = columns;
    if (constraint.name !== undefined) table.primaryKeyName = constraint.name;
  } else table.uniques.push({ columns, ...(constraint.name === undefined ? {} : { name: constraint.name }) });
}

/** By its name; where it has none, by the one that PostgreSQL or a migration library gives it. */
function dropConstraint(table: Table, name: string): void {
  const called = (each: { name?: string; columns: string[] }, ...suffixes: string[]) =>
    each.name === undefined
      ? suffixes.some((suffix) => same(name, [table.name, ...each.columns, suffix].join('_')))
      : same(each.name, name);
  table.foreignKeys = table.foreignKeys.filter((key) => !called(key, 'fkey', 'foreign', 'fk'));
  table.uniques = table.uniques.filter((unique) => !called(unique, 'key', 'unique'));
  if (same(name, table.primaryKeyName ?? `${table.name}_pkey`)) table.primaryKey = [];
}

function dropColumn(table: Table, name: string): void {
  table.columns.delete(name.toLowerCase());
  const without = (columns: readonly string[]) => !columns.some((each) => same(each, name));
  table.foreignKeys = table.foreignKeys.filter((key) => without(key.columns));
  table.uniques = table.uniques.filter((unique) => without(unique.columns));
  if (!without(table.primaryKey)) table.primaryKey = [];
  table.indexes = table.indexes.filter((index) =>
    without(index.keys.flatMap((key) => ('column' in key ? [key.column] : []))),
  );
}

function renameColumn(tables: ReadonlyMap<string, Table>, table: Table, from: string, to: string): void {
  const renamed = (each: string) => (same(each, from) ? to : each);
  const columns = [...table.columns.values()].map((column) => ({ ...column, name: renamed(column.name) }));
  table.columns = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  table.primaryKey = table.primaryKey.map(renamed);
  for (const unique of table.uniques) unique.columns = unique.columns.map(renamed);
  for (const key of table.foreignKeys) key.columns = key.columns.map(renamed);
  for (const index of table.indexes)
    index.keys = index.keys.map((key) => ('column' in key ? { column: renamed(key.column) } : key));
  for (const other of tables.values())
    for (const key of other.foreignKeys)
      if (same(key.table, table.name)) key.references = key.references.map(renamed);
}

function renameTable(tables: Map<string, Table>, from: string, to: string): void {
  const table = tables.get(from.toLowerCase());
  if (!table) return;
  tables.delete(from.toLowerCase());
  table.name = to;
  tables.set(to.toLowerCase(), table);
  for (const other of tables.values())
    for (const key of other.foreignKeys) if (same(key.table, from)) key.table = to;
}

function same(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

export function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  const words = (names: readonly string[]) =>
    names
      .map((name) => name.replace(/_/g, '').toLowerCase())
      .sort()
      .join();
  return words(a) === words(b);
}
