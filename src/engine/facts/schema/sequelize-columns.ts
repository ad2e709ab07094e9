import type { Span } from '../../source/span';
import type { SchemaChange } from '../../source/sql/statement';
import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { entityName, isFalse, isTrue, literal, members } from './chain';
import { type CreateTable, newColumn, snakeCase } from './draft';

type Key = Extract<SchemaChange, { kind: 'add-constraint' }>['constraint'];

/** A column as Sequelize's models and migrations describe it, with the keys written at it. */
export interface DescribedColumn {
  column: CreateTable['columns'][number];
  keys: Key[];
  span: Span;
}

/** `{ userId: { type: DataTypes.UUID, references: { model: 'users', key: 'id' } }, … }`. */
export function describedColumns(
  node: ts.Expression | undefined,
  file: FileReader,
  underscored = false,
): DescribedColumn[] {
  const inner = node && unwrap(node);
  if (!inner || !ts.isObjectLiteralExpression(inner)) return [];
  return inner.properties.flatMap((property) => {
    const key = propertyName(property.name);
    if (!ts.isPropertyAssignment(property) || key === undefined) return [];
    return [describedColumn(key, property.initializer, file.span(property.name), file, underscored)];
  });
}

export function describedColumn(
  key: string,
  node: ts.Expression,
  span: Span,
  file: FileReader,
  underscored = false,
): DescribedColumn {
  const given = members(node);
  const type = given.get('type') ?? (given.size === 0 ? node : undefined);
  const name = literal(given.get('field') ?? given.get('columnName')) ?? (underscored ? snakeCase(key) : key);
  const column = newColumn(name, type ? typeName(file.text(type)) : '', span);
  column.nullable = !isFalse(given.get('allowNull'));
  column.hasDefault = given.has('defaultValue') || isTrue(given.get('autoIncrement'));
  if (name !== key) column.property = key;
  const keys: Key[] = [];
  if (isTrue(given.get('primaryKey'))) keys.push({ kind: 'primary-key', columns: [name] });
  const unique = given.get('unique');
  if (unique && !isFalse(unique) && literal(unique) === undefined)
    keys.push({ kind: 'unique', columns: [name] });
  const references = given.get('references');
  if (references) {
    const options = members(references);
    const model = options.size > 0 ? (options.get('model') ?? options.get('table')) : references;
    const table = literal(members(model).get('tableName')) ?? entityName(model);
    const column = literal(options.get('key')) ?? literal(options.get('field'));
    if (table !== undefined)
      keys.push({
        kind: 'foreign-key',
        columns: [name],
        table,
        references: column === undefined ? [] : [column],
      });
  }
  return { column, keys, span };
}

/** `DataTypes.STRING(255)` → `string`. */
function typeName(text: string): string {
  return text.replace(/\(.*$/s, '').replace(/^.*\./s, '').trim().toLowerCase();
}

/** `'userId'`, `{ name: 'userId', order: 'DESC' }`. */
export function fieldsOf(node: ts.Expression | undefined): string[] {
  const inner = node && unwrap(node);
  if (!inner || !ts.isArrayLiteralExpression(inner)) return [];
  return inner.elements.map(
    (each) =>
      literal(each) ?? literal(members(each).get('name')) ?? literal(members(each).get('attribute')) ?? '',
  );
}
