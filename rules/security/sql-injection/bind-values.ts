import type { FileRuleContext, Hole, QueryFact, RuleFix, Span } from '../../../src/engine';

/**
 * Placeholders instead of all values in the text, and the values beside it. Undefined where not all of them stand in the one
 * expression that makes the text, or where what is bound already cannot be counted.
 */
export function bindValues(
  hole: Hole,
  query: QueryFact,
  context: FileRuleContext,
  isValue: (hole: Hole) => boolean,
): RuleFix | undefined {
  const { binding, holes, parametrized } = query;
  if (!binding || parametrized || !standsForValue(hole)) return undefined;
  if (!holes.every((each) => standsForValue(each) && isValue(each) && isInside(each.span, binding.text)))
    return undefined;
  if (!query.values && query.boundValues.length > 0) return undefined;
  if (query.values && binding.given !== 'array') return undefined;
  const text = context.text(context.file.path);
  const first = Math.min(...holes.map((each) => each.span.start));
  // Values are bound in the order of their question marks: those that are there must come first.
  const marks = text.slice(binding.text.start, first).split('?').length - 1;
  const count = query.values?.count ?? 0;
  if (binding.placeholder === '?' && marks !== count) return undefined;
  const edits: { span: Span; text: string }[] = [];
  const values: string[] = [];
  for (const each of [...holes].sort((a, b) => a.span.start - b.span.start)) {
    const place = placeOf(each, text, binding.text);
    if (!place) return undefined;
    values.push(place.value);
    const placeholder = binding.placeholder === '?' ? '?' : `$${count + values.length}`;
    edits.push({ span: place.span, text: placeholder + place.tail });
  }
  edits.push(valuesEdit(query, binding, values, text));
  return {
    title: values.length === 1 ? `Bind ${values[0]} as a value` : `Bind ${values.length} values`,
    safe: false,
    edits,
  };
}

function standsForValue(hole: Hole): boolean {
  return hole.stands === 'value' || hole.stands === 'quoted';
}

function isInside(span: Span, whole: Span): boolean {
  return span.start >= whole.start && span.end <= whole.end;
}

interface Place {
  /** What the placeholder takes the place of. */
  span: Span;
  /** What must follow it so that the literal before stays closed. */
  tail: string;
  value: string;
}

/** `${value}` in a template, or `' + value + '` between literals of the same quotes. */
function placeOf(hole: Hole, text: string, whole: Span): Place | undefined {
  const value = text.slice(hole.span.start, hole.span.end);
  const before = text.slice(whole.start, hole.span.start);
  const after = text.slice(hole.span.end, whole.end);
  const opened = /\$\{\s*$/.exec(before);
  const closed = /^\s*\}/.exec(after);
  if (opened && closed)
    return unquoted(hole, text, whole, {
      span: { start: hole.span.start - opened[0].length, end: hole.span.end + closed[0].length },
      tail: '',
      value,
    });
  const left = /(['"`])\s*\+\s*(\(?)\s*$/.exec(before);
  const right = /^\s*(\)?)\s*(?:\+\s*(['"`])|$)/.exec(after);
  if (!left || !right || (left[2] === '(') !== (right[1] === ')')) return undefined;
  const [quote = '', next] = [left[1], right[2]];
  // Another piece that is no literal follows, or one in other quotes.
  if (next !== undefined && next !== quote) return undefined;
  return unquoted(hole, text, whole, {
    span: { start: hole.span.start - left[0].length, end: hole.span.end + right[0].length },
    tail: next === undefined ? quote : '',
    value,
  });
}

/** Without the quotes around it: in `'%${x}%'` all between them is one value, and its wildcards move into it. */
function unquoted(hole: Hole, text: string, whole: Span, place: Place): Place | undefined {
  if (hole.stands !== 'quoted') return place;
  const from = text.lastIndexOf("'", place.span.start - 1);
  const to = text.indexOf("'", place.span.end);
  if (from <= whole.start || to < 0 || to >= whole.end || place.tail !== '') return undefined;
  if (text[from - 1] === '\\' || text[to - 1] === '\\') return undefined;
  const [before, after] = [text.slice(from + 1, place.span.start), text.slice(place.span.end, to)];
  if (/[^%_\w\s-]/.test(before + after)) return undefined;
  const value = before + after === '' ? place.value : `\`${before}\${${place.value}}${after}\``;
  return { span: { start: from, end: to + 1 }, tail: '', value };
}

function valuesEdit(
  query: QueryFact,
  { argument, given }: NonNullable<QueryFact['binding']>,
  values: readonly string[],
  text: string,
): { span: Span; text: string } {
  const listed = values.join(', ');
  if (!query.values) {
    const span = { start: argument.end, end: argument.end };
    return { span, text: given === 'array' ? `, [${listed}]` : `, ${listed}` };
  }
  const { span, count } = query.values;
  const inner = text.slice(span.start + 1, span.end - 1).replace(/[\s,]+$/, '');
  const at = span.start + 1 + inner.length;
  return { span: { start: at, end: at }, text: `${count > 0 ? ', ' : ''}${listed}` };
}
