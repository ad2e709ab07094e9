import type { TokenRange } from './split';
import type { TokenSource } from './token-source';

const FOREIGN_KEY_ACTIONS = new Set(['cascade', 'restrict', 'set', 'no']);
const AFTER_OUTPUT = new Set(['values', 'select', 'default', 'where', 'from']);

/**
 * A statement as node-sql-parser's grammars accept it: what they reject though it is ordinary SQL is blanked or
 * replaced by text of the same length, and read from the tokens instead. `prepared` is the whole text with its
 * placeholders substituted.
 */
export function digestibleText(source: TokenSource, prepared: string, range: TokenRange): string {
  return new Digester(source, prepared, range).run();
}

class Digester {
  private result = '';
  private from: number;
  private readonly verb: string;
  private readonly transactSql: boolean;

  constructor(
    private readonly source: TokenSource,
    private readonly prepared: string,
    private readonly range: TokenRange,
  ) {
    this.from = source.token(range.first)?.start ?? 0;
    this.verb = source.word(range.first);
    this.transactSql = source.sql.dialect === 'transactsql';
  }

  run(): string {
    const { first, last } = this.range;
    for (let i = first; i <= last; i++) i = this.digest(i);
    return this.result + this.prepared.slice(this.from, this.source.token(last)?.end);
  }

  /** Deals with what begins at a token; returns the last token dealt with. */
  private digest(i: number): number {
    const token = this.source.token(i);
    if (
      token?.kind === 'quoted' &&
      this.source.sql.dialect === 'sqlite' &&
      this.prepared[token.start] === '['
    )
      return this.replace(i, i, `"${this.prepared.slice(token.start + 1, token.end - 1)}"`);
    switch (this.word(i)) {
      case 'on':
        return this.on(i);
      case 'foreign':
        // No two grammars know the same of foreign keys; as another constraint, all let them pass.
        if (!this.isSchema() || this.word(i + 1) !== 'key') return i;
        this.replace(i, i, 'unique ');
        return this.replace(i + 1, i + 1, '');
      case 'references':
        return this.isSchema() ? this.replace(i, this.referenceEnd(i), '') : i;
      case 'cross':
        // The SQLite grammar knows JOIN without ON, but not its name.
        return this.word(i + 1) === 'join' && this.source.sql.dialect === 'sqlite'
          ? this.replace(i, i, '')
          : i;
      case 'output':
        if (!this.transactSql || this.isSchema()) return i;
        return this.replace(i, this.before(i, AFTER_OUTPUT), '');
      default:
        return i;
    }
  }

  /** What a foreign key does on delete or update; ON CONFLICT. */
  private on(i: number): number {
    const next = this.word(i + 1);
    if (
      this.isSchema() &&
      (next === 'delete' || next === 'update') &&
      FOREIGN_KEY_ACTIONS.has(this.word(i + 2))
    )
      return this.replace(i, this.word(i + 2) === 'no' || this.word(i + 2) === 'set' ? i + 3 : i + 2, '');
    if (!this.isSchema() && next === 'conflict') return this.replace(i, this.before(i, RETURNING), '');
    return i;
  }

  private referenceEnd(i: number): number {
    let end = this.source.chainEnd(i + 1);
    end = this.source.closing(end + 1) > end + 1 ? this.source.closing(end + 1) : end;
    while (end < this.range.last && AFTER_REFERENCE.has(this.word(end + 1))) end++;
    return end;
  }

  private before(i: number, words: ReadonlySet<string>): number {
    const end = this.source.find(i + 1, this.range.last, ({ word }) => words.has(word));
    return end < 0 ? this.range.last : end - 1;
  }

  private replace(first: number, last: number, text: string): number {
    const { start, end } = this.source.span(first, Math.min(last, this.range.last));
    this.result += this.prepared.slice(this.from, start) + text.padEnd(end - start, ' ');
    this.from = end;
    return last;
  }

  private word(index: number): string {
    return index <= this.range.last ? this.source.word(index) : '';
  }

  private isSchema(): boolean {
    return this.verb === 'create' || this.verb === 'alter';
  }
}

const AFTER_REFERENCE = new Set(
  'match full partial simple deferrable initially deferred immediate'.split(' '),
);
const RETURNING = new Set(['returning']);
