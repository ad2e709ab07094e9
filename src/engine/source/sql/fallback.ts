import type { Span } from '../span';
import type { TokenRange } from './split';
import type { SqlStatement, TableUse, Verb } from './statement';
import { nameOf, type Token, type TokenizedSql } from './token';

/**
 * What tokens alone tell of a statement, for one that no grammar accepted: its verb and the tables that stand after
 * FROM, JOIN, INTO, UPDATE and TABLE.
 */
export function unanalysedStatement(sql: TokenizedSql, range: TokenRange): SqlStatement {
  return {
    span: spanOf(sql, range),
    verb: verbOf(sql, range),
    analysed: false,
    mentions: mentionsOf(sql, range),
    changes: [],
  };
}

/** From the first token's start to the last one's end. */
export function spanOf({ tokens }: TokenizedSql, { first, last }: TokenRange): Span {
  return { start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 0 };
}

const VERBS = new Map<string, Verb>([
  ['select', 'select'],
  ['values', 'select'],
  ['table', 'select'],
  ['insert', 'insert'],
  ['replace', 'insert'],
  ['update', 'update'],
  ['delete', 'delete'],
  ['merge', 'merge'],
  ['create', 'create'],
  ['alter', 'alter'],
  ['rename', 'alter'],
  ['drop', 'drop'],
  ['begin', 'begin'],
  ['start', 'begin'],
  ['commit', 'commit'],
  ['end', 'commit'],
  ['rollback', 'rollback'],
  ['abort', 'rollback'],
  ['savepoint', 'savepoint'],
  ['release', 'savepoint'],
  ['save', 'savepoint'],
  ['set', 'set'],
  ['reset', 'set'],
]);
const AFTER_WITH = new Set(['select', 'values', 'insert', 'update', 'delete', 'merge']);

/** The verb by the first word; for WITH, by the first verb outside of brackets. `ROLLBACK TO` is about a savepoint. */
export function verbOf({ tokens }: TokenizedSql, { first, last }: TokenRange): Verb {
  let i = first;
  while (i <= last && tokens[i]?.kind === 'open') i++;
  let word = tokens[i]?.word ?? '';
  if (word === 'with') {
    const level = tokens[i]?.opener;
    while (i <= last && !(AFTER_WITH.has(tokens[i]?.word ?? '') && tokens[i]?.opener === level)) i++;
    word = tokens[i]?.word ?? '';
  }
  if (word === 'rollback') {
    for (let j = i + 1; j <= Math.min(last, i + 2); j++) if (tokens[j]?.word === 'to') return 'savepoint';
  }
  return VERBS.get(word) ?? 'other';
}

const BEFORE_TABLE = new Set(['from', 'join', 'into', 'update', 'table']);
const CALLS_WITH_FROM = new Set(['extract', 'substring', 'trim', 'overlay']);
const BETWEEN = new Set(['only', 'if', 'not', 'exists', 'ignore', 'lateral', 'concurrently']);
const NEVER_A_TABLE = new Set([
  'select',
  'set',
  'of',
  'values',
  'where',
  'outfile',
  'stdin',
  'on',
  'nowait',
  'skip',
  'cascade',
  'restrict',
]);
const NEVER_AN_ALIAS = new Set(
  'where on using set values select inner left right full cross natural join group order having limit offset fetch for union intersect except returning default when add drop alter rename column to enable disable force as with window from'.split(
    ' ',
  ),
);

function mentionsOf(sql: TokenizedSql, { first, last }: TokenRange): TableUse[] {
  const { tokens } = sql;
  const uses: TableUse[] = [];
  for (let i = first; i <= last; i++) {
    if (!BEFORE_TABLE.has(tokens[i]?.word ?? '')) continue;
    const before = tokens[i - 1]?.word;
    // IS DISTINCT FROM, ON UPDATE, DO UPDATE and FOR UPDATE name no table.
    if (i > first && (before === 'distinct' || before === 'on' || before === 'do' || before === 'for'))
      continue;
    // EXTRACT(year FROM x), SUBSTRING(x FROM 2).
    const opener = tokens[i]?.opener ?? -1;
    if (opener > first && CALLS_WITH_FROM.has(tokens[opener - 1]?.word ?? '')) continue;
    let at = i + 1;
    while (at <= last && BETWEEN.has(tokens[at]?.word ?? '')) at++;
    const token = tokens[at];
    if (at > last || token === undefined || !isName(token) || NEVER_A_TABLE.has(token.word)) continue;
    const end = nameChainEnd(sql, at, last);
    // A call in FROM.
    if (tokens[i]?.word !== 'into' && tokens[i]?.word !== 'table' && tokens[end + 1]?.kind === 'open')
      continue;
    uses.push(tableUse(sql, at, end, last));
    i = end;
  }
  return uses;
}

/** Index of the last token of a dotted name that starts at `at`. */
export function nameChainEnd({ tokens }: TokenizedSql, at: number, last: number): number {
  let end = at;
  while (end + 2 <= last && tokens[end + 1]?.kind === 'dot' && isName(tokens[end + 2] as Token)) end += 2;
  return end;
}

function isName(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'quoted';
}

function tableUse(sql: TokenizedSql, at: number, end: number, last: number): TableUse {
  const { tokens } = sql;
  const name = tokens[end] as Token;
  const use: TableUse = {
    name: nameOf(sql, name),
    span: { start: (tokens[at] as Token).start, end: name.end },
  };
  if (end > at) use.schema = nameOf(sql, tokens[end - 2] as Token);
  const as = tokens[end + 1]?.word === 'as' ? 1 : 0;
  const alias = tokens[end + 1 + as];
  if (end + 1 + as <= last && alias !== undefined && isName(alias) && !NEVER_AN_ALIAS.has(alias.word))
    use.alias = nameOf(sql, alias);
  return use;
}
