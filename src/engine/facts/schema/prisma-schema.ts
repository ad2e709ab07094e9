import {
  type PrismaAttribute,
  type PrismaBlock,
  type PrismaField,
  parsePrisma,
  prismaNames,
  prismaString,
} from '../../source/prisma';
import type {
  Dialect,
  ForeignKeyDefinition,
  IndexDefinition,
  SchemaChange,
} from '../../source/sql/statement';
import { type CreateTable, newColumn, newTable } from './draft';

const scalars: Record<string, string> = {
  String: 'text',
  Boolean: 'boolean',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  Decimal: 'numeric',
  DateTime: 'timestamp',
  Json: 'jsonb',
  Bytes: 'bytea',
};

const dialects: Record<string, Dialect> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  cockroachdb: 'postgresql',
  mysql: 'mysql',
  sqlite: 'sqlite',
  sqlserver: 'transactsql',
};

/** What a Prisma schema file declares, as changes to an empty schema. */
export function prismaChanges(text: string): SchemaChange[] {
  const blocks = parsePrisma(text);
  const names = new Set(
    blocks.filter((each) => each.kind === 'model' || each.kind === 'view').map((each) => each.name),
  );
  const enums = new Set(blocks.filter((each) => each.kind === 'enum').map((each) => each.name));
  return blocks.flatMap((block): SchemaChange[] => {
    if (block.kind === 'datasource') return dialectOf(block);
    return block.kind === 'model' ? modelChanges(block, text, names, enums) : [];
  });
}

function dialectOf(block: PrismaBlock): SchemaChange[] {
  const dialect = dialects[block.settings.get('provider') ?? ''];
  if (!dialect) return [];
  // With relation mode "prisma" there are no foreign keys in the database, and so none of its own indexes.
  const keepsForeignKeys = !/^prisma$/.test(
    block.settings.get('relationMode') ?? block.settings.get('referentialIntegrity') ?? '',
  );
  return [{ kind: 'use-dialect', dialect, keepsForeignKeys, declared: 'whole', span: block.nameSpan }];
}

function modelChanges(
  block: PrismaBlock,
  text: string,
  models: ReadonlySet<string>,
  enums: ReadonlySet<string>,
): SchemaChange[] {
  const mapped = prismaString(argument(find(block.attributes, 'map'), 'name'));
  const table = newTable(mapped ?? block.name, block.nameSpan, 'whole', block.name);
  const columns = block.fields.filter((field) => isColumn(field, models, enums));
  const columnNames = new Map(columns.map((field) => [field.name, columnName(field)]));
  const inDatabase = (names: readonly string[]) => names.map((name) => columnNames.get(name) ?? name);
  for (const field of columns) addColumn(table, field, columnNames);
  const indexes: SchemaChange[] = [];
  for (const attribute of block.attributes) {
    const fields = inDatabase(prismaNames(argument(attribute, 'fields')));
    if (fields.length === 0) continue;
    if (attribute.name === 'id')
      table.constraints.push({ kind: 'primary-key', columns: fields, span: attribute.span });
    else if (attribute.name === 'unique')
      table.constraints.push({ kind: 'unique', columns: fields, span: attribute.span });
    else if (attribute.name === 'index')
      indexes.push({
        kind: 'create-index',
        table: block.name,
        index: indexOf(attribute, fields),
        declared: 'whole',
        span: attribute.span,
      });
  }
  for (const field of block.fields) {
    const key = foreignKeyOf(field, inDatabase);
    if (!key) continue;
    const own = block.fields.find((each) => columnNames.get(each.name) === key.columns[0]);
    const addIndex = addIndexTo(
      block,
      text,
      prismaNames(argument(find(field.attributes, 'relation'), 'fields')),
    );
    table.constraints.push({
      kind: 'foreign-key',
      ...key,
      addIndex,
      span: key.columns.length === 1 && own ? own.nameSpan : field.nameSpan,
    });
  }
  return [table, ...indexes];
}

/** A field of another model's type, or a list of them, is a relation and no column. */
function isColumn(field: PrismaField, models: ReadonlySet<string>, enums: ReadonlySet<string>): boolean {
  if (field.type === '' || find(field.attributes, 'relation')) return false;
  if (scalars[field.type] !== undefined || field.type.startsWith('Unsupported') || enums.has(field.type))
    return true;
  if (models.has(field.type) || field.list) return false;
  // A type of another file: an enumeration has a default or a name of its own more often than a relation's other end.
  return !field.optional || find(field.attributes, 'default') !== undefined;
}

function addColumn(table: CreateTable, field: PrismaField, names: ReadonlyMap<string, string>): void {
  const name = names.get(field.name) ?? field.name;
  const native = field.attributes.find((each) => each.name.startsWith('db.'))?.name.slice(3);
  const unsupported = /^Unsupported\("([^"]*)"\)$/.exec(field.type)?.[1];
  const type = (native ?? unsupported ?? scalars[field.type] ?? field.type).toLowerCase();
  const column = newColumn(name, field.list ? `${type}[]` : type, field.nameSpan);
  column.nullable = field.optional;
  column.hasDefault = ['default', 'updatedAt'].some((each) => find(field.attributes, each) !== undefined);
  if (name !== field.name) column.property = field.name;
  table.columns.push(column);
  const span = field.nameSpan;
  if (find(field.attributes, 'id')) table.constraints.push({ kind: 'primary-key', columns: [name], span });
  if (find(field.attributes, 'unique')) table.constraints.push({ kind: 'unique', columns: [name], span });
}

function foreignKeyOf(
  field: PrismaField,
  inDatabase: (names: readonly string[]) => string[],
): ForeignKeyDefinition | undefined {
  const relation = find(field.attributes, 'relation');
  const columns = inDatabase(prismaNames(relation?.args.get('fields')));
  if (columns.length === 0) return undefined;
  return { columns, table: field.type, references: prismaNames(relation?.args.get('references')) };
}

function indexOf(attribute: PrismaAttribute, columns: readonly string[]): IndexDefinition {
  const name = prismaString(attribute.args.get('map') ?? attribute.args.get('name'));
  return {
    ...(name === undefined ? {} : { name }),
    keys: columns.map((column) => ({ column })),
    unique: false,
    method: (attribute.args.get('type') ?? 'btree').toLowerCase(),
  };
}

/** `@@index([authorId])` as the model's last line, indented as the others are. */
function addIndexTo(
  block: PrismaBlock,
  text: string,
  fields: readonly string[],
): ForeignKeyDefinition['addIndex'] {
  const lineStart = text.lastIndexOf('\n', block.end - 1) + 1;
  const first = block.fields[0]?.span.start ?? block.end;
  const indentation = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', first) + 1))?.[0] || '  ';
  const line = `@@index([${fields.join(', ')}])`;
  // Attributes of the model stand apart from its fields.
  const gap = block.attributes.length === 0 ? '\n' : '';
  return {
    title: `Add ${line}`,
    edits: [{ span: { start: lineStart, end: lineStart }, text: `${gap}${indentation}${line}\n` }],
  };
}

function columnName(field: PrismaField): string {
  return prismaString(argument(find(field.attributes, 'map'), 'name')) ?? field.name;
}

function find(attributes: readonly PrismaAttribute[], name: string): PrismaAttribute | undefined {
  return attributes.find((each) => each.name === name);
}

/** A named argument, or the first one. */
function argument(attribute: PrismaAttribute | undefined, name: string): string | undefined {
  return attribute?.args.get(name) ?? attribute?.args.get('0');
}
