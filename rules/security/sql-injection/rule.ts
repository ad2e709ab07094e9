import {
  defineFileRule,
  type FileFacts,
  type FileRuleContext,
  type Hole,
  type QueryFact,
  type ValueFact,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';
import { allowColumns } from './allow-columns';
import { bindValues } from './bind-values';

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
  const isValue = (each: Hole) => isDangerous(each, context.model.sourceOf(context.file.path, each));
  const fix = bindValues(hole, query, context, isValue) ?? allowColumns(hole, query, context);
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
