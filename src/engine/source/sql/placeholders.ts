import { sliceOf, type Token, type TokenizedSql } from './token';

/** Words after which an operand follows, so that a `?` there is a placeholder and not an operator. */
const BEFORE_OPERAND = new Set(
  (
    'all and any array as asc between by call case collate cross cube default desc distinct do else end escape except ' +
    'exec execute fetch filter first for from group having ilike in inner intersect interval into is join key lateral ' +
    'like limit natural next not nothing of offset on only or order over regexp return returning rlike select set ' +
    'similar some table then to top union update using values when where with zone'
  ).split(' '),
);

/**
 * Decides which `placeholder` tokens stand for parameters, turns those into `parameter` tokens, and returns a text of
 * the same length that PostgreSQL's grammar accepts: `:name` becomes a padded `$1`, and `?`, for which `$1` is too
 * long, the constant `0`, which stands wherever a parameter may. Whoever reads the tree tells such a constant by
 * the token at its place. What is `foreign` becomes blank.
 */
export function substitutePlaceholders(sql: TokenizedSql): string {
  const edits: { start: number; end: number; text: string }[] = [];
  for (let i = 0; i < sql.tokens.length; i++) {
    const token = sql.tokens[i] as Token;
    // A terminator of another kind: GO, a MySQL delimiter, \\gexec.
    if (token.kind === 'semicolon' && sql.text[token.start] !== ';')
      edits.push({ start: token.start, end: token.end, text: ';' });
    if (token.kind !== 'placeholder' || !isParameter(sql, i)) continue;
    const identifier = isIdentifierHole(sql, token);
    token.kind = identifier ? 'word' : 'parameter';
    token.word = identifier ? sliceOf(sql, token) : '';
    const filler = identifier ? 'xx' : token.end - token.start === 1 ? '0' : '$1';
    edits.push({ start: token.start, end: token.end, text: filler });
  }
  for (const { start, end } of sql.foreign) edits.push({ start, end, text: '' });
  if (edits.length === 0) return sql.text;
  edits.sort((a, b) => a.start - b.start);
  let result = '';
  let at = 0;
  for (const { start, end, text } of edits) {
    result += sql.text.slice(at, start) + text.padEnd(end - start, ' ');
    at = end;
  }
  return result + sql.text.slice(at);
}

/** `??` of mysql2 and knex and `%I` of pg-format stand for a name. */
function isIdentifierHole(sql: TokenizedSql, token: Token): boolean {
  const text = sliceOf(sql, token);
  return text === '??' || text === '%I';
}

function isParameter(sql: TokenizedSql, at: number): boolean {
  const { tokens, text } = sql;
  const token = tokens[at] as Token;
  switch (text[token.start]) {
    case '?':
      // In PostgreSQL `data ? 'key'` asks whether a key exists: an operator stands after an operand.
      if (sql.dialect !== 'postgresql') return true;
      return !followsOperand(sql, at);
    case ':':
      // `a[1:n]` is a slice, and `a ? b : c` no SQL; a name after a space-less operand stays with it.
      return tokens[token.opener]?.kind !== 'open' || text[tokens[token.opener]?.start ?? 0] !== '[';
    case '%':
      return !followsOperand(sql, at);
    default:
      return true;
  }
}

function followsOperand({ tokens }: TokenizedSql, at: number): boolean {
  const before = tokens[at - 1];
  switch (before?.kind) {
    case 'word':
      return !BEFORE_OPERAND.has(before.word);
    case 'quoted':
    case 'string':
    case 'number':
    case 'parameter':
    case 'close':
      return true;
    default:
      return false;
  }
}
