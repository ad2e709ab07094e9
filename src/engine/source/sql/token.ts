import type { Span } from '../span';
import type { Dialect } from './statement';

/**
 * `word`: keyword or bare name. `quoted`: a quoted name. `placeholder`: text that may stand for a parameter (`?`, `??`,
 * `:name`, `@name`, `%L`); `placeholders.ts` decides which of them do and turns those into `parameter`.
 */
export type TokenKind =
  | 'word'
  | 'quoted'
  | 'string'
  | 'number'
  | 'parameter'
  | 'placeholder'
  | 'operator'
  | 'open'
  | 'close'
  | 'comma'
  | 'dot'
  | 'semicolon';

export interface Token extends Span {
  kind: TokenKind;
  /** The lower-case text of a `word`; empty for every other kind. */
  word: string;
  /** Index of the matching bracket of an `open` or `close`, -1 where there is none. Filled in by `splitStatements`. */
  partner: number;
  /** Index of the innermost bracket that is open at this token, -1 outside of all. Filled in by `splitStatements`. */
  opener: number;
}

export interface TokenizedSql {
  text: string;
  dialect: Dialect;
  tokens: Token[];
  /** Whole comments, with their delimiters, in order. */
  comments: Span[];
  /** What is not SQL: psql meta-commands, COPY data, DELIMITER and GO lines, stray backslashes. */
  foreign: Span[];
}

/** The name that a `word` or `quoted` token spells, as the database folds it. */
export function nameOf(sql: TokenizedSql, token: Token): string {
  if (token.kind === 'word') return sql.dialect === 'postgresql' ? token.word : sliceOf(sql, token);
  if (token.kind !== 'quoted') return sliceOf(sql, token);
  const quote = sql.text[token.start] ?? '';
  const closing = quote === '[' ? ']' : quote;
  const closed = token.end - token.start > 1 && sql.text[token.end - 1] === closing;
  const inner = sql.text.slice(token.start + 1, closed ? token.end - 1 : token.end);
  return inner.includes(closing) ? inner.replaceAll(closing + closing, closing) : inner;
}

export function sliceOf(sql: TokenizedSql, span: Span): string {
  return sql.text.slice(span.start, span.end);
}

/** Index of the last token that starts at or before the offset, -1 where there is none. By bisection. */
export function tokenIndexAt(tokens: readonly Token[], offset: number): number {
  let low = -1;
  let high = tokens.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tokens[middle] as Token).start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
