import type { QueryBlock, TableUse } from '../../../source/sql/statement';
import { isFunctionNode, propertyName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { inside } from './block';
import { subqueryOf } from './builder-chain';
import { readEqual } from './builder-conditions';
import { callsIn } from './chain';

/** A table by name (`'t'`, `'t as x'`, `{ x: 't' }`), or a subquery in its place. */
export function readTable(file: FileReader, block: QueryBlock, argument: ts.Expression): void {
  const node = unwrap(argument);
  if (ts.isObjectLiteralExpression(node)) {
    for (const property of node.properties) {
      if (!ts.isPropertyAssignment(property)) continue;
      const alias = propertyName(property.name);
      if (!ts.isStringLiteralLike(property.initializer)) {
        readDerived(file, block, property.initializer, alias);
        continue;
      }
      block.tables.push({
        name: property.initializer.text,
        ...(alias === undefined ? {} : { alias }),
        span: inside(file, property.initializer),
      });
    }
    return;
  }
  if (ts.isArrayLiteralExpression(node)) {
    for (const element of node.elements) readTable(file, block, element);
    return;
  }
  if (!ts.isStringLiteralLike(node)) {
    readDerived(file, block, node, undefined);
    return;
  }
  const [, whole = '', alias] = /^\s*(\S+)(?:\s+as\s+(\S+))?\s*$/i.exec(node.text) ?? [];
  const table: TableUse = { name: whole.slice(whole.lastIndexOf('.') + 1), span: inside(file, node) };
  if (alias) table.alias = alias;
  block.tables.push(table);
}

/** A subquery in the place of a table; what is no chain and no callback could be any table. */
function readDerived(
  file: FileReader,
  block: QueryBlock,
  expression: ts.Expression,
  alias: string | undefined,
): void {
  const nested = subqueryOf(file, expression);
  const span = file.span(expression);
  if (!nested) {
    block.open = true;
    return;
  }
  nested.place = 'derived';
  block.nested.push(nested);
  block.derived.push({
    name: alias ?? 'subquery',
    span,
    explicitColumns: nested.stars.length === 0,
    block: block.nested.length - 1,
  });
}

/** `.join('t', 't.x', 'u.y')`, also with a callback or an object for its condition. */
export function readJoin(file: FileReader, block: QueryBlock, node: ts.CallExpression): void {
  const [table, ...on] = node.arguments;
  if (!table) return;
  readTable(file, block, table);
  const [first] = on;
  if (first && isFunctionNode(first)) {
    for (const call of callsIn(first))
      if (/^(on|andOn|onVal|andOnVal|onRef)$/.test(call.name)) readOn(file, block, call.node);
    return;
  }
  const condition = first && unwrap(first);
  if (condition && ts.isObjectLiteralExpression(condition)) {
    for (const property of condition.properties) {
      if (ts.isPropertyAssignment(property))
        readEqual(file, block, property.name, property.initializer, 'on');
    }
    return;
  }
  const [left, right] = on.length === 3 ? [on[0], on[2]] : on;
  if (left && right) readEqual(file, block, left, right, 'on');
}

function readOn(file: FileReader, block: QueryBlock, node: ts.CallExpression): void {
  const given = node.arguments;
  const [left, right] = given.length === 3 ? [given[0], given[2]] : [given[0], given[1]];
  if (left && right) readEqual(file, block, left, right, 'on');
}
