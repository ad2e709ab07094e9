import type { Span } from '../span';
import type { TokenRange } from './split';
import { nameOf, type Token, type TokenizedSql } from './token';

/** Ways through the tokens of a text, for readers of syntax trees that do not say where things end or even begin. */
export class TokenSource {
  readonly tokens: readonly Token[];

  constructor(readonly sql: TokenizedSql) {
    this.tokens = sql.tokens;
  }

  token(index: number): Token | undefined {
    return this.tokens[index];
  }

  word(index: number): string {
    return this.tokens[index]?.word ?? '';
  }

  name(index: number): string {
    const token = this.tokens[index];
    return token === undefined ? '' : nameOf(this.sql, token);
  }

  /** From one token's start to another's end; the start of the text where there is no such token. */
  span(first: number, last: number): Span {
    const start = this.tokens[first]?.start ?? 0;
    return { start, end: Math.max(start, this.tokens[last]?.end ?? start) };
  }

  slice(span: Span): string {
    return this.sql.text.slice(span.start, span.end);
  }

  /** Index of the last token of a dotted name (`a.b`, `a.*`) whose first token is at `index`. */
  chainEnd(index: number): number {
    let end = index;
    while (this.tokens[end + 1]?.kind === 'dot' && end + 2 < this.tokens.length) end += 2;
    return end;
  }

  /** Index of the bracket that closes what `index` opens, or `index` where it opens nothing. */
  closing(index: number): number {
    const token = this.tokens[index];
    return token?.kind === 'open' && token.partner >= 0 ? token.partner : index;
  }

  /** The first token from `from` to `to`, outside of brackets opened on the way, for which `accepts` holds; else -1. */
  find(from: number, to: number, accepts: (token: Token, index: number) => boolean): number {
    for (let i = from; i <= to; i++) {
      const token = this.tokens[i];
      if (token === undefined) return -1;
      if (accepts(token, i)) return i;
      i = this.closing(i);
    }
    return -1;
  }

  /** The same backwards. */
  findBack(from: number, to: number, accepts: (token: Token, index: number) => boolean): number {
    for (let i = from; i >= to; i--) {
      const token = this.tokens[i];
      if (token === undefined) return -1;
      if (accepts(token, i)) return i;
      if (token.kind === 'close' && token.partner >= 0) i = token.partner;
    }
    return -1;
  }

  /** The parts of a comma-separated list between two tokens, both included. */
  parts({ first, last }: TokenRange): TokenRange[] {
    const ranges: TokenRange[] = [];
    let start = first;
    for (;;) {
      const comma = this.find(start, last, (token) => token.kind === 'comma');
      ranges.push({ first: start, last: comma < 0 ? last : comma - 1 });
      if (comma < 0) return ranges;
      start = comma + 1;
    }
  }

  /** The last token, up to `last`, of an output column or an assigned value that starts at `first`. */
  outputEnd(first: number, last: number): number {
    const end = this.find(first, last, (token, i) => {
      if (endsElement(token)) return true;
      if (token.word === 'output' && this.sql.dialect === 'transactsql') return true;
      // IS DISTINCT FROM
      return AFTER_OUTPUT.has(token.word) && i > first && this.word(i - 1) !== 'distinct';
    });
    return end < 0 ? last : end - 1;
  }

  /** The same for a whole list of output columns. */
  outputsEnd(first: number, last: number): number {
    let end = this.outputEnd(first, last);
    while (end < last && this.tokens[end + 1]?.kind === 'comma') end = this.outputEnd(end + 2, last);
    return end;
  }

  /** The last token of a list's element that starts at `index`: before the comma or the bracket that ends it. */
  elementEnd(index: number): number {
    const end = this.find(index, this.tokens.length - 1, endsElement);
    return (end < 0 ? this.tokens.length : end) - 1;
  }
}

const AFTER_OUTPUT = new Set(
  'from into where group having window union intersect except order limit offset fetch for returning on when'.split(
    ' ',
  ),
);

function endsElement(token: Token): boolean {
  return token.kind === 'comma' || token.kind === 'close' || token.kind === 'semicolon';
}
