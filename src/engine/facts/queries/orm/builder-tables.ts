import type { QueryBlock, TableUse } from '../../../source/sql/statement';
import { isFunctionNode, propertyName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { inside, memberValue } from './block';
import type { BuilderBlock } from './builder-block';
import { readEqual } from './builder-conditions';
import { callsIn } from './chain';

/** A table by name (`'t'`, `'t as x'`, `{ x: 't' }`), or a subquery in its place. */
export function readTable(within: BuilderBlock, argument: ts.Expression): void {
  const { file, block } = within;
  const node = unwrap(argument);
  if (ts.isObjectLiteralExpression(node)) {
    for (const property of node.properties) {
      if (!ts.isPropertyAssignment(property)) continue;
      const alias = propertyName(property.name);
      if (!ts.isStringLiteralLike(property.initializer)) {
        readDerived(within, property.initializer, alias);
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
    for (const element of node.elements) readTable(within, element);
    return;
  }
  const text = tableText(file, node);
  if (text === undefined) {
    readDerived(within, node, undefined);
    return;
  }
  const [, whole = '', alias] = /^\s*(\S+)(?:\s+as\s+(\S+))?\s*$/i.exec(text) ?? [];
  const span = ts.isStringLiteralLike(node) ? inside(file, node) : file.span(node);
  const table: TableUse = { name: whole.slice(whole.lastIndexOf('.') + 1), span };
  if (alias) table.alias = alias;
  block.tables.push(table);
}

/**
 * The name of a table as a literal, or as a constant that the file spells out: `TABLE`, `TABLES.users`. A constant of another file goes by what it
 * is called, as constants are written.
 */
export function tableText(file: FileReader, expression: ts.Expression | undefined): string | undefined {
  const node = expression && unwrap(expression);
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  const [holder, key] = ts.isPropertyAccessExpression(node)
    ? [unwrap(node.expression), node.name.text]
    : [node, undefined];
  if (!ts.isIdentifier(holder)) return undefined;
  const declaration = file.topLevel(holder.text);
  const value =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  if (!value)
    return /^[A-Z][A-Z\d_]*$/.test(holder.text) && file.importedFrom(holder.text) !== undefined
      ? (key ?? holder.text)
      : undefined;
  if (key === undefined) return ts.isStringLiteralLike(value) ? value.text : undefined;
  const spelled = memberValue(value, key);
  const inner = spelled && unwrap(spelled);
  return inner && ts.isStringLiteralLike(inner) ? inner.text : undefined;
}

/** A subquery in the place of a table; what is no chain and no callback could be any table. */
function readDerived(
  { file, block, subqueryOf }: BuilderBlock,
  expression: ts.Expression,
  alias: string | undefined,
): void {
  const nested = subqueryOf(expression);
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
export function readJoin(within: BuilderBlock, node: ts.CallExpression): void {
  const { file, block } = within;
  const [table, ...on] = node.arguments;
  if (!table) return;
  readTable(within, table);
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
