import type { Span } from '../span';
import type { Dialect } from './statement';
import type { Token, TokenizedSql, TokenKind } from './token';

/**
 * Cuts SQL into tokens. Never fails: what is not closed reaches to the end of the text, and characters that no
 * dialect knows become operators. Linear in the length of the text.
 */
export function tokenize(text: string, dialect: Dialect): TokenizedSql {
  return new Tokenizer(text, dialect).run();
}

const SPACE = 1;
const DIGIT = 2;
const LETTER = 4;
const OPERATOR = 8;

/** Classes of the ASCII characters; everything beyond is a letter, as in PostgreSQL. */
const CLASSES = new Uint8Array(128);
const classify = (characters: string, value: number): void => {
  for (const character of characters) CLASSES[character.charCodeAt(0)] = value;
};
classify(' \t\n\r\f\v\0', SPACE);
classify('0123456789', DIGIT);
classify('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', LETTER);
classify('+-/<>=~!@#%^&|', OPERATOR);

const BYTE_ORDER_MARK = 0xfeff;

function classOf(code: number): number {
  // The end of the text reads as NaN, which must not count as a letter.
  if (!(code >= 128)) return CLASSES[code] ?? 0;
  return code === BYTE_ORDER_MARK ? SPACE : LETTER;
}

const STRING_PREFIXES = new Set(['e', 'b', 'x', 'n']);

class Tokenizer {
  private readonly tokens: Token[] = [];
  private readonly comments: Span[] = [];
  private readonly foreign: Span[] = [];
  private readonly postgres: boolean;
  private readonly mysql: boolean;
  private at = 0;
  /** MySQL scripts may change the terminator, so that `;` can stand inside of a trigger's body. */
  private delimiter = ';';
  private statementStart = 0;
  /** Not to search the rest of a long text again for each COPY that brings no data. */
  private copyDataMayFollow = true;

  constructor(
    private readonly text: string,
    private readonly dialect: Dialect,
  ) {
    this.postgres = dialect === 'postgresql';
    this.mysql = dialect === 'mysql' || dialect === 'mariadb';
  }

  run(): TokenizedSql {
    while (this.at < this.text.length) this.next();
    const { text, dialect, tokens, comments, foreign } = this;
    return { text, dialect, tokens, comments, foreign };
  }

  private next(): number {
    const { text, at } = this;
    const code = text.charCodeAt(at);
    switch (classOf(code)) {
      case SPACE:
        return this.skipTo(at + 1);
      case LETTER:
        return this.word();
      case DIGIT:
        return this.number();
    }
    const following = text[at + 1];
    switch (text[at]) {
      case '(':
        return this.push('open', at + 1);
      case ')':
        return this.push('close', at + 1);
      case ',':
        return this.push('comma', at + 1);
      case ';':
        return this.semicolon(1);
      case '.':
        return DIGIT === classOf(text.charCodeAt(at + 1)) ? this.number() : this.push('dot', at + 1);
      case "'":
        return this.push('string', this.quotedEnd(at, "'", this.mysql));
      case '"':
        return this.push(this.mysql ? 'string' : 'quoted', this.quotedEnd(at, '"', this.mysql));
      case '`':
        return this.push('quoted', this.quotedEnd(at, '`', false));
      case '[':
        if (this.dialect === 'transactsql' || this.dialect === 'sqlite')
          return this.push('quoted', this.quotedEnd(at, ']', false));
        return this.push('open', at + 1);
      case ']':
        return this.push('close', at + 1);
      case '-':
        if (following === '-' && (!this.mysql || this.blankAt(at + 2))) return this.lineComment();
        return this.operator();
      case '#':
        if (this.mysql) return this.lineComment();
        return this.dialect === 'transactsql' ? this.word() : this.operator();
      case '/':
        return following === '*' ? this.blockComment() : this.operator();
      case '*':
        return this.push('operator', at + 1);
      case '$':
        return this.dollar();
      case '?':
        return this.question();
      case ':':
        return this.colon();
      case '@':
        return this.sign();
      case '\\':
        return this.backslash();
      default:
        return this.operator();
    }
  }

  private push(kind: TokenKind, end: number, word = ''): number {
    this.tokens.push({ kind, start: this.at, end, word, partner: -1, opener: -1 });
    return this.skipTo(end);
  }

  private skipTo(end: number): number {
    this.at = end;
    return end;
  }

  private word(): number {
    const { text } = this;
    let end = this.at + 1;
    while (end < text.length && this.isNamePart(end)) end++;
    const word = text.slice(this.at, end).toLowerCase();
    if (text[end] === "'" && STRING_PREFIXES.has(word))
      return this.push('string', this.quotedEnd(end, "'", this.mysql || word === 'e'));
    if (
      word === 'u' &&
      this.postgres &&
      text[end] === '&' &&
      (text[end + 1] === "'" || text[end + 1] === '"')
    ) {
      const quote = text[end + 1] as string;
      return this.push(quote === "'" ? 'string' : 'quoted', this.quotedEnd(end + 1, quote, false));
    }
    if (word === 'delimiter' && this.mysql && this.startsLine()) return this.delimiterLine(end);
    if (word === 'go' && this.dialect === 'transactsql' && this.startsLine() && this.endsLine(end))
      return this.semicolon(2);
    this.push('word', end, word);
    // A terminator such as `$$` or `//` is no word; only words that end where one begins need this test.
    if (this.delimiter !== ';' && text.startsWith(this.delimiter, end)) this.semicolon(this.delimiter.length);
    return this.at;
  }

  private isNamePart(at: number): boolean {
    const code = this.text.charCodeAt(at);
    if ((classOf(code) & (LETTER | DIGIT)) !== 0) return true;
    const character = this.text[at];
    if (character === '$') return !this.text.startsWith(this.delimiter, at);
    return this.dialect === 'transactsql' && (character === '#' || character === '@');
  }

  private number(): number {
    const { text } = this;
    let end = this.at + 1;
    while (end < text.length) {
      const code = text.charCodeAt(end);
      const character = text[end];
      const exponent = text[end - 1] === 'e' || text[end - 1] === 'E';
      if ((classOf(code) & (LETTER | DIGIT)) !== 0 || character === '.') end++;
      else if (exponent && (character === '+' || character === '-') && text[this.at + 1] !== 'x') end++;
      else break;
    }
    return this.push('number', end);
  }

  /** End of what is quoted from `open`; the closing quote doubled stands for itself. */
  private quotedEnd(open: number, closing: string, backslashEscapes: boolean): number {
    const { text } = this;
    for (let i = open + 1; i < text.length; i++) {
      const character = text[i];
      if (backslashEscapes && character === '\\') i++;
      else if (character === closing) {
        if (text[i + 1] !== closing) return i + 1;
        i++;
      }
    }
    return text.length;
  }

  private lineComment(): number {
    const { text, at } = this;
    let end = at;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
    this.comments.push({ start: at, end });
    return this.skipTo(end);
  }

  private blockComment(): number {
    const { text, at } = this;
    const nests = this.postgres || this.dialect === 'transactsql';
    let depth = 1;
    let end = at + 2;
    for (; end < text.length && depth > 0; end++) {
      if (text[end] === '*' && text[end + 1] === '/') {
        depth--;
        end++;
      } else if (nests && text[end] === '/' && text[end + 1] === '*') {
        depth++;
        end++;
      }
    }
    end = Math.min(end, text.length);
    this.comments.push({ start: at, end });
    return this.skipTo(end);
  }

  private operator(): number {
    const { text, at } = this;
    if (this.delimiter !== ';' && text.startsWith(this.delimiter, at))
      return this.semicolon(this.delimiter.length);
    if (text[at] === '%' && this.isFormatHole(at)) return this.push('placeholder', at + 2);
    let end = at + 1;
    while (classOf(text.charCodeAt(end)) === OPERATOR) {
      if ((text[end] === '-' && text[end + 1] === '-') || (text[end] === '/' && text[end + 1] === '*')) break;
      if (text[end] === '@' && text[end - 1] === '=' && this.letterAt(end + 1)) break;
      if (text[end] === '%' && this.isFormatHole(end)) break;
      end++;
    }
    // `@?` asks whether a JSON path has an item.
    if (this.postgres && text[end - 1] === '@' && text[end] === '?') end++;
    return this.push('operator', end);
  }

  /** `%s`, `%L`, `%I` of pg-format, with nothing after the letter that would make it a name. */
  private isFormatHole(at: number): boolean {
    const letter = this.text[at + 1];
    return (letter === 's' || letter === 'L' || letter === 'I') && !this.isNamePart(at + 2);
  }

  private dollar(): number {
    const { text, at } = this;
    if (this.delimiter !== ';' && text.startsWith(this.delimiter, at))
      return this.semicolon(this.delimiter.length);
    let end = at + 1;
    if (classOf(text.charCodeAt(end)) === DIGIT) {
      while (classOf(text.charCodeAt(end)) === DIGIT) end++;
      return this.push('parameter', end);
    }
    while ((classOf(text.charCodeAt(end)) & (LETTER | DIGIT)) !== 0) end++;
    if (this.postgres && text[end] === '$') {
      const tag = text.slice(at, end + 1);
      const close = text.indexOf(tag, end + 1);
      return this.push('string', close < 0 ? text.length : close + tag.length);
    }
    return this.push(end > at + 1 ? 'placeholder' : 'operator', end);
  }

  private question(): number {
    const { text, at } = this;
    const following = text[at + 1];
    if (following === '&' || (following === '|' && text[at + 2] !== '|'))
      return this.push('operator', at + 2);
    let end = at + 1;
    if (following === '?') end++;
    else while (classOf(text.charCodeAt(end)) === DIGIT) end++;
    return this.push('placeholder', end);
  }

  private colon(): number {
    const { text, at } = this;
    const following = text[at + 1];
    if (following === ':' || following === '=') return this.push('operator', at + 2);
    // psql writes its variables as :name, :'name' and :"name".
    if (this.postgres && (following === "'" || following === '"'))
      return this.push('placeholder', this.quotedEnd(at + 1, following, false));
    return this.named(at + 1);
  }

  private sign(): number {
    const { at } = this;
    if (!this.postgres && this.text[at + 1] === '@') return this.named(at + 2);
    if (this.letterAt(at + 1)) return this.named(at + 1);
    return this.operator();
  }

  private named(from: number): number {
    let end = from;
    if (this.letterAt(from)) while (end < this.text.length && this.isNamePart(end)) end++;
    return this.push(end > from ? 'placeholder' : 'operator', Math.max(end, this.at + 1));
  }

  private backslash(): number {
    const { at } = this;
    const following = this.text[at + 1];
    if (following === '\n' || following === '\r' || !this.postgres) {
      this.foreign.push({ start: at, end: at + 1 });
      return this.skipTo(at + 1);
    }
    // \gexec and its kin send the statement before them, as a semicolon would.
    if (following === 'g') this.push('semicolon', at + 1);
    const end =
      this.startsLine() || following === 'g' ? this.lineEnd(at) : Math.min(at + 2, this.text.length);
    this.foreign.push({ start: this.at, end });
    this.statementStart = this.tokens.length;
    return this.skipTo(end);
  }

  private semicolon(length: number): number {
    this.push(this.delimiter === ';' || length !== 1 ? 'semicolon' : 'operator', this.at + length);
    if (this.postgres && this.copyDataMayFollow) this.skipCopyData();
    this.statementStart = this.tokens.length;
    return this.at;
  }

  /** The lines after `COPY … FROM stdin;` up to `\.` are data, in which a quote means nothing. */
  private skipCopyData(): void {
    const { tokens, statementStart, text } = this;
    if (tokens[statementStart]?.word !== 'copy') return;
    let last = tokens.length - 1;
    while (last > statementStart && tokens[last]?.word !== 'stdin') last--;
    if (tokens[last - 1]?.word !== 'from') return;
    const dots = text.indexOf('\n\\.', this.at);
    if (dots < 0) {
      this.copyDataMayFollow = false;
      return;
    }
    this.foreign.push({ start: this.at, end: dots + 3 });
    this.at = dots + 3;
  }

  private delimiterLine(from: number): number {
    const end = this.lineEnd(from);
    this.delimiter = this.text.slice(from, end).trim() || ';';
    this.foreign.push({ start: this.at, end });
    return this.skipTo(end);
  }

  private lineEnd(from: number): number {
    let end = from;
    while (end < this.text.length && this.text[end] !== '\n' && this.text[end] !== '\r') end++;
    return end;
  }

  private startsLine(): boolean {
    for (let i = this.at - 1; i >= 0; i--) {
      if (this.text[i] === '\n' || this.text[i] === '\r') return true;
      if (classOf(this.text.charCodeAt(i)) !== SPACE) return false;
    }
    return true;
  }

  private endsLine(from: number): boolean {
    return this.text.slice(from, this.lineEnd(from)).trim() === '';
  }

  private blankAt(at: number): boolean {
    return at >= this.text.length || classOf(this.text.charCodeAt(at)) === SPACE;
  }

  private letterAt(at: number): boolean {
    return classOf(this.text.charCodeAt(at)) === LETTER;
  }
}
