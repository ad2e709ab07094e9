import type { ParseResult } from 'libpg-query';
import { unanalysedStatement } from './fallback';
import type { SqlParser } from './parser';
import { substitutePlaceholders } from './placeholders';
import { PostgresSource } from './postgres-source';
import { readStatement } from './postgres-statement';
import { splitStatements, type TokenRange } from './split';
import type { SchemaChange, SqlStatement } from './statement';
import { type TokenizedSql, tokenIndexAt } from './token';
import { tokenize } from './tokenizer';

/** Longer texts go to the grammar in pieces: its tree is some thirty times the size of the text. */
const PIECE_LENGTH = 32_768;

type Grammar = (text: string) => ParseResult;

/** Loads PostgreSQL's own grammar, compiled to WebAssembly. Rejects where it cannot be loaded. */
export async function loadPostgresParser(): Promise<SqlParser> {
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  return { dialect: 'postgresql', parse: (text) => parsePostgres(text, parseSync) };
}

function parsePostgres(given: string, grammar: Grammar): SqlStatement[] {
  const text = given.includes('`') ? withDoubleQuotes(given) : given;
  const sql = tokenize(text, 'postgresql');
  const ranges = splitStatements(sql);
  if (ranges.length === 0) return [];
  const prepared = digestible(substitutePlaceholders(sql));
  const statements: SqlStatement[] = [];
  for (const piece of pieces(sql, ranges)) {
    const read = readPiece(sql, prepared, piece, grammar);
    if (read !== undefined) statements.push(...read);
    else if (piece.length === 1) statements.push(unanalysedStatement(sql, piece[0] as TokenRange));
    else for (const range of piece) statements.push(...readAlone(sql, prepared, range, grammar));
  }
  return statements;
}

/**
 * MySQL's quotes around names mean nothing in PostgreSQL. Where nothing said which database it is, a simple statement is read all the same;
 * not a schema, which would be taken for one of PostgreSQL.
 */
function withDoubleQuotes(text: string): string {
  if (!/^\s*(select|insert|update|delete|with)\b/i.test(text) || /\bcreate\s+table\b/i.test(text))
    return text;
  return text.replace(/`([^`"'\n]*)`/g, '"$1"');
}

/** One broken statement must not hide its neighbours, so each is tried on its own. */
function readAlone(sql: TokenizedSql, prepared: string, range: TokenRange, grammar: Grammar): SqlStatement[] {
  return readPiece(sql, prepared, [range], grammar) ?? [unanalysedStatement(sql, range)];
}

function readPiece(
  sql: TokenizedSql,
  prepared: string,
  piece: TokenRange[],
  grammar: Grammar,
): SqlStatement[] | undefined {
  const start = sql.tokens[piece[0]?.first ?? 0]?.start ?? 0;
  const end = sql.tokens[piece[piece.length - 1]?.last ?? 0]?.end ?? 0;
  const text = start === 0 && end === prepared.length ? prepared : prepared.slice(start, end);
  try {
    const { stmts = [] } = grammar(text);
    const source = new PostgresSource(sql, text, start);
    return stmts.flatMap((raw) => {
      if (raw.stmt === undefined) return [];
      const from = source.offset(raw.stmt_location);
      const to = raw.stmt_len ? source.offset((raw.stmt_location ?? 0) + raw.stmt_len) : end;
      // White space and comments before a statement belong to it in the tree.
      let first = tokenIndexAt(sql.tokens, from);
      if ((sql.tokens[first]?.start ?? -1) < from) first++;
      const last = tokenIndexAt(sql.tokens, to - 1);
      if (last < first) return [];
      const statement = readStatement(source, raw.stmt, { first, last });
      if ('DoStmt' in raw.stmt) statement.changes.push(...changesInBody(sql, { first, last }, grammar));
      return [statement];
    });
  } catch {
    // A syntax error, or a tree too deep to walk: the caller makes do with the tokens.
    return undefined;
  }
}

/** What a schema statement may follow in PL/pgSQL. */
const BEFORE_STATEMENT = new Set(['begin', 'then', 'else', 'loop']);
const SCHEMA_VERBS = new Set(['create', 'alter', 'drop']);

/**
 * The schema changes in the body of a DO block: migrations wrap them in one to ask first whether they are needed, or
 * to ignore that they are not. Whatever else the body does stays unknown.
 */
function changesInBody(sql: TokenizedSql, { first, last }: TokenRange, grammar: Grammar): SchemaChange[] {
  const body = sql.tokens.slice(first, last + 1).find((token) => token.kind === 'string');
  if (body === undefined || sql.text[body.start] !== '$') return [];
  const tag = sql.text.indexOf('$', body.start + 1) + 1 - body.start;
  const inner = tokenize(sql.text.slice(body.start + tag, body.end - tag), sql.dialect);
  const ranges = splitStatements(inner);
  for (const token of inner.tokens) {
    token.start += body.start + tag;
    token.end += body.start + tag;
  }
  const outer = { ...inner, text: sql.text };
  return ranges.flatMap((range) => {
    const start = firstIndex(range, (i) => {
      const before = i > range.first ? inner.tokens[i - 1]?.word : 'begin';
      return SCHEMA_VERBS.has(inner.tokens[i]?.word ?? '') && BEFORE_STATEMENT.has(before ?? '');
    });
    if (start === undefined) return [];
    const read = readPiece(outer, sql.text, [{ first: start, last: range.last }], grammar);
    return (read ?? []).flatMap((statement) => statement.changes);
  });
}

function firstIndex({ first, last }: TokenRange, accepts: (index: number) => boolean): number | undefined {
  for (let i = first; i <= last; i++) if (accepts(i)) return i;
  return undefined;
}

/** The statements in groups whose text is of bounded length, wherever one statement alone is not longer. */
function pieces(sql: TokenizedSql, ranges: TokenRange[]): TokenRange[][] {
  if (sql.text.length <= PIECE_LENGTH) return [ranges];
  const groups: TokenRange[][] = [];
  let group: TokenRange[] = [];
  let start = 0;
  for (const range of ranges) {
    const end = sql.tokens[range.last]?.end ?? 0;
    if (group.length > 0 && end - start > PIECE_LENGTH) {
      groups.push(group);
      group = [];
    }
    if (group.length === 0) start = sql.tokens[range.first]?.start ?? 0;
    group.push(range);
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

/** What would end the grammar's C string early or cannot be written in UTF-8, replaced by something of the same length. */
function digestible(text: string): string {
  return text.replace(
    /[\0\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => (character === '\0' || character === '\ufeff' ? ' ' : '\ufffd'),
  );
}
