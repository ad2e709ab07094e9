import type { Span } from '../span';
import type { TokenRange } from './split';
import type { TokenSource } from './token-source';

export interface Sides {
  whole: Span;
  left: Span;
  right: Span;
  leftTokens: TokenRange;
  rightTokens: TokenRange;
}

const LEFT_STOPS = new Set(
  'and or not where on having when then else case select by set values returning using distinct all'.split(
    ' ',
  ),
);
const RIGHT_STOPS = new Set(
  (
    'and or where on having when then else end group order limit offset fetch for union intersect except window ' +
    'returning using join inner left right full cross natural do as into from set'
  ).split(' '),
);
/** Words that belong to an operator of several words. */
const OPERATOR_WORDS = new Set(
  'is not distinct from null true false unknown in like ilike similar to between symmetric any some all operator escape regexp rlike glob'.split(
    ' ',
  ),
);

/**
 * Finds the ends of a predicate from its operator's first token: they stand where words of lower precedence stand.
 * Ranges that hold nothing are empty spans.
 */
export function sidesOf(source: TokenSource, at: number, operator: string): Sides {
  const before = source.findBack(
    at - 1,
    0,
    (token) =>
      token.kind === 'open' ||
      token.kind === 'comma' ||
      token.kind === 'semicolon' ||
      LEFT_STOPS.has(token.word),
  );
  let operatorEnd = at;
  const isWordy = /[a-z]/.test(operator);
  while (isWordy && OPERATOR_WORDS.has(source.word(operatorEnd + 1))) operatorEnd++;
  let cases = 0;
  let bounds = operator.endsWith('between') ? 1 : 0;
  const after = source.find(operatorEnd + 1, source.tokens.length - 1, (token, i) => {
    if (token.kind === 'comma' || token.kind === 'close' || token.kind === 'semicolon') return true;
    if (token.word === 'case') cases++;
    else if (token.word === 'end' && cases > 0) cases--;
    else if (cases > 0 || !RIGHT_STOPS.has(token.word)) return false;
    else if (token.word === 'and' && bounds > 0) bounds--;
    // left(…) and right(…) are functions too.
    else return !(source.token(i + 1)?.kind === 'open' && (token.word === 'left' || token.word === 'right'));
    return false;
  });
  const first = before + 1;
  const last = (after < 0 ? source.tokens.length : after) - 1;
  return {
    whole: source.span(first, Math.max(last, operatorEnd)),
    left: source.span(first, at - 1),
    right: source.span(operatorEnd + 1, last),
    leftTokens: { first, last: at - 1 },
    rightTokens: { first: operatorEnd + 1, last },
  };
}
