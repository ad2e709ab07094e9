import type { Span } from '../../source/span';
import type { SqlParser } from '../../source/sql/parser';
import type { SqlStatement } from '../../source/sql/statement';
import type { Hole } from '../facts';
import type { HolePiece, Piece } from './built-text';

/** The start of something that is SQL and not prose: a verb, and what must follow it. */
const sqlStart =
  /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*(?:select\b[\s\S]+|insert\s+(?:ignore\s+)?into\b|update\s+(?:only\s+)?[\w"`[$.]+[\s\S]*\bset\b|delete\s+from\b|with\s+(?:recursive\s+)?[\w"`]+[\s\S]*?\bas\b|create\s+(?:or\s+replace\s+)?(?:unique\s+|temp\w*\s+|materialized\s+)*(?:table|index|view|schema|extension|type|function|trigger|policy|sequence|role|user|database)\b|alter\s+(?:table|type|index|sequence|database|role|user|view)\b|drop\s+(?:table|index|view|schema|type|function|trigger|policy|column|database)\b|truncate\s+\w|begin\s*;|begin\s*$|begin\s+(?:transaction|work|isolation|immediate|exclusive|deferred)\b|start\s+transaction\b|commit\b\s*;?\s*$|rollback\b|(?:release\s+)?savepoint\s+\w|merge\s+into\b|replace\s+into\b|explain\s+\w|set\s+(?:local\s+|session\s+)?\w+|lock\s+table\b|values\s*\(|call\s+\w+\s*\(|notify\s+\w|listen\s+\w|refresh\s+materialized\b|pragma\s+\w|show\s+\w|vacuum\b|analyze\b|grant\s+\w|revoke\s+\w|comment\s+on\b|copy\s+[\w"(]|do\s+\$\$)/i;

/** A SELECT that reads like SQL: a list then FROM, or a bare expression such as `SELECT 1`, `SELECT now()`. */
const selectShape =
  /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*select\s+(?:[\s\S]*\bfrom\b|[\d'$(*]|\w+\s*\(|:\w|@@?\w|\?)/i;

/** Whether a text is SQL by its looks. Prose that happens to start with a verb is not. */
export function looksLikeSql(text: string): boolean {
  if (!sqlStart.test(text)) return false;
  return /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*select\b/i.test(text) ? selectShape.test(text) : true;
}

/** SQL put together from pieces, with a way back from its offsets to the file's. */
export interface EmbeddedSql {
  text: string;
  holes: Hole[];
  /** Holes of a tagged template: values that it binds, names that it quotes. */
  bound: Hole[];
  statements: SqlStatement[];
  analysed: boolean;
  /** Maps a span of `text` to the file: the smallest stretch that covers it. */
  toSource(span: Span): Span;
}

/** Stands for a name that code puts in. */
export const fillerName = 'hole_name';

interface Segment {
  at: number;
  length: number;
  source: Span;
  exact: boolean;
}

export type HoleReader = (piece: HolePiece) => Omit<Hole, 'stands'>;

/**
 * Parses SQL that code builds. A hole is filled with what fits its place (a placeholder where a value stands, a name where a
 * name stands); when no parser accepts that, the next filling is tried: fragments left out, then names everywhere.
 */
export function embedSql(pieces: readonly Piece[], parser: SqlParser, readHole: HoleReader): EmbeddedSql {
  let best: EmbeddedSql | undefined;
  for (const filling of ['fitting', 'blank', 'names'] as const) {
    const filled = fill(pieces, filling, readHole);
    const statements = parser.parse(filled.text);
    const analysed = statements.length > 0 && statements.every((statement) => statement.analysed);
    const toSource = (span: Span) => sourceOf(filled.segments, span);
    const result: EmbeddedSql = {
      text: filled.text,
      holes: filled.holes,
      bound: filled.bound,
      statements,
      analysed,
      toSource,
    };
    best ??= result;
    if (analysed) return result;
    if (filled.holes.length === 0 && !filled.bound.some((hole) => hole.stands === 'fragment')) break;
  }
  return best as EmbeddedSql;
}

function fill(
  pieces: readonly Piece[],
  filling: 'fitting' | 'blank' | 'names',
  readHole: HoleReader,
): { text: string; segments: Segment[]; holes: Hole[]; bound: Hole[] } {
  let text = '';
  let parameters = 0;
  const segments: Segment[] = [];
  const holes: Hole[] = [];
  const bound: Hole[] = [];
  for (const [index, piece] of pieces.entries()) {
    const at = text.length;
    if ('text' in piece) {
      text += namedParameters(piece.text);
      segments.push({ at, length: piece.text.length, source: piece.source, exact: piece.exact });
      continue;
    }
    const hole = readHole(piece);
    const stands = standing(text, nextText(pieces, index));
    if (piece.bound) bound.push({ ...hole, stands });
    else holes.push({ ...hole, stands });
    if (piece.silent) continue;
    const filler =
      piece.bound && stands !== 'identifier' && !(stands === 'fragment' && filling === 'blank')
        ? ` $${++parameters} `
        : fillerFor(text, piece, stands, filling, () => ++parameters);
    text += filler;
    segments.push({ at, length: filler.length, source: hole.span, exact: false });
  }
  return { text, segments, holes, bound };
}

/** pg-promise's `${name}`, `$<name>`, `$(name)` `$/name/` and `$1:raw` as parameters of the same length, so that places stay; `:name` and `~` make names of them. */
function namedParameters(text: string): string {
  if (!text.includes('$')) return text;
  return text.replace(
    /\$(?:\{\s*[\w.]+[^{}]*\}|<[\w.]+[^<>]*>|\([\w.]+(?::\w+|~)?\)|\/[\w.]+(?::\w+)?\/|\d+(?::(?:raw|value|name|alias|csv|list|json)\b|[\^~](?=[\s,;).]|$)))/g,
    (whole) => (/:name|:alias|~/.test(whole) ? 'x' : '$1').padEnd(whole.length),
  );
}

function fillerFor(
  before: string,
  piece: HolePiece,
  stands: Hole['stands'],
  filling: 'fitting' | 'blank' | 'names',
  next: () => number,
): string {
  if (piece.example !== undefined) return piece.example;
  // Assignments of an UPDATE that are put together elsewhere.
  if (/\bset\s*$/i.test(before)) return `${fillerName} = NULL`;
  switch (stands) {
    case 'quoted':
      return 'x';
    case 'placeholder':
      return '1';
    case 'identifier':
      return fillerName;
    case 'value':
      return filling === 'names' ? fillerName : `$${next()}`;
    default:
      if (filling === 'blank') return ' ';
      return filling === 'names' ? fillerName : ` $${next()} `;
  }
}

function nextText(pieces: readonly Piece[], index: number): string {
  const following = pieces[index + 1];
  return following && 'text' in following ? following.text : '';
}

/** What a hole stands for, from the SQL before and after it. */
export function standing(before: string, after: string): Hole['stands'] {
  if (insideQuotes(before)) return 'quoted';
  if (/(?:^|[^:\w]):(?:\.\.\.)?\w*$|(?:^|[\s(,=])@\w*$|(?:^|[^\w$])\$$/.test(before)) return 'placeholder';
  if (/["`[.]$/.test(before) || /^["`\].]/.test(after)) return 'identifier';
  if (/[A-Za-z0-9_]$/.test(before) || /^[A-Za-z0-9_]/.test(after)) return 'identifier';
  if (
    /\b(?:from|join|into|update|table|only|index|view|schema|column|select|distinct|returning|order\s+by|group\s+by|on\s+conflict\s*\(|asc|desc|as|set)\s*$/i.test(
      before,
    )
  )
    return 'identifier';
  if (
    /(?:=|<|>|\+|\*|\/|%|\|\||\(|,|\b(?:in|like|ilike|limit|offset|between\s+\S+\s+and|between|values|then|else|when|interval|any|all|not|is|to)\s*)\s*$/i.test(
      before,
    )
  ) {
    return /\b(?:select|(?:order|group)\s+by|returning)\b(?:(?!\bfrom\b)[^()])*,\s*$/i.test(before)
      ? 'identifier'
      : 'value';
  }
  return 'fragment';
}

function insideQuotes(before: string): boolean {
  let quoted = false;
  for (let i = 0; i < before.length; i++) {
    const unit = before[i];
    if (unit === "'") quoted = !quoted;
    else if (!quoted && unit === '-' && before[i + 1] === '-') {
      const end = before.indexOf('\n', i);
      if (end < 0) return false;
      i = end;
    }
  }
  return quoted;
}

function sourceOf(segments: readonly Segment[], span: Span): Span {
  const first =
    segments.find((segment) => span.start < segment.at + segment.length) ?? segments[segments.length - 1];
  if (!first) return { start: 0, end: 0 };
  const last = segments.findLast((segment) => segment.at < span.end) ?? first;
  const start = first.exact ? first.source.start + Math.max(0, span.start - first.at) : first.source.start;
  const end = last.exact ? last.source.start + Math.min(last.length, span.end - last.at) : last.source.end;
  if (end >= start) return { start, end };
  // The text was put together in another order than it is written: what is left is its first stretch.
  return { start, end: first.source.end };
}
