import type { TableEntry } from '../../libraries/contract/tables';
import type { Span } from '../../source/span';
import type { Dialect, SchemaChange } from '../../source/sql/statement';
import type { ts } from '../../source/syntax-tree';
import { isFalse, literal } from './chain';
import { type CreateTable, newColumn, snakeCase } from './draft';

/** A property of an entity, whichever way it is declared. */
export interface EntityProperty {
  key: string;
  /** What it is: `Property`, `PrimaryKey`, `ManyToOne`, `OneToOne`, or another, which has no column that can be told. */
  kind: string;
  options: ReadonlyMap<string, ts.Expression | true>;
  /** The entity that a relation leads to. */
  target?: string;
  type: string;
  nullable: boolean;
  span: Span;
}

/** `@Index({ properties: ['a', 'b'] })` on a class, and the same with `@Unique`. */
export interface EntityKey {
  unique: boolean;
  properties: readonly string[];
  span: Span;
}

/** The table of an entity with its columns and keys, and its indexes. */
export function changesOf(
  table: CreateTable,
  properties: readonly EntityProperty[],
  keys: readonly EntityKey[],
  { indexesForeignKeys, exceptOn = [] }: TableEntry,
  dialect: Dialect,
): SchemaChange[] {
  table.indexesForeignKeys = indexesForeignKeys === true && !exceptOn.includes(dialect);
  const columnOf = new Map<string, string>();
  const indexes: SchemaChange[] = [];
  const addKey = (columns: string[], unique: boolean, span: Span): void => {
    if (unique) table.constraints.push({ kind: 'unique', columns, span });
    else
      indexes.push({
        kind: 'create-index',
        table: table.entity ?? table.table,
        index: { keys: columns.map((column) => ({ column })), unique: false, method: 'btree' },
        declared: 'part',
        span,
      });
  };
  for (const property of properties) {
    const name = columnNameOf(property);
    if (name === undefined) continue;
    const { key, options, span } = property;
    columnOf.set(key, name);
    const column = newColumn(name, property.type, span);
    column.nullable = property.nullable;
    column.hasDefault = options.has('default') || options.has('defaultRaw') || options.has('onCreate');
    column.generated = options.has('generated');
    if (name !== key) column.property = key;
    table.columns.push(column);
    if (isPrimary(property)) addPrimary(table, name, span);
    if (property.kind === 'OneToOne' || isSet(options, 'unique')) addKey([name], true, span);
    if (isSet(options, 'index')) addKey([name], false, span);
    if (property.target !== undefined && /ToOne$/.test(property.kind))
      table.constraints.push({
        kind: 'foreign-key',
        columns: [name],
        table: property.target,
        references: [],
        span,
      });
  }
  for (const { unique, properties: listed, span } of keys)
    addKey(
      listed.map((each) => columnOf.get(each) ?? each),
      unique,
      span,
    );
  return [table, ...indexes];
}

function isPrimary({ kind, options }: EntityProperty): boolean {
  return kind === 'PrimaryKey' || isSet(options, 'primary');
}

function addPrimary(table: CreateTable, name: string, span: Span): void {
  const known = table.constraints.find((each) => each.kind === 'primary-key');
  if (known) known.columns.push(name);
  else table.constraints.push({ kind: 'primary-key', columns: [name], span });
}

/** The column that a property stands in: MikroORM underscores names by itself, and adds the key to a relation's. */
function columnNameOf({ key, kind, options }: EntityProperty): string | undefined {
  const persist = optionAt(options, 'persist');
  if (isFalse(persist) || options.has('formula')) return undefined;
  const named =
    literal(optionAt(options, 'fieldName')) ??
    literal(optionAt(options, 'name')) ??
    literal(optionAt(options, 'joinColumn'));
  if (kind === 'Property' || kind === 'PrimaryKey') return named ?? snakeCase(key);
  const holds =
    kind === 'ManyToOne' ||
    (kind === 'OneToOne' && (isSet(options, 'owner') || options.has('inversedBy') || named !== undefined));
  return holds ? (named ?? `${snakeCase(key)}_id`) : undefined;
}

/** An option that has a value. */
export function optionAt(
  options: ReadonlyMap<string, ts.Expression | true>,
  name: string,
): ts.Expression | undefined {
  const given = options.get(name);
  return given === true ? undefined : given;
}

/** Whether an option is switched on: `nullable: true`, `.nullable()`, `index: 'name'`. */
export function isSet(options: ReadonlyMap<string, ts.Expression | true>, name: string): boolean {
  const given = options.get(name);
  return given !== undefined && (given === true || !isFalse(given));
}
