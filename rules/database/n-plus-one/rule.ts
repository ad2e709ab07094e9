import {
  defineProjectRule,
  type FileFacts,
  type PlaceFact,
  type ProjectModel,
  placesAround,
  type QueryFact,
  type ReachedQuery,
  type Span,
} from '../../../src/engine';
import { allBlocks } from '../../shared/blocks';
import { isProductionCode } from '../../shared/roles';

export default defineProjectRule(
  {
    id: 'database/n-plus-one',
    title: 'Query that runs once per element',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'none',
    messages: {
      query:
        'This {{verb}} {{preposition}} {{table}} runs once for each element of {{list}}. Collect the keys and run it once, with = ANY or IN.',
      call: '{{callee}} runs a {{verb}} {{preposition}} {{table}}, and is called once for each element of {{list}}. Give it the whole list, and run the query once.',
      hoist:
        'This {{verb}} {{preposition}} {{table}} does not depend on the element of {{list}}, but runs once for each. Run it before the loop.',
    },
  },
  ({ model, report, text }) => {
    for (const file of model.filesInOrder) {
      if (!isProductionCode(file) || model.isCommandLineTool(file.path)) continue;
      for (const query of model.queriesOf(file)) {
        if (!isData(query)) continue;
        const loop = loopAround(file, query.span);
        if (!loop) continue;
        const depends = mentions(text(file.path), query.span, loop);
        report(file.path, {
          messageId: depends ? 'query' : 'hoist',
          data: { ...wordsOf(query), list: listOf(loop) },
          span: query.calleeSpan,
          ...(depends ? {} : { severity: 'info' as const }),
          related: [{ path: file.path, span: loop.loop?.head ?? loop.span, message: 'This repeats it.' }],
        });
      }
      reportCalls(file, model, report, text);
    }
  },
);

function reportCalls(
  file: FileFacts,
  model: ProjectModel,
  report: (
    path: string,
    each: {
      messageId: 'call';
      data: Record<string, string>;
      span: Span;
      related: { path: string; span: Span; message: string }[];
    },
  ) => void,
  text: (path: string) => string,
): void {
  for (const call of file.calls) {
    const loop = loopAround(file, call.span);
    if (!loop || !mentions(text(file.path), call.span, loop)) continue;
    const target = model.calls.targetOf(file, call);
    // A recursive function walks a tree, one level per call: that is another matter.
    if (!target || (target.file === file && target.index === model.calls.ownerOf(file, call.within)))
      continue;
    const [reached] = model.calls
      .queriesOf(target)
      .filter((each) => isData(each.query) && isProductionCode(each.file) && !isPolled(each));
    if (!reached) continue;
    report(file.path, {
      messageId: 'call',
      data: {
        ...wordsOf(reached.query),
        callee: text(file.path).slice(call.calleeSpan.start, call.calleeSpan.end).replace(/\s+/g, ''),
        list: listOf(loop),
      },
      span: call.calleeSpan,
      related: [
        ...relatedTo(reached),
        { path: file.path, span: loop.loop?.head ?? loop.span, message: 'This repeats it.' },
      ],
    });
  }
}

/** What stands in a polling loop of a called function runs as often as that loop wants: the call only starts it. */
function isPolled({ file, query, through }: ReachedQuery): boolean {
  const steps = [
    ...through.map((each) => ({ file: each.file, span: each.call.span })),
    { file, span: query.span },
  ];
  return steps.some((step) =>
    placesAround(step.file, step.span).some((place) => place.loop?.each === 'poll'),
  );
}

function relatedTo({ file, query, through }: ReachedQuery): { path: string; span: Span; message: string }[] {
  return [
    ...through.map((each) => ({
      path: each.file.path,
      span: each.call.calleeSpan,
      message: 'Called on the way.',
    })),
    { path: file.path, span: query.calleeSpan, message: 'The query that it runs.' },
  ];
}

/** A query of rows: not BEGIN, not a schema statement, not one whose text is handed in. */
function isData(query: QueryFact): boolean {
  return (
    query.client !== 'sql-file' &&
    query.statements.some(
      (statement) =>
        ['select', 'insert', 'update', 'delete', 'merge'].includes(statement.verb) &&
        statement.block !== undefined,
    )
  );
}

/** The loop that repeats a place once per element, within the function that runs it; loops over batches, pages, retries do not count. */
function loopAround(file: FileFacts, span: Span): PlaceFact | undefined {
  for (const place of placesAround(file, span)) {
    if (place.kind === 'function' && !place.atOnce) return undefined;
    // The query takes the whole batch, or asks again until it is answered.
    if (place.loop && place.loop.each !== 'element' && place.loop.each !== 'fixed') return undefined;
    if (place.loop?.each === 'element') return place;
  }
  return undefined;
}

/** Whether a call's arguments speak of the loop's element, or of something made from it. */
function mentions(text: string, span: Span, { loop }: PlaceFact): boolean {
  const words = new Set(codeOf(text.slice(span.start, span.end)).match(/[A-Za-z_$][\w$]*/g));
  return loop?.names.some((name) => words.has(name)) ?? false;
}

/** Source text without what its strings say: of a template, only the holes are code. */
function codeOf(text: string): string {
  return text
    .replace(/`(?:[^`\\]|\\.)*`/g, (template) =>
      [...template.matchAll(/\$\{([^}]*)\}/g)].map((hole) => hole[1]).join(' '),
    )
    .replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, ' ');
}

function listOf({ loop }: PlaceFact): string {
  const over = (loop?.over ?? '').replace(/\s+/g, ' ');
  return over.length > 40 ? `${over.slice(0, 39)}…` : over;
}

function wordsOf(query: QueryFact): { verb: string; preposition: string; table: string } {
  const statement = query.statements.find((each) => each.block);
  const [block] = statement ? allBlocks(statement) : [];
  const named = block?.target?.name ?? block?.tables[0]?.name ?? block?.nested[0]?.tables[0]?.name ?? '?';
  const table = named === '?' ? 'the database' : named;
  const verb = (block?.kind ?? 'query').toUpperCase();
  return { verb, preposition: verb === 'INSERT' ? 'into' : verb === 'UPDATE' ? 'of' : 'from', table };
}
