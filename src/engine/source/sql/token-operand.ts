import type { TokenRange } from './split';
import type { Operand } from './statement';
import type { TokenSource } from './token-source';

const CONSTANT_WORDS = new Set(['null', 'true', 'false', 'default', 'unknown']);
const NILADIC_CALLS = new Set([
  'current_timestamp',
  'current_date',
  'current_time',
  'current_user',
  'session_user',
]);

/** What stands on the other side of a predicate, told from its tokens alone: for trees without locations. */
export function tokenOperand(source: TokenSource, { first, last }: TokenRange): Operand {
  const span = source.span(first, last);
  const token = source.token(first);
  if (token === undefined || last < first) return { kind: 'other', span };
  if (first === last) {
    if (token.kind === 'parameter' || token.kind === 'placeholder')
      return { kind: 'parameter', text: source.slice(span), span };
    if (token.kind === 'string' || token.kind === 'number' || CONSTANT_WORDS.has(token.word))
      return { kind: 'constant', span };
    if (NILADIC_CALLS.has(token.word)) return { kind: 'call', name: token.word, span };
  }
  if (token.kind === 'operator' && last === first + 1 && source.token(last)?.kind === 'number')
    return { kind: 'constant', span };
  if (token.kind === 'open' && token.partner === last) {
    const word = source.word(first + 1);
    if (word === 'select' || word === 'with') return { kind: 'subquery', span };
    return itemsOperand(source, source.parts({ first: first + 1, last: last - 1 }), span);
  }
  const and = source.find(first, last, ({ word }) => word === 'and');
  if (and > first)
    return itemsOperand(
      source,
      [
        { first, last: and - 1 },
        { first: and + 1, last },
      ],
      span,
    );
  return nameOperand(source, { first, last });
}

function nameOperand(source: TokenSource, { first, last }: TokenRange): Operand {
  const span = source.span(first, last);
  const kind = source.token(first)?.kind;
  if (kind !== 'word' && kind !== 'quoted') return { kind: 'other', span };
  const end = source.chainEnd(first);
  if (end === last) {
    const column = { name: source.name(end), span };
    return {
      kind: 'column',
      column: end > first ? { ...column, qualifier: source.name(end - 2) } : column,
      span,
    };
  }
  if (source.token(end + 1)?.partner === last && source.token(end + 1)?.kind === 'open')
    return { kind: 'call', name: source.slice(source.span(first, end)).toLowerCase(), span };
  return { kind: 'other', span };
}

function itemsOperand(source: TokenSource, ranges: TokenRange[], span: Operand['span']): Operand {
  const [item, ...rest] = ranges.map((range) => tokenOperand(source, range));
  if (item === undefined) return { kind: 'other', span };
  if (rest.length === 0) return item;
  const same = rest.every(({ kind }) => kind === item.kind);
  if (same && (item.kind === 'parameter' || item.kind === 'constant')) return { ...item, span };
  return { kind: 'other', span };
}
