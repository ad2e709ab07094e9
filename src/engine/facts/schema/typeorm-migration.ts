import type { SchemaChange } from '../../source/sql/statement';
import { ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { isTrue, literal, literals, members, readChain } from './chain';
import { newColumn, newTable } from './draft';

/** `queryRunner.createTable(new Table({ … }))` and its siblings. Returns whether the call was one. */
export function collectTypeOrmMigration(
  call: ts.CallExpression,
  file: FileReader,
  into: SchemaChange[],
): boolean {
  const { start, steps } = readChain(call);
  const [step] = steps;
  if (!start || !step || steps.length !== 1 || !/runner$/i.test(file.text(start))) return false;
  const table = tableOf(step.args[0]);
  if (table === undefined) return false;
  const span = file.span(step.args[0] as ts.Expression);
  switch (step.name) {
    case 'createTable':
      createTable(file, step.args[0] as ts.Expression, into);
      return true;
    case 'dropTable':
      into.push({ kind: 'drop-table', table, span });
      return true;
    case 'renameTable':
      into.push({ kind: 'rename-table', table, to: tableOf(step.args[1]) ?? '', span });
      return true;
    case 'addColumn':
    case 'addColumns':
      for (const column of listed(step.args[1])) addColumn(file, table, column, into);
      return true;
    case 'dropColumn':
    case 'dropColumns':
      for (const column of literals(step.args[1]) ?? [])
        into.push({ kind: 'drop-column', table, column, span });
      return true;
    case 'renameColumn': {
      const column = literal(step.args[1]);
      const to = literal(step.args[2]);
      if (column !== undefined && to !== undefined)
        into.push({ kind: 'rename-column', table, column, to, span });
      return true;
    }
    case 'createForeignKey':
    case 'createForeignKeys':
      for (const key of listed(step.args[1])) addForeignKey(file, table, key, into);
      return true;
    case 'createIndex':
    case 'createIndices':
      for (const index of listed(step.args[1])) addIndex(file, table, index, into);
      return true;
    case 'createUniqueConstraint':
    case 'createPrimaryKey': {
      const given = options(step.args[1]);
      const columns = literals(given.get('columnNames')) ?? literals(step.args[1]);
      const kind = step.name === 'createPrimaryKey' ? 'primary-key' : 'unique';
      if (columns) into.push({ kind: 'add-constraint', table, constraint: { kind, columns }, span });
      return true;
    }
    case 'dropIndex': {
      const name = literal(step.args[1]);
      if (name !== undefined) into.push({ kind: 'drop-index', name, table, span });
      return true;
    }
    case 'dropForeignKey':
    case 'dropUniqueConstraint': {
      const name = literal(step.args[1]);
      if (name !== undefined) into.push({ kind: 'drop-constraint', table, name, span });
      return true;
    }
    default:
      return false;
  }
}

/** The options of `new Table({ … })`, or of a plain object. */
function options(node: ts.Expression | undefined): Map<string, ts.Expression> {
  const inner = node && unwrap(node);
  return members(inner && ts.isNewExpression(inner) ? inner.arguments?.[0] : inner);
}

function tableOf(node: ts.Expression | undefined): string | undefined {
  const name = literal(node) ?? literal(options(node).get('name'));
  return name?.slice(name.lastIndexOf('.') + 1);
}

/** One, or the elements of a list. */
function listed(node: ts.Expression | undefined): readonly ts.Expression[] {
  const inner = node && unwrap(node);
  if (!inner) return [];
  return ts.isArrayLiteralExpression(inner) ? inner.elements : [inner];
}

function createTable(file: FileReader, node: ts.Expression, into: SchemaChange[]): void {
  const given = options(node);
  const table = tableOf(node) ?? '';
  into.push(newTable(table, file.span(given.get('name') ?? node)));
  for (const column of listed(given.get('columns'))) addColumn(file, table, column, into);
  for (const key of listed(given.get('foreignKeys'))) addForeignKey(file, table, key, into);
  for (const index of listed(given.get('indices'))) addIndex(file, table, index, into);
  for (const unique of listed(given.get('uniques'))) {
    const columns = literals(options(unique).get('columnNames'));
    if (columns)
      into.push({
        kind: 'add-constraint',
        table,
        constraint: { kind: 'unique', columns },
        span: file.span(unique),
      });
  }
}

function addColumn(file: FileReader, table: string, node: ts.Expression, into: SchemaChange[]): void {
  const given = options(node);
  const name = literal(given.get('name'));
  if (name === undefined) return;
  const span = file.span(given.get('name') as ts.Expression);
  const column = newColumn(name, literal(given.get('type')) ?? '', span);
  column.nullable = isTrue(given.get('isNullable'));
  column.hasDefault = given.has('default') || isTrue(given.get('isGenerated'));
  column.generated = given.has('asExpression');
  into.push({ kind: 'add-column', table, column, span });
  const add = (kind: 'primary-key' | 'unique') =>
    into.push({ kind: 'add-constraint', table, constraint: { kind, columns: [name] }, span });
  if (isTrue(given.get('isPrimary'))) add('primary-key');
  if (isTrue(given.get('isUnique'))) add('unique');
}

function addForeignKey(file: FileReader, table: string, node: ts.Expression, into: SchemaChange[]): void {
  const given = options(node);
  const columns = literals(given.get('columnNames'));
  const target = literal(given.get('referencedTableName'));
  if (!columns || target === undefined) return;
  const name = literal(given.get('name'));
  into.push({
    kind: 'add-constraint',
    table,
    constraint: {
      kind: 'foreign-key',
      ...(name === undefined ? {} : { name }),
      columns,
      table: target.slice(target.lastIndexOf('.') + 1),
      references: literals(given.get('referencedColumnNames')) ?? [],
    },
    span: file.span(given.get('columnNames') as ts.Expression),
  });
}

function addIndex(file: FileReader, table: string, node: ts.Expression, into: SchemaChange[]): void {
  const given = options(node);
  const columns = literals(given.get('columnNames'));
  if (!columns) return;
  const [name, where] = [literal(given.get('name')), literal(given.get('where'))];
  into.push({
    kind: 'create-index',
    table,
    index: {
      ...(name === undefined ? {} : { name }),
      keys: columns.map((column) => ({ column })),
      unique: isTrue(given.get('isUnique')),
      method: isTrue(given.get('isFulltext')) ? 'fulltext' : 'btree',
      ...(where === undefined ? {} : { where }),
    },
    span: file.span(node),
  });
}
