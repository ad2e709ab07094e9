import {
  areExclusive,
  defineFileRule,
  type FileFacts,
  type FileRuleContext,
  type FunctionRef,
  placesAround,
  type QueryFact,
  type Span,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

/** Calls of the same file are followed this far. */
const maxDepth = 3;

export default defineFileRule(
  {
    id: 'database/missing-transaction',
    title: 'Several writes without a transaction',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'none',
    messages: {
      writes:
        '{{function}} writes to {{first}} and then to {{second}}, each on its own: when the second fails, the first stays. Run both in one transaction.',
      loop: '{{function}} writes to {{first}} once per element, each on its own: when one fails, those before it stay. Run them in one transaction.',
      poolBegin:
        'This BEGIN goes to the pool, and the statements after it may go to other connections: there is no transaction. Take one connection with connect() and use it for all of them.',
      noRollback:
        'This transaction has no ROLLBACK on the error path: a failure leaves it open on a connection that goes back to the pool. Roll back in a catch.',
    },
  },
  {
    functions(fact, context) {
      const { file } = context;
      if (!isProductionCode(file)) return;
      const index = file.functions.indexOf(fact);
      if (context.model.calls.ownerOf(file, index) !== index) return;
      reportWrites({ file, index }, fact.name, context);
    },
    queries(query, context) {
      if (!isProductionCode(context.file) || !hasVerb(query, 'begin')) return;
      if (query.handle?.kind === 'pool') context.report({ messageId: 'poolBegin', span: query.span });
      else if (query.handle?.kind === 'client' && !rollsBack(query, context))
        context.report({ messageId: 'noRollback', span: query.span });
    },
  },
);

interface Write {
  /** Where it stands in the function: the query, or the call that leads to it. */
  span: Span;
  place: Span;
  table: string;
  repeatable: boolean;
  isCall: boolean;
}

function reportWrites(ref: FunctionRef, name: string, context: FileRuleContext<'writes' | 'loop'>): void {
  const { file } = ref;
  const writes = writesOf(ref, context, 0).sort((a, b) => a.span.start - b.span.start);
  const words = name === '' ? 'This function' : `${name}()`;
  for (const [i, first] of writes.entries()) {
    const second = writes.slice(i + 1).find((each) => belongTogether(file, first, each));
    if (second) {
      context.report({
        messageId: 'writes',
        data: {
          function: words,
          first: first.table,
          second: second.table === first.table ? `${second.table} again` : second.table,
        },
        span: first.place,
        related: [{ path: file.path, span: second.place, message: `The write to ${second.table}.` }],
      });
      return;
    }
  }
  const repeated = writes.find(
    (each) =>
      !each.repeatable && placesAround(file, each.span).some((place) => place.loop?.each === 'element'),
  );
  if (repeated)
    context.report({
      messageId: 'loop',
      data: { function: words, first: repeated.table },
      span: repeated.place,
    });
}

/** Whether one path runs both, and nothing says that each is meant to stand alone. */
function belongTogether(file: FileFacts, first: Write, second: Write): boolean {
  // A function that only calls others leaves it to them what belongs together.
  if (first.span.start === second.span.start || (first.isCall && second.isCall)) return false;
  if (areExclusive(file, first.span, second.span)) return false;
  // A write whose failure is caught by itself may fail without harm.
  const guarded = placesAround(file, first.span).find((place) => place.arm?.name === 'try');
  return !guarded || (guarded.span.start <= second.span.start && second.span.end <= guarded.span.end);
}

/** Writes that a function sends to the pool, itself or through functions of the same file; those on a handle that somebody passes in are its own affair. */
function writesOf({ file, index }: FunctionRef, context: FileRuleContext, depth: number): Write[] {
  const { calls } = context.model;
  const own = calls.ownedBy({ file, index });
  const writes = own.queries.flatMap((query) => writeOf(query));
  if (depth >= maxDepth) return writes;
  for (const call of own.calls) {
    const target = calls.targetOf(file, call);
    if (!target || target.file !== file || target.index === index) continue;
    for (const write of writesOf(target, context, depth + 1).slice(0, 1))
      writes.push({ ...write, span: call.span, place: call.calleeSpan, isCall: true });
  }
  return writes;
}

function writeOf(query: QueryFact): Write[] {
  if (query.handle?.kind !== 'pool' || query.client === 'sql-file') return [];
  const written = query.statements.filter((statement) =>
    /^(insert|update|delete|merge)$/.test(statement.verb),
  );
  const [block] = written.flatMap((statement) => (statement.block ? [statement.block] : []));
  const named = block?.target?.name ?? written[0]?.mentions[0]?.name;
  const table = named === '?' ? 'the database' : named;
  // Several statements in one text are one implicit transaction.
  if (written.length === 0 || table === undefined) return [];
  return [
    {
      span: query.span,
      place: query.calleeSpan,
      table,
      // Setting and deleting the same rows again changes nothing.
      repeatable: block?.kind !== 'insert' || block.onConflict,
      isCall: false,
    },
  ];
}

function hasVerb(query: QueryFact, verb: string): boolean {
  return query.statements.some((statement) => statement.verb === verb);
}

/** Whether the function that begins, or one of the same file that it calls, rolls back too. */
function rollsBack(query: QueryFact, { file, model }: FileRuleContext): boolean {
  const index = model.calls.ownerOf(file, query.within);
  const { queries, calls } = model.calls.ownedBy({ file, index });
  if (queries.some((each) => hasVerb(each, 'rollback'))) return true;
  return calls.some((call) => {
    const target = model.calls.targetOf(file, call);
    return (
      target !== undefined && model.calls.ownedBy(target).queries.some((each) => hasVerb(each, 'rollback'))
    );
  });
}
