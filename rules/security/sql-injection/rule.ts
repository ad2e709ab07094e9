import {
  defineFileRule,
  type FileFacts,
  type FileRuleContext,
  type Hole,
  type QueryFact,
  type RuleFix,
  type ValueFact,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

export default defineFileRule(
  {
    id: 'security/sql-injection',
    title: 'SQL text built from values',
    severity: 'error',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: {
      request:
        '{{value}} comes from the request and becomes part of the SQL text, so a caller can rewrite the query. Pass it as a bound value.',
      unknown:
        '{{value}} becomes part of the SQL text, and nothing here says what it can hold. Pass it as a bound value.',
      identifier:
        '{{value}} is put where SQL has a name or keyword, which no placeholder can stand for. Choose it from a fixed list of allowed names.',
    },
  },
  {
    queries(query, context) {
      if (query.client === 'sql-file' || !isSubject(context.file)) return;
      for (const hole of query.holes) {
        if (hole.again) continue;
        const source = context.model.sourceOf(context.file.path, hole);
        if (!isDangerous(hole, source)) continue;
        // A statement handed on whole is somebody else's text; only building is judged here, unless that somebody is a caller.
        const isWhole = query.statements.length === 0 && query.holes.length === 1 && query.sql === '…';
        if (isWhole && source.origin !== 'request') continue;
        reportHole(hole, source, query, context);
      }
    },
  },
);

/** Injection matters wherever code runs; in tests and migrations the values are the author's own. */
function isSubject(file: FileFacts): boolean {
  return isProductionCode(file) || file.role === 'script' || file.role === 'example';
}

function isDangerous(hole: Hole, { origin }: ValueFact): boolean {
  if (origin === 'request') return true;
  // What parameters of the statement are called, the code decides.
  if (hole.stands === 'placeholder') return false;
  // A list of columns that other code made is, as a rule, made of names in that code; a parameter is asked for by a caller.
  if (origin === 'unknown' && /(^|\.)(\w*[cC]olumns|\w*[cC]lause|\w*[cC]lauses)$/.test(hole.text))
    return false;
  return origin === 'unknown' || origin === 'parameter';
}

function reportHole(
  hole: Hole,
  { origin, from }: ValueFact,
  query: QueryFact,
  context: FileRuleContext<'request' | 'unknown' | 'identifier'>,
): void {
  const fix = bind(hole, query, context);
  const fromRequest = origin === 'request';
  context.report({
    messageId:
      hole.stands === 'identifier' && !fromRequest ? 'identifier' : fromRequest ? 'request' : 'unknown',
    data: {
      value: fromRequest && from !== undefined && from !== hole.text ? `${hole.text} (${from})` : hole.text,
    },
    span: hole.span,
    // A name from elsewhere is more often a constant than a value is.
    ...(fromRequest
      ? {}
      : { severity: hole.stands === 'identifier' ? ('info' as const) : ('warning' as const) }),
    fixes: fix ? [fix] : [],
  });
}

/** `'… = ' + id` and `` `… = ${id}` `` become `$n` with the value appended to the bound values. */
function bind(hole: Hole, query: QueryFact, context: FileRuleContext): RuleFix | undefined {
  const { literal } = query;
  if (literal?.quote !== '`' || (hole.stands !== 'value' && hole.stands !== 'quoted')) return undefined;
  if (query.parametrized || query.dialect !== 'postgresql' || query.method !== 'query') return undefined;
  // Numbers stay right only when every hole becomes a placeholder at once.
  const all = query.holes;
  if (
    all.some(
      (each) =>
        !isDangerous(each, context.model.sourceOf(context.file.path, each)) ||
        (each.stands !== 'value' && each.stands !== 'quoted'),
    )
  )
    return undefined;
  if (all.some((each) => each.span.start < literal.span.start || each.span.end > literal.span.end))
    return undefined;
  const text = context.text(context.file.path);
  const edits: { span: { start: number; end: number }; text: string }[] = [];
  let next = query.values?.count ?? 0;
  if (!query.values && query.boundValues.length > 0) return undefined;
  const values: string[] = [];
  for (const each of all) {
    const open = text.lastIndexOf('${', each.span.start);
    const close = text.indexOf('}', each.span.end);
    if (open < 0 || close < 0) return undefined;
    let [start, end] = [open, close + 1];
    let value = text.slice(each.span.start, each.span.end);
    if (each.stands === 'quoted') {
      // '%${x}%' is one value; its wildcards move into it.
      const from = text.lastIndexOf("'", open - 1);
      const to = text.indexOf("'", end);
      if (from < literal.span.start || to < 0 || to >= literal.span.end) return undefined;
      const [before, after] = [text.slice(from + 1, open), text.slice(end, to)];
      if (/[^%_\w\s-]/.test(before + after)) return undefined;
      if (before + after !== '') value = `\`${before}\${${value}}${after}\``;
      [start, end] = [from, to + 1];
    }
    next++;
    values.push(value);
    edits.push({ span: { start, end }, text: `$${next}` });
  }
  edits.push(valuesEdit(query, literal.span.end, values, text));
  return {
    title: values.length === 1 ? `Bind ${values[0]} as a value` : `Bind ${values.length} values`,
    safe: false,
    edits,
  };
}

function valuesEdit(
  query: QueryFact,
  literalEnd: number,
  values: string[],
  text: string,
): { span: { start: number; end: number }; text: string } {
  if (!query.values)
    return { span: { start: literalEnd, end: literalEnd }, text: `, [${values.join(', ')}]` };
  const { span, count } = query.values;
  const inner = text.slice(span.start + 1, span.end - 1).replace(/[\s,]+$/, '');
  const at = span.start + 1 + inner.length;
  return { span: { start: at, end: at }, text: `${count > 0 ? ', ' : ''}${values.join(', ')}` };
}
