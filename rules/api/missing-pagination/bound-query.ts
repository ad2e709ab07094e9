import type { ReachedQuery, Route, RuleFix, TextEdit } from '../../../src/engine';
import type { Unbounded } from './unbounded';

/** A limit and an offset from the request's query, clamped: nobody asks for a million rows, or for minus one. */
export function boundQuery(
  { handler, fact }: Route,
  { file, query }: ReachedQuery,
  { block }: Unbounded,
  source: string,
): RuleFix | undefined {
  if (fact.kind !== 'http' || handler?.file !== file || block.orderBy.length + block.tables.length === 0)
    return undefined;
  const parameter = file.functions[handler.index ?? -1]?.parameters[0] ?? '';
  const read = readFrom(parameter);
  if (!read) return undefined;
  const limit = `Math.min(Math.max(Number.parseInt(${read('limit')}, 10) || 50, 1), 100)`;
  const offset = `Math.max(Number.parseInt(${read('offset')}, 10) || 0, 0)`;
  const edits =
    inSql({ file, query, through: [] }, source, limit, offset) ??
    inOptions(query.method, query.callee, query.span, source, limit, offset);
  return (
    edits && {
      title: 'Bound it by limit and offset from the query, at most 100 rows',
      safe: false,
      changes: [{ path: file.path, edits }],
    }
  );
}

function readFrom(parameter: string): ((name: string) => string) | undefined {
  const name = /^[\w$]+/.exec(parameter)?.[0] ?? '';
  if (/^_?req(uest)?$/.test(name) || name === 'ctx') return (each) => `String(${name}.query.${each})`;
  return name === 'c' ? (each) => `String(${name}.req.query('${each}'))` : undefined;
}

/** `LIMIT $2 OFFSET $3` at the end of the literal, and the values after the others. */
function inSql(
  { query }: ReachedQuery,
  source: string,
  limit: string,
  offset: string,
): TextEdit[] | undefined {
  const { literal, values } = query;
  if (!literal || query.parametrized || query.statements.length !== 1) return undefined;
  const written = source.slice(literal.span.start + 1, literal.span.end - 1);
  if (/\$\{/.test(written)) return undefined;
  const trimmed = written.replace(/[\s;]+$/, '');
  const numbered = /\$\d/.test(written);
  const isQuestion =
    !numbered &&
    (/\?/.test(written) ||
      query.dialect === 'mysql' ||
      query.dialect === 'mariadb' ||
      query.dialect === 'sqlite');
  const used = new Set(written.match(/\$\d+/g)).size;
  const count = values?.count ?? 0;
  if (numbered && (values === undefined || used !== count)) return undefined;
  if (!values && source.slice(literal.span.end, query.span.end).trim() !== ')') return undefined;
  const clause = isQuestion ? 'LIMIT ? OFFSET ?' : `LIMIT $${count + 1} OFFSET $${count + 2}`;
  const end = literal.span.start + 1 + trimmed.length;
  const lastLine = trimmed.slice(trimmed.lastIndexOf('\n') + 1);
  const glue = trimmed.includes('\n') ? `\n${/^\s*/.exec(lastLine)?.[0] ?? ''}` : ' ';
  const edits: TextEdit[] = [{ span: { start: end, end }, text: `${glue}${clause}` }];
  if (values) {
    const close = source.slice(values.span.start, values.span.end - 1).replace(/,?\s*$/, '');
    const at = values.span.start + close.length;
    edits.push({ span: { start: at, end: at }, text: `${count > 0 ? ', ' : ''}${limit}, ${offset}` });
  } else
    edits.push({ span: { start: literal.span.end, end: literal.span.end }, text: `, [${limit}, ${offset}]` });
  return edits;
}

/** Options of a call that lists records, added to its object or as one. */
function inOptions(
  method: string,
  callee: string,
  { start, end }: { start: number; end: number },
  source: string,
  limit: string,
  offset: string,
): TextEdit[] | undefined {
  if (method !== 'findMany' && method !== 'findAll') return undefined;
  const [take, skip] =
    method === 'findAll' || /\.query\b/.test(callee) ? ['limit', 'offset'] : ['take', 'skip'];
  const added = `${take}: ${limit}, ${skip}: ${offset}`;
  const written = source.slice(start, end);
  if (/\(\s*\)$/.test(written))
    return [{ span: { start: start + written.lastIndexOf('(') + 1, end: end - 1 }, text: `{ ${added} }` }];
  const tail = /(,?)(\s*)\}\s*,?\s*\)$/.exec(written);
  if (!tail || /\(\s*\{\s*\}\s*\)$/.test(written)) return undefined;
  const at = start + tail.index;
  const [, comma = '', space = ''] = tail;
  if (!space.includes('\n')) return [{ span: { start: at, end: at + comma.length }, text: `, ${added}` }];
  const inner = `\n${space.slice(space.lastIndexOf('\n') + 1)}  `;
  return [
    {
      span: { start: at, end: at + comma.length },
      text: `,${inner}${take}: ${limit},${inner}${skip}: ${offset}${comma}`,
    },
  ];
}
