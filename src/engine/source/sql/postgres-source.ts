import { type TokenizedSql, tokenIndexAt } from './token';
import { TokenSource } from './token-source';

/**
 * Joins PostgreSQL's syntax tree to the text: the tree gives start offsets in UTF-8 bytes and no ends, the tokens
 * give the rest. One per call of the grammar, because offsets count from where the text given to it starts.
 */
export class PostgresSource extends TokenSource {
  /** UTF-16 offset of each byte; absent where they are the same. */
  private readonly offsets: Uint32Array | undefined;

  constructor(
    sql: TokenizedSql,
    /** What the grammar was given: the prepared text from `base` on. */
    parsed: string,
    private readonly base: number,
  ) {
    super(sql);
    this.offsets = isAscii(parsed) ? undefined : utf16Offsets(parsed);
  }

  /** The UTF-16 offset of a tree's location. Protocol buffers leave out a location of 0. */
  offset(location: number | undefined): number {
    const byte = location ?? 0;
    return this.base + (this.offsets === undefined ? byte : (this.offsets[byte] ?? 0));
  }

  /** Index of the token at a tree's location; -1 for a location that is not known. */
  at(location: number | undefined): number {
    if (location !== undefined && location < 0) return -1;
    return tokenIndexAt(this.tokens, this.offset(location));
  }
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

function utf16Offsets(text: string): Uint32Array {
  const offsets = new Uint32Array(text.length * 3 + 1);
  let byte = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const pair = code >= 0xd800 && code < 0xdc00;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : pair ? 4 : 3;
    for (let k = 0; k < bytes; k++) offsets[byte++] = i;
    if (pair) i++;
  }
  offsets[byte] = text.length;
  return offsets;
}
