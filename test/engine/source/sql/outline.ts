import type { Span } from '../../../../src/engine/source/span';
import { loadSqlParser } from '../../../../src/engine/source/sql/load';
import type {
  Dialect,
  Operand,
  Predicate,
  QueryBlock,
  SchemaChange,
  SqlStatement,
} from '../../../../src/engine/source/sql/statement';

/** What the parser makes of a text, written so that each span shows as the text it covers. */

export async function parse(text: string, dialect: Dialect = 'postgresql'): Promise<SqlStatement[]> {
  return (await loadSqlParser(dialect)).parse(text);
}

/** The only block of a text's first statement. */
export async function blockOf(text: string, dialect: Dialect = 'postgresql'): Promise<QueryBlock> {
  const [statement] = await parse(text, dialect);
  if (statement?.block === undefined) throw new Error(`No block in: ${text} ${JSON.stringify(statement)}`);
  return statement.block;
}

/** All blocks, outermost first. */
export function allBlocks(block: QueryBlock): QueryBlock[] {
  return [block, ...block.nested.flatMap(allBlocks)];
}

export function at(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

export function operand(text: string, value: Operand): string {
  const what = value.kind === 'parameter' ? value.text : value.kind === 'call' ? value.name : '';
  return `${value.kind}${what === '' ? '' : `:${what}`} ‹${at(text, value.span)}›`;
}

export function predicate(
  text: string,
  { column, operator, operand: value, clause, conjunct, span }: Predicate,
): string {
  const name = column.qualifier === undefined ? column.name : `${column.qualifier}.${column.name}`;
  return `${clause}${conjunct ? '' : '?'} ${name} ${operator} ${operand(text, value)} in ‹${at(text, span)}›`;
}

/** A change with its spans as text. */
export function change(text: string, value: SchemaChange): unknown {
  return JSON.parse(JSON.stringify(value, (_, inner: unknown) => (isSpan(inner) ? at(text, inner) : inner)));
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}

/** Every span anywhere in a value. */
export function spansIn(value: unknown): Span[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isSpan(value)) return [value];
  return Object.values(value).flatMap(spansIn);
}
