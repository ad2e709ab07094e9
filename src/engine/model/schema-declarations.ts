import type { FileFacts } from '../facts/facts';
import type { SchemaChange } from '../source/sql/statement';
import { alterTable, emptyTable, sameColumns } from './schema-changes';
import { inMigrationOrder } from './schema-order';
import { columnOf } from './table-lookup';
import type { Location, Schema, Table } from './tables';

type CreateTable = Extract<SchemaChange, { kind: 'create-table' }>;

interface Declaration {
  change: CreateTable;
  path: string;
}

/**
 * Adds what code declares of its tables to what migrations made: a table that both describe is one table. An index known from either
 * counts. Where a declaration states all keys, its foreign keys and columns are the ones that hold.
 */
export function declareTables(schema: Schema, files: readonly FileFacts[]): void {
  const bases = new Map<string, Declaration>();
  const tables: Declaration[] = [];
  const others: { change: SchemaChange; at: Location }[] = [];
  for (const file of [...files].sort(inMigrationOrder)) {
    for (const change of file.schemaChanges) {
      if (change.declared === undefined) continue;
      if (change.kind !== 'create-table') {
        others.push({ change, at: { path: file.path, span: change.span } });
        continue;
      }
      const declaration = { change, path: file.path };
      if (change.entity !== undefined) bases.set(change.entity, declaration);
      if (!change.abstract) tables.push(declaration);
    }
  }
  for (const each of tables) declareTable(schema, each, bases);
  schema.settle();
  const declaredAnywhere = new Set(tables.map(({ change }) => schema.table(change.table)));
  for (const { change, at } of others) {
    if (!('table' in change) || change.table === undefined || change.kind === 'create-table') continue;
    for (const table of meant(schema, change.table, bases, declaredAnywhere))
      declareKey(schema, table, change, at);
  }
}

/** The table that a declaration speaks of; for a base class, the tables of all classes that inherit it. */
function meant(
  schema: Schema,
  name: string,
  bases: ReadonlyMap<string, Declaration>,
  declared: ReadonlySet<Table | undefined>,
): Table[] {
  const base = bases.get(name);
  if (base?.change.abstract)
    return [...declared].flatMap((table) =>
      table?.entities.some((entity) => inheritsFrom(entity, name, bases, 0)) ? [table] : [],
    );
  const table = schema.entity(name) ?? schema.table(name);
  return table ? [table] : [];
}

function inheritsFrom(
  entity: string,
  base: string,
  bases: ReadonlyMap<string, Declaration>,
  depth: number,
): boolean {
  if (depth > 8) return false;
  const parents = bases.get(entity)?.change.inherits ?? [];
  return parents.some((parent) => parent === base || inheritsFrom(parent, base, bases, depth + 1));
}

function declareKey(schema: Schema, table: Table, change: SchemaChange, at: Location): void {
  if (change.kind === 'create-index') {
    const keys = change.index.keys.map((key) =>
      'column' in key ? { column: columnOf(table, key.column)?.name ?? key.column } : key,
    );
    table.indexes.push({ ...change.index, keys, definedAt: at });
  } else if (change.kind === 'add-constraint' && change.constraint.kind === 'foreign-key') {
    const columns = change.constraint.columns.map((name) => columnOf(table, name)?.name ?? name);
    const known = table.foreignKeys.find((key) => sameColumns(key.columns, columns));
    if (!known) table.foreignKeys.push({ ...change.constraint, columns, definedAt: at });
    else if (!known.addIndex && change.constraint.addIndex) known.addIndex = change.constraint.addIndex;
  } else if (change.kind === 'add-constraint') {
    const columns = change.constraint.columns.map((name) => columnOf(table, name)?.name ?? name);
    if (change.constraint.kind === 'unique') table.uniques.push({ columns });
  } else if (change.kind === 'add-column' && !columnOf(table, change.column.name)) {
    alterTable(schema.tables, table, change, at);
  }
}

function declareTable(
  schema: Schema,
  { change, path }: Declaration,
  bases: ReadonlyMap<string, Declaration>,
): void {
  const at = { path, span: change.span };
  const known = schema.table(change.table);
  const table = known ?? emptyTable(change.table, at);
  table.definedAt = at;
  if (!known) schema.tables.set(change.table.toLowerCase(), table);
  if (change.entity !== undefined) table.entities.push(change.entity);
  if (change.indexesForeignKeys) table.indexesForeignKeys = true;
  if (change.declared === 'whole') {
    table.foreignKeys = [];
    for (const column of [...table.columns.values()])
      if (!change.columns.some((each) => sameColumns([each.name], [column.name])))
        table.columns.delete(column.name.toLowerCase());
  }
  for (const each of [...inherited(change, bases, 0), { change, path }]) declareMembers(table, each);
}

/** The base classes of a class, furthest first. */
function inherited(
  change: CreateTable,
  bases: ReadonlyMap<string, Declaration>,
  depth: number,
): Declaration[] {
  if (depth > 8) return [];
  return (change.inherits ?? []).flatMap((name) => {
    const base = bases.get(name);
    return base ? [...inherited(base.change, bases, depth + 1), base] : [];
  });
}

function declareMembers(table: Table, { change, path }: Declaration): void {
  for (const column of change.columns) {
    const known = columnOf(table, column.name);
    const definedAt = { path, span: column.span };
    if (!known) table.columns.set(column.name.toLowerCase(), { ...column, definedAt });
    else {
      known.definedAt = definedAt;
      if (column.property !== undefined) known.property = column.property;
      else if (column.name !== known.name) known.property = column.name;
    }
  }
  const named = (name: string) => columnOf(table, name)?.name ?? name;
  for (const { span, ...constraint } of change.constraints) {
    const columns = constraint.columns.map(named);
    if (constraint.kind === 'primary-key') table.primaryKey = columns;
    else if (constraint.kind === 'unique') table.uniques.push({ columns });
    else {
      table.foreignKeys = table.foreignKeys.filter((key) => !sameColumns(key.columns, columns));
      table.foreignKeys.push({ ...constraint, columns, definedAt: { path, span } });
    }
  }
}
