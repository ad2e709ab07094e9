import type { TokenRange } from './split';
import type { ColumnUse, TableUse } from './statement';
import { nameOf } from './token';
import type { TokenSource } from './token-source';

/**
 * node-sql-parser's tree differs from dialect to dialect and from its own type declarations, so that it is read as
 * data of unknown shape, through these few functions.
 */

export function get(node: unknown, key: string): unknown {
  return isRecord(node) ? node[key] : undefined;
}

export function text(node: unknown, key: string): string {
  const value = get(node, key);
  return typeof value === 'string' ? value : '';
}

/** The items of a list; what is no list counts as a list of one, what is absent as an empty one. */
export function list(node: unknown, key: string): unknown[] {
  const value = get(node, key);
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function typeOf(node: unknown): string {
  return text(node, 'type');
}

/** The name in what may be a string, `{ value }`, `{ name }`, `{ column }` or `{ expr: { value } }`. */
export function nameIn(value: unknown): string {
  if (typeof value === 'string') return value;
  for (const key of ['value', 'name', 'column', 'expr', 'table']) {
    const inner = get(value, key);
    if (inner !== undefined && inner !== null) return nameIn(Array.isArray(inner) ? inner[0] : inner);
  }
  return '';
}

/** The query in a node, where it is one: a SELECT itself, or a node that wraps one. */
export function queryIn(node: unknown): unknown {
  if (typeOf(node) === 'select') return node;
  const ast = get(node, 'ast');
  if (ast !== undefined) return Array.isArray(ast) ? ast[0] : ast;
  const inner = get(node, 'expr');
  return isRecord(inner) && get(inner, 'ast') !== undefined ? queryIn(inner) : undefined;
}

/** How many tokens ahead a name is looked for: what never comes must not cost a long statement squared time. */
const HORIZON = 10_000;

/**
 * Finds the names of a tree in the text: the tree is read in the order of the text, so that each name is the next
 * one of its spelling.
 */
export class Cursor {
  constructor(
    readonly source: TokenSource,
    public at: number,
    readonly last: number,
  ) {}

  /** The tokens of a dotted name; undefined, with the cursor where it was, when the name does not come. */
  name(parts: string[]): TokenRange | undefined {
    const wanted = parts.filter((part) => part !== '').map((part) => part.toLowerCase());
    if (wanted.length === 0) return undefined;
    const horizon = Math.min(this.last, this.at + HORIZON);
    for (let first = this.at; first <= horizon; first++) {
      const end = this.matches(first, wanted);
      if (end < 0) continue;
      this.at = end + 1;
      return { first, last: end };
    }
    return undefined;
  }

  private matches(first: number, wanted: readonly string[]): number {
    let at = first;
    for (const [i, part] of wanted.entries()) {
      const token = this.source.tokens[at];
      if (token === undefined || (token.kind !== 'word' && token.kind !== 'quoted')) return -1;
      if (nameOf(this.source.sql, token).toLowerCase() !== part) return -1;
      if (i === wanted.length - 1) break;
      if (this.source.tokens[at + 1]?.kind !== 'dot') return -1;
      at += 2;
    }
    return this.source.tokens[at + 1]?.kind === 'dot' ? -1 : at;
  }

  /** Goes to the token after the next one of this text, outside of brackets or in; returns its index, or -1. */
  symbol(written: string): number {
    const horizon = Math.min(this.last, this.at + HORIZON);
    for (let i = this.at; i <= horizon; i++) {
      const token = this.source.tokens[i];
      if (token === undefined) return -1;
      if (token.word === written || (token.word === '' && this.source.slice(token) === written)) {
        this.at = i + 1;
        return i;
      }
    }
    return -1;
  }

  /** The tokens inside of the next brackets that hold a query; the cursor goes behind them. */
  query(): TokenRange | undefined {
    const horizon = Math.min(this.last, this.at + HORIZON);
    for (let i = this.at; i <= horizon; i++) {
      const token = this.source.tokens[i];
      if (token?.kind !== 'open' || token.partner < 0) continue;
      const word = this.source.word(i + 1);
      if (word !== 'select' && word !== 'with' && word !== 'values') continue;
      this.at = token.partner + 1;
      return { first: i + 1, last: token.partner - 1 };
    }
    return undefined;
  }

  column(node: unknown): ColumnUse | undefined {
    const name = nameIn(get(node, 'column'));
    const qualifier = nameIn(get(node, 'table'));
    const found = this.name([qualifier, name]);
    if (found === undefined) return undefined;
    const use: ColumnUse = { name, span: this.source.span(found.first, found.last) };
    if (qualifier !== '') use.qualifier = qualifier;
    return use;
  }

  table(node: unknown): TableUse | undefined {
    const name = nameIn(get(node, 'table'));
    const schema = text(node, 'schema') || text(node, 'db');
    const found = this.name([schema, name]) ?? this.name([name]);
    if (found === undefined) return undefined;
    const use: TableUse = { name, span: this.source.span(found.first, found.last) };
    if (schema !== '') use.schema = schema;
    const alias = text(node, 'as');
    if (alias !== '' && this.name([alias]) !== undefined && alias !== name) use.alias = alias;
    return use;
  }
}
