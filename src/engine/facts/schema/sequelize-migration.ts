import type { Span } from '../../source/span';
import type { SchemaChange } from '../../source/sql/statement';
import { ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';
import { eachCall, isTrue, literal, literals, members } from './chain';
import { newTable } from './draft';
import { describedColumn, describedColumns, fieldsOf } from './sequelize-columns';

/** Sequelize's migrations: `queryInterface.createTable('posts', { … })` and its siblings. */
export function collectSequelizeMigration(file: FileReader, into: SchemaChange[]): void {
  eachCall(file.tree.root, (node) => {
    const callee = unwrap(node.expression);
    if (!ts.isPropertyAccessExpression(callee) || !/interface$/i.test(file.text(callee.expression)))
      return false;
    const [first, second, third] = node.arguments;
    const table = literal(first) ?? literal(members(first).get('tableName'));
    if (table === undefined || !first) return false;
    migrationStep(callee.name.text, table, second, third, file.span(first), file, into);
    return true;
  });
}

function migrationStep(
  name: string,
  table: string,
  second: ts.Expression | undefined,
  third: ts.Expression | undefined,
  span: Span,
  file: FileReader,
  into: SchemaChange[],
): void {
  const text = literal(second);
  if (name === 'createTable') {
    into.push(newTable(table, span));
    for (const { column, keys, span: at } of describedColumns(second, file)) {
      into.push({ kind: 'add-column', table, column, span: at });
      for (const constraint of keys) into.push({ kind: 'add-constraint', table, constraint, span: at });
    }
  } else if (name === 'dropTable') into.push({ kind: 'drop-table', table, span });
  else if (name === 'renameTable') into.push({ kind: 'rename-table', table, to: text ?? '', span });
  else if (name === 'removeColumn' && text !== undefined)
    into.push({ kind: 'drop-column', table, column: text, span });
  else if (name === 'renameColumn' && text !== undefined)
    into.push({ kind: 'rename-column', table, column: text, to: literal(third) ?? '', span });
  else if (name === 'addColumn' && text !== undefined && third) {
    const described = describedColumn(text, third, file.span(second as ts.Expression), file);
    into.push({ kind: 'add-column', table, column: described.column, span: described.span });
    for (const constraint of described.keys)
      into.push({ kind: 'add-constraint', table, constraint, span: described.span });
  } else if (name === 'addIndex') addIndex(table, second, third, span, into);
  else if (name === 'addConstraint') addConstraint(table, second, third, file, into);
  else if (name === 'removeIndex') {
    // Without a name, the one that addIndex gives.
    const index = text ?? `${table}_${(literals(second) ?? []).join('_')}`;
    into.push({ kind: 'drop-index', name: index, table, span });
  } else if (name === 'removeConstraint' && text !== undefined)
    into.push({ kind: 'drop-constraint', table, name: text, span });
}

function addIndex(
  table: string,
  second: ts.Expression | undefined,
  third: ts.Expression | undefined,
  span: Span,
  into: SchemaChange[],
): void {
  const options = members(third ?? second);
  const listed = second && ts.isArrayLiteralExpression(unwrap(second)) ? second : options.get('fields');
  const columns = fieldsOf(listed);
  if (columns.length === 0) return;
  into.push({
    kind: 'create-index',
    table,
    index: {
      name: literal(options.get('name')) ?? `${table}_${columns.join('_')}`,
      keys: columns.map((column) => ({ column })),
      unique: isTrue(options.get('unique')),
      method: (literal(options.get('using')) ?? 'btree').toLowerCase(),
      ...(options.has('where') ? { where: 'where' } : {}),
    },
    span,
  });
}

function addConstraint(
  table: string,
  second: ts.Expression | undefined,
  third: ts.Expression | undefined,
  file: FileReader,
  into: SchemaChange[],
): void {
  const options = members(third ?? second);
  const columns = fieldsOf(
    second && ts.isArrayLiteralExpression(unwrap(second)) ? second : options.get('fields'),
  );
  const type = literal(options.get('type'))?.toLowerCase();
  const at = options.get('fields') ?? second;
  if (columns.length === 0 || !at) return;
  const span = file.span(at);
  const name = literal(options.get('name'));
  const named = name === undefined ? {} : { name };
  if (type === 'unique' || type === 'primary key') {
    const kind = type === 'unique' ? 'unique' : 'primary-key';
    into.push({ kind: 'add-constraint', table, constraint: { kind, columns, ...named }, span });
    return;
  }
  const references = members(options.get('references'));
  const target = literal(references.get('table'));
  const field = literal(references.get('field'));
  if (type === 'foreign key' && target !== undefined)
    into.push({
      kind: 'add-constraint',
      table,
      constraint: {
        kind: 'foreign-key',
        columns,
        table: target,
        references: field === undefined ? [] : [field],
        ...named,
      },
      span,
    });
}
