import type { Dialect, SqlStatement } from './statement';

/**
 * Reads SQL text into our own terms. `parse` never throws: a statement that the grammar rejects comes back
 * with `analysed: false` and what a tokenizer can tell. Placeholders may be `$n`, `?`, `:name`, `@name`; the parser
 * substitutes them itself with text of the same length, so that spans fit the text that was given.
 */
export interface SqlParser {
  readonly dialect: Dialect;
  parse(text: string): SqlStatement[];
}

/** Hands out the parser of a dialect. Parsers are large, so each is loaded when first asked for. */
export type SqlParserLoader = (dialect: Dialect) => Promise<SqlParser>;
