import type { Token, TokenizedSql } from './token';

/** A statement as a range of tokens: `first` to `last`, both included, without the closing semicolon. */
export interface TokenRange {
  first: number;
  last: number;
}

/** Statements whose body may hold semicolons: between BEGIN and END, or, for rules, in brackets. */
const BODY_OWNERS = new Set(['function', 'procedure', 'trigger', 'event', 'package', 'rule']);
/** `END IF` and the like end what no BEGIN or CASE has opened. */
const UNCOUNTED_ENDS = new Set(['if', 'loop', 'while', 'repeat']);

/**
 * Finds the statements of a text and, on the way, matches its brackets (`partner` and `opener` of each token).
 * A semicolon ends a statement even inside of an open bracket, so that a statement with a missing bracket does not
 * swallow the next; only the bodies of functions, procedures, triggers and rules keep theirs.
 */
export function splitStatements(sql: TokenizedSql): TokenRange[] {
  const { tokens } = sql;
  const ranges: TokenRange[] = [];
  const open: number[] = [];
  let first = 0;
  let owner = '';
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    token.opener = open.length === 0 ? -1 : (open[open.length - 1] as number);
    switch (token.kind) {
      case 'open':
        open.push(i);
        break;
      case 'close':
        closeBracket(tokens, open, i);
        break;
      case 'word':
        if (owner === '' && i - first < 12 && tokens[first]?.word === 'create' && BODY_OWNERS.has(token.word))
          owner = token.word;
        else if (owner !== '') depth = Math.max(0, depth + bodyStep(sql, i));
        break;
      case 'semicolon':
        if (depth > 0 || (owner === 'rule' && open.length > 0)) break;
        if (i > first) ranges.push({ first, last: i - 1 });
        first = i + 1;
        owner = '';
        open.length = 0;
        break;
    }
  }
  if (tokens.length > first) ranges.push({ first, last: tokens.length - 1 });
  return ranges;
}

function closeBracket(tokens: Token[], open: number[], at: number): void {
  const opener = open.pop();
  if (opener === undefined) return;
  const close = tokens[at] as Token;
  const partner = tokens[opener] as Token;
  partner.partner = at;
  close.partner = opener;
  close.opener = partner.opener;
}

/** How a word changes the depth of a body: BEGIN and CASE go in, END comes out. */
function bodyStep({ tokens, dialect }: TokenizedSql, at: number): number {
  const next = tokens[at + 1]?.word ?? '';
  switch (tokens[at]?.word) {
    case 'begin':
      // In PostgreSQL only BEGIN ATOMIC opens a body outside of quotes; in T-SQL, BEGIN TRANSACTION opens none.
      if (dialect === 'postgresql') return next === 'atomic' ? 1 : 0;
      return next === 'tran' || next === 'transaction' ? 0 : 1;
    case 'case':
      return tokens[at - 1]?.word === 'end' ? 0 : 1;
    case 'end':
      return UNCOUNTED_ENDS.has(next) ? 0 : -1;
    default:
      return 0;
  }
}
