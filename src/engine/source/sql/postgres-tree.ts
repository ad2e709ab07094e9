import type { A_Const, ColumnRef, FuncCall, Node, RangeVar } from 'libpg-query';
import type { PostgresSource } from './postgres-source';
import type { ColumnUse, TableUse } from './statement';

/** Small questions to PostgreSQL's tree that both queries and schema statements ask. */

export function stringOf(node: Node | undefined): string {
  return node !== undefined && 'String' in node ? (node.String.sval ?? '') : '';
}

export function stringsOf(nodes: Node[] | undefined): string[] {
  return (nodes ?? []).map(stringOf);
}

export function lastOf<T>(items: readonly T[] | undefined): T | undefined {
  return items?.[items.length - 1];
}

/** A table as named in a statement, without its alias in the span. */
export function tableUse(source: PostgresSource, table: RangeVar): TableUse {
  const first = source.at(table.location);
  const last = source.chainEnd(first);
  const use: TableUse = { name: written(source, last, table.relname ?? ''), span: source.span(first, last) };
  if (table.schemaname !== undefined) use.schema = table.schemaname;
  const alias = table.alias?.aliasname;
  if (alias !== undefined && alias !== use.name) use.alias = alias;
  return use;
}

/** A hole for a name (`??`) was filled to satisfy the grammar; what was written there is the name. */
function written(source: PostgresSource, index: number, name: string): string {
  const word = source.word(index);
  return word === '??' || word === '%I' ? word : name;
}

/** A column reference; undefined for `*` and `t.*`. */
export function columnUse(source: PostgresSource, reference: ColumnRef): ColumnUse | undefined {
  const { fields = [] } = reference;
  const name = lastOf(fields);
  if (name === undefined || !('String' in name)) return undefined;
  const first = source.at(reference.location);
  // `t.c.*` as a whole row is two nodes, so that the count of fields says more than the dots in the text.
  const last = first + 2 * (fields.length - 1);
  const use: ColumnUse = { name: written(source, last, stringOf(name)), span: source.span(first, last) };
  if (fields.length > 1) use.qualifier = stringOf(fields[fields.length - 2]);
  return use;
}

export function isStar(reference: ColumnRef): boolean {
  const name = lastOf(reference.fields);
  return name !== undefined && 'A_Star' in name;
}

/** Without the casts and collations around it. */
export function bare(node: Node | undefined): Node | undefined {
  let inner = node;
  while (inner !== undefined) {
    if ('TypeCast' in inner) inner = inner.TypeCast.arg;
    else if ('CollateClause' in inner) inner = inner.CollateClause.arg;
    else return inner;
  }
  return undefined;
}

/** Lower case, with its schema unless that is PostgreSQL's own: `count`, `auth.uid`. */
export function functionName(call: FuncCall): string {
  const names = stringsOf(call.funcname);
  return (names[0] === 'pg_catalog' ? names.slice(1) : names).join('.').toLowerCase();
}

/** The text of a string or whole-number constant. */
export function constantText(constant: A_Const): string | undefined {
  if (constant.sval !== undefined) return constant.sval.sval ?? '';
  if (constant.ival !== undefined) return String(constant.ival.ival ?? 0);
  return undefined;
}

/** The nodes directly below a node, whatever its kind. */
export function childNodes(node: Node): Node[] {
  const found: Node[] = [];
  for (const inner of Object.values(node)) collectNodes(inner, found);
  return found;
}

function collectNodes(value: unknown, found: Node[]): void {
  if (Array.isArray(value)) for (const item of value) collectNodes(item, found);
  else if (isNode(value)) found.push(value);
  else if (isRecord(value)) for (const key in value) collectNodes(value[key], found);
}

/** The tree wraps each node in an object whose only key is the node's kind, which is capitalised; fields are not. */
function isNode(value: unknown): value is Node {
  if (!isRecord(value)) return false;
  for (const key in value) return key >= 'A' && key < '[';
  return false;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
