import { type Column, sameWords, type Table } from './tables';

/** A column by its name in the database, by what code calls it, or by the same words (`userId` for `user_id`). */
export function columnOf(table: Table, name: string): Column | undefined {
  const exact = table.columns.get(name.toLowerCase());
  if (exact) return exact;
  const words = sameWords(name);
  for (const column of table.columns.values())
    if (column.property === name || sameWords(column.name) === words) return column;
  return undefined;
}

/**
 * Whether look-ups by these columns find an index: one whose leading columns they are, in any order; a primary key or unique constraint
 * counts, and a partial index where it leaves out only rows without a value.
 */
export function hasLeadingIndex(table: Table, columns: readonly string[]): boolean {
  const wanted = new Set(columns.map(sameWords));
  const leads = (keys: readonly (string | undefined)[]) => {
    const first = keys.slice(0, wanted.size).map((key) => (key === undefined ? '' : sameWords(key)));
    return first.length === wanted.size && first.every((key) => wanted.has(key));
  };
  return (
    leads(table.primaryKey) ||
    table.uniques.some((unique) => leads(unique.columns)) ||
    table.indexes.some(
      (index) =>
        /^(btree|hash|)$/i.test(index.method) &&
        leads(index.keys.map((key) => ('column' in key ? key.column : undefined))) &&
        (index.where === undefined || keepsAllValues(index.where, wanted)),
    )
  );
}

/** `WHERE ticket_id IS NOT NULL`: no look-up by a value misses a row of such an index. */
function keepsAllValues(where: string, columns: ReadonlySet<string>): boolean {
  return where.split(/\band\b/i).every((part) => {
    const [, column] = /^[\s(]*(?:[\w"`]+\.)?["`[]?(\w+)["`\]]?\s+is\s+not\s+null[\s)]*$/i.exec(part) ?? [];
    return column !== undefined && columns.has(sameWords(column));
  });
}
