import {
  defineProjectRule,
  type FieldResolverFact,
  type FileFacts,
  type PlaceFact,
  type ProjectRuleContext,
  placesAround,
  type QueryFact,
  type ReachedQuery,
  type Report,
  type RuleFix,
  type Span,
} from '../../../src/engine';
import { allBlocks } from '../../shared/blocks';
import { isOneOff } from '../../shared/one-off';
import { isProductionCode } from '../../shared/roles';
import { asksOtherTables, dependence, loopAround, takesList } from './loops';

type MessageId = 'query' | 'call' | 'hoist' | 'hoistCall' | 'resolver';

export default defineProjectRule<MessageId>(
  {
    id: 'database/n-plus-one',
    title: 'Query that runs once per element',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    messages: {
      query:
        'This {{verb}} {{preposition}} {{table}} runs once for each element of {{list}}. Collect the keys and run it once, with = ANY or IN.',
      call: '{{callee}} runs a {{verb}} {{preposition}} {{table}}, and is called once for each element of {{list}}. Give it the whole list, and run the query once.',
      hoist:
        'This {{verb}} {{preposition}} {{table}} does not depend on the element of {{list}}, but runs once for each. Run it before the loop.',
      hoistCall:
        '{{callee}} runs a {{verb}} {{preposition}} {{table}} once for each element of {{list}}, but does not depend on it. Call it before the loop.',
      resolver:
        'The field {{field}} runs a {{verb}} {{preposition}} {{table}} for each {{type}} of a result. Load them for all at once with a DataLoader.',
    },
  },
  (context) => {
    const { model } = context;
    for (const file of model.filesInOrder) {
      if (!isProductionCode(file) || model.isCommandLineTool(file.path)) continue;
      reportQueries(file, context);
      reportCalls(file, context);
      for (const resolver of file.fieldResolvers) reportResolver(file, resolver, context);
    }
  },
);

type RuleContext = ProjectRuleContext<MessageId>;

function reportQueries(file: FileFacts, { model, report, text }: RuleContext): void {
  for (const query of model.queriesOf(file)) {
    const loop = isData(query) ? loopAround(file, query.span) : undefined;
    if (!loop || isOneOff(file, query.within)) continue;
    const source = text(file.path);
    if (takesList(source, query, loop) || asksOtherTables(source, query, loop)) continue;
    const hangsOn = dependence(source, query.span, loop);
    // The same write again may mean something each time, and what is read after a write is not what was read before.
    if (hangsOn === 'none' && (!isRead(query) || hasWrite(loop, model.queriesOf(file)))) continue;
    const isFree = hangsOn === 'none';
    report(file.path, {
      messageId: isFree ? 'hoist' : 'query',
      data: { ...wordsOf(query), list: listOf(loop) },
      span: query.calleeSpan,
      ...(isFree ? { severity: 'info' } : {}),
      related: [repeating(file, loop)],
      fixes: fixesOf(file, query, model),
    });
  }
}

function reportCalls(file: FileFacts, { model, report, text }: RuleContext): void {
  for (const call of file.calls) {
    const loop = loopAround(file, call.span);
    if (!loop || isOneOff(file, call.within)) continue;
    const hangsOn = dependence(text(file.path), call.span, loop);
    if (hangsOn === 'passes') continue;
    const target = model.calls.targetOf(file, call);
    // A recursive function walks a tree, one level per call: that is another matter.
    if (!target || (target.file === file && target.index === model.calls.ownerOf(file, call.within))) continue;
    const all = model.calls.queriesOf(target);
    const [reached] = all.filter(
      (each) => isData(each.query) && isProductionCode(each.file) && !isPolled(each),
    );
    if (!reached || isOneOff(target.file, target.index)) continue;
    const isFree = hangsOn === 'none';
    if (isFree && !(all.length === 1 && isRead(reached.query) && reached.through.length === 0)) continue;
    if (isFree && hasWrite(loop, model.queriesOf(file))) continue;
    report(file.path, {
      messageId: isFree ? 'hoistCall' : 'call',
      data: {
        ...wordsOf(reached.query),
        callee: text(file.path).slice(call.calleeSpan.start, call.calleeSpan.end).replace(/\s+/g, ''),
        list: listOf(loop),
      },
      span: call.calleeSpan,
      ...(isFree ? { severity: 'info' } : {}),
      related: [...relatedTo(reached), repeating(file, loop)],
    });
  }
}

/** A field of a type that is no root type: it is resolved once for each object of a list. */
function reportResolver(file: FileFacts, resolver: FieldResolverFact, context: RuleContext): void {
  const { model, report, text } = context;
  // What a mutation answers, or a page of a list, is one object per request.
  if (/(Response|Result|Payload|Connection|List|Page|Output|PageInfo)$/.test(resolver.type)) return;
  const source = text(file.path);
  const { queries, calls } = model.calls.ownedBy({ file, index: resolver.function });
  const speaksOf = (start: number, end: number) =>
    resolver.parents.some((name) => new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$:])`).test(source.slice(start, end)));
  const own = queries.find((query) => isData(query) && speaksOf(query.span.start, query.span.end));
  const say = (reached: ReachedQuery): void =>
    report(file.path, {
      messageId: 'resolver',
      data: { ...wordsOf(reached.query), field: resolver.field, type: resolver.type },
      span: resolver.span,
      related: relatedTo(reached),
    });
  if (own) return say({ file, query: own, through: [] });
  for (const call of calls) {
    if (!speaksOf(call.span.start, call.span.end)) continue;
    const target = model.calls.targetOf(file, call);
    const reached =
      target &&
      model.calls
        .queriesOf(target)
        .find(
          (each) =>
            isData(each.query) && isRead(each.query) && isProductionCode(each.file) && !isConditional(each),
        );
    if (reached) return say({ ...reached, through: [{ file, call }, ...reached.through] });
  }
}

/** What stands in a polling loop of a called function runs as often as that loop wants: the call only starts it. */
function isPolled(reached: ReachedQuery): boolean {
  return stepsOf(reached).some((step) =>
    placesAround(step.file, step.span).some((place) => place.loop?.each === 'poll'),
  );
}

/** Helpers that ask only where something is not there yet may have it from the query of the list. */
function isConditional(reached: ReachedQuery): boolean {
  return stepsOf(reached).some((step) =>
    placesAround(step.file, step.span).some((place) => place.kind === 'arm' && /^(then|else)$/.test(place.arm?.name ?? '')),
  );
}

/** The places of the calls on the way, and of the query itself. */
function stepsOf({ file, query, through }: ReachedQuery): { file: FileFacts; span: Span }[] {
  return [...through.map((each) => ({ file: each.file, span: each.call.span })), { file, span: query.span }];
}

function repeating(file: FileFacts, { loop, span }: PlaceFact): NonNullable<Report['related']>[number] {
  return { path: file.path, span: loop?.head ?? span, message: 'This repeats it.' };
}

function relatedTo({ file, query, through }: ReachedQuery): NonNullable<Report['related']> {
  return [
    ...through.map((each) => ({
      path: each.file.path,
      span: each.call.calleeSpan,
      message: 'Called on the way.',
    })),
    { path: file.path, span: query.calleeSpan, message: 'The query that it runs.' },
  ];
}

/** One query before the loop, where the facts say that it would be the same. */
function fixesOf(file: FileFacts, query: QueryFact, model: RuleContext['model']): RuleFix[] {
  if (!query.askOnce) return [];
  // A helper of the project's own may return anything.
  if (query.client === 'unknown' || !(query.client !== 'driver' || /^(pg|pg-pool|@neondatabase\/serverless)#/.test(model.resolve(file.path, query.callee))))
    return [];
  return [{ title: 'Ask once before the loop', safe: false, edits: query.askOnce.edits }];
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

function isRead(query: QueryFact): boolean {
  return query.statements.every((statement) => statement.verb === 'select' && !allBlocks(statement).some((block) => block.locking));
}

/** Whether a pass of the loop writes, too. */
function hasWrite({ span }: PlaceFact, queries: readonly QueryFact[]): boolean {
  return queries.some(
    (each) => span.start <= each.span.start && each.span.end <= span.end && !isRead(each) && each.client !== 'sql-file',
  );
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
