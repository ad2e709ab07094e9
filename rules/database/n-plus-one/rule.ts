import {
  areExclusive,
  type CallFact,
  defineProjectRule,
  type FieldResolverFact,
  type FileFacts,
  type FunctionRef,
  type PlaceFact,
  type ProjectRuleContext,
  type QueryFact,
  type ReachedQuery,
  type Report,
  type RuleFix,
  type Span,
} from '../../../src/engine';
import { isOneOff } from '../../shared/one-off';
import { isProductionCode } from '../../shared/roles';
import { asksOtherTables, dependence, loopAround, takesList } from './loops';
import { hasWrite, isAside, isConditional, isData, isPolled, isRead, relatedTo, wordsOf } from './reached';

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
      reportResolvers(file, context);
    }
  },
);

type RuleContext = ProjectRuleContext<MessageId>;

function reportQueries(file: FileFacts, context: RuleContext): void {
  for (const query of context.model.queriesOf(file)) {
    // To prepare a statement asks for nothing yet.
    for (const run of query.runs ?? [query]) reportRun(file, query, run, context);
  }
}

function reportRun(
  file: FileFacts,
  query: QueryFact,
  run: Pick<QueryFact, 'span' | 'calleeSpan' | 'within'>,
  { model, report, text }: RuleContext,
): void {
  const loop = isData(query) ? loopAround(file, run.span) : undefined;
  if (!loop || isOneOff(file, run.within)) return;
  const source = text(file.path);
  if (takesList(source, query, loop) || asksOtherTables(source, query, loop)) return;
  const hangsOn = dependence(source, run.span, loop);
  // The same write again may mean something each time, and what is read after a write is not what was read before.
  if (hangsOn === 'none' && (!isRead(query) || hasWrite(loop, model.queriesOf(file)))) return;
  const isFree = hangsOn === 'none';
  report(file.path, {
    messageId: isFree ? 'hoist' : 'query',
    data: { ...wordsOf(query), list: listOf(loop) },
    span: run.calleeSpan,
    ...(isFree ? { severity: 'info' } : {}),
    related: [repeating(file, loop)],
    fixes: fixesOf(file, query, model),
  });
}

function reportCalls(file: FileFacts, { model, report, text }: RuleContext): void {
  const reported: { call: CallFact; loop: PlaceFact; target: FunctionRef }[] = [];
  for (const call of file.calls) {
    const loop = loopAround(file, call.span);
    if (!loop || isOneOff(file, call.within)) continue;
    const hangsOn = dependence(text(file.path), call.span, loop);
    if (hangsOn === 'passes') continue;
    const target = model.calls.targetOf(file, call);
    // A recursive function walks a tree, one level per call: that is another matter.
    if (!target || (target.file === file && target.index === model.calls.ownerOf(file, call.within)))
      continue;
    const all = model.calls.queriesOf(target);
    const [reached] = all.filter(
      (each) => isData(each.query) && isProductionCode(each.file) && !isPolled(each) && !isAside(each),
    );
    if (!reached || isOneOff(target.file, target.index)) continue;
    if (isTableOfElement(file, call, loop, reached, text)) continue;
    // The arms of one branch call the same function with other arguments: that is one fault.
    const isSaid = reported.some(
      (each) =>
        each.loop === loop &&
        each.target.file === target.file &&
        each.target.index === target.index &&
        areExclusive(file, each.call.span, call.span),
    );
    if (isSaid) continue;
    const isFree = hangsOn === 'none';
    if (isFree && !(all.length === 1 && isRead(reached.query) && reached.through.length === 0)) continue;
    if (isFree && hasWrite(loop, model.queriesOf(file))) continue;
    reported.push({ call, loop, target });
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

/** Whether the called function asks the table that it is given, and is given another one each time: `isLocked(Model)`. */
function isTableOfElement(
  file: FileFacts,
  call: CallFact,
  { loop }: PlaceFact,
  { file: asked, query, through }: ReachedQuery,
  text: RuleContext['text'],
): boolean {
  const [use] = query.statements.flatMap(({ block }) => (block ? [block.target ?? block.tables[0]] : []));
  if (through.length > 0 || !use || query.within === undefined) return false;
  // As written in the code: a parameter may be called like a table.
  const name = text(asked.path).slice(use.span.start, use.span.end);
  const index = asked.functions[query.within]?.parameters.indexOf(name) ?? -1;
  const given = text(file.path)
    .slice(call.calleeSpan.end + 1, call.span.end - 1)
    .split(',')[index];
  return given !== undefined && (loop?.names.includes(given.trim()) ?? false);
}

function reportResolvers(file: FileFacts, context: RuleContext): void {
  for (const resolver of file.fieldResolvers) {
    const reached = askedFor(file, resolver, context);
    if (!reached) continue;
    context.report(file.path, {
      messageId: 'resolver',
      data: { ...wordsOf(reached.query), field: resolver.field, type: resolver.type },
      span: resolver.span,
      related: relatedTo(reached),
    });
  }
}

/** A field of a type that is no root type: it is resolved once for each object of a list. What it asks by its parent, if it asks. */
function askedFor(
  file: FileFacts,
  resolver: FieldResolverFact,
  { model, text }: RuleContext,
): ReachedQuery | undefined {
  // What a mutation answers, or a page of a list, is one object per request.
  if (/(Response|Result|Payload|Connection|List|Page|Output|PageInfo)$/.test(resolver.type)) return undefined;
  const source = text(file.path);
  const { queries, calls } = model.calls.ownedBy({ file, index: resolver.function });
  const speaksOfParent = ({ span }: { span: Span }) => {
    const words = source.slice(span.start, span.end);
    return resolver.parents.some((name) =>
      new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$:])`).test(words),
    );
  };
  const own = queries.find((query) => isData(query) && speaksOfParent(query));
  if (own) return { file, query: own, through: [] };
  for (const call of calls.filter(speaksOfParent)) {
    const target = model.calls.targetOf(file, call);
    const reached = (target ? model.calls.queriesOf(target) : []).find(
      (each) =>
        isData(each.query) && isRead(each.query) && isProductionCode(each.file) && !isConditional(each),
    );
    if (reached) return { ...reached, through: [{ file, call }, ...reached.through] };
  }
  return undefined;
}

function repeating(file: FileFacts, { loop, span }: PlaceFact): NonNullable<Report['related']>[number] {
  return { path: file.path, span: loop?.head ?? span, message: 'This repeats it.' };
}

/** One query before the loop, where the facts say that it would be the same. */
function fixesOf(file: FileFacts, query: QueryFact, model: RuleContext['model']): RuleFix[] {
  if (!query.askOnce) return [];
  const isOrm = query.client === 'orm' || query.client === 'document';
  // The fix reads `rows`; a helper of the project's own may return anything.
  if (!isOrm && model.known('statements', file.path, query.callee)?.rowsIn !== 'rows') return [];
  return [{ title: 'Ask once before the loop', safe: false, edits: query.askOnce.edits }];
}

function listOf({ loop }: PlaceFact): string {
  const over = (loop?.over ?? '').replace(/\s+/g, ' ');
  return over.length > 40 ? `${over.slice(0, 39)}…` : over;
}
