import { type Column, columnOf, type Table } from '../../../src/engine';

/** Whether an index on the expression, or a generated column, serves a key (`a.b` for a path) of a JSON column. */
export function servesKey(
  table: Table,
  column: Column,
  key: string,
  text: (path: string) => string,
): boolean {
  const digs = (expression: string) =>
    digsFor(expression, column.name, key) || digsFor(expression, column.property, key);
  return (
    table.indexes.some((index) => index.keys.some((each) => 'expression' in each && digs(each.expression))) ||
    [...table.columns.values()].some(
      (each) =>
        each.generated &&
        digs(text(each.definedAt.path).slice(each.definedAt.span.start, each.definedAt.span.end)),
    )
  );
}

/** Whether an expression mentions the column and each step of the path: `lower((data -> 'a') ->> 'b')`. */
function digsFor(expression: string, column: string | undefined, key: string): boolean {
  if (column === undefined || !new RegExp(`\\b${column}\\b`, 'i').test(expression)) return false;
  const quoted = [...expression.matchAll(/'((?:[^']|'')*)'/g)].map((match) =>
    (match[1] as string).replace(/^\$\.|^\{|\}$|"/g, '').replaceAll(',', '.'),
  );
  return quoted.includes(key) || key.split('.').every((part) => quoted.includes(part));
}

/** Whether a GIN index holds the column itself. */
export function hasGinIndex(table: Table, column: Column): boolean {
  return table.indexes.some(
    (index) =>
      /^gin$/i.test(index.method) &&
      index.keys.some((key) => 'column' in key && columnOf(table, key.column) === column),
  );
}
