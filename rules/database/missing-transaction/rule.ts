import {
  type CallFact,
  defineFileRule,
  type FileFacts,
  type FileRuleContext,
  type FunctionFact,
  placesAround,
  type QueryFact,
  type RuleFix,
  type Span,
  type TransactionFact,
} from '../../../src/engine';
import { isOneOff } from '../../shared/one-off';
import { isProductionCode } from '../../shared/roles';
import { belongTogether, isUpkeep, repeatedIn, writesOf } from './writes';

export default defineFileRule(
  {
    id: 'database/missing-transaction',
    title: 'Several writes without a transaction',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    messages: {
      writes:
        '{{function}} writes to {{first}} and then to {{second}}, each on its own: when the second fails, the first stays. Run both in one transaction.',
      loop: '{{function}} writes to {{first}} once per element, each on its own: when one fails, those before it stay. Run them in one transaction.',
      poolBegin:
        'This BEGIN goes to the pool, and the statements after it may go to other connections: there is no transaction. Take one connection with connect() and use it for all of them.',
      poolState:
        '{{state}} belongs to one connection, and this goes to the pool: what is sent afterwards may go to another one. Take one connection of the pool for all that relies on it.',
      noRollback:
        'This transaction has no ROLLBACK on the error path: a failure leaves it open on a connection that goes back to the pool. Roll back in a catch.',
    },
  },
  {
    functions(fact, context) {
      const { file } = context;
      if (!isProductionCode(file)) return;
      const index = indexOf(fact, file);
      if (context.model.calls.ownerOf(file, index) !== index) return;
      if (isUpkeep(fact.name) || isOneOff(file, index) || isTransactional(fact, context)) return;
      if (!isBegun(index, context)) reportWrites(fact, index, context);
    },
    queries(query, context) {
      if (!isProductionCode(context.file)) return;
      if (query.keeps && kindOf(query.callee, context.file, context.model) === 'pool')
        context.report({
          messageId: 'poolState',
          data: { state: stateWords[query.keeps] },
          span: query.calleeSpan,
        });
      // What is sent as one text runs on one connection, and fails as one.
      if (query.statements.length > 1 || !hasVerb(query, 'begin')) return;
      if (query.handle?.kind === 'pool' && !isOneConnection(query, context.file, context.model))
        context.report({ messageId: 'poolBegin', span: query.span });
      else if (query.handle?.kind !== 'transaction' && commits(query, context) && !rollsBack(query, context))
        context.report({ messageId: 'noRollback', span: query.span });
    },
    transactions(fact, { file, report }) {
      if (!isProductionCode(file) || !fact.commits) return;
      if (!fact.rollsBack.some((span) => isOnErrorPath(file, fact, span)))
        report({ messageId: 'noRollback', span: fact.span });
    },
  },
);

const stateWords: Readonly<Record<NonNullable<QueryFact['keeps']>, string>> = {
  lock: 'An advisory lock',
  listening: 'Listening to a channel',
  setting: 'A setting of the session',
};

const indices = new WeakMap<FileFacts, Map<FunctionFact, number>>();

/** Looking through all functions for each of them would be quadratic. */
function indexOf(fact: FunctionFact, file: FileFacts): number {
  const known = indices.get(file) ?? new Map(file.functions.map((each, index) => [each, index]));
  indices.set(file, known);
  return known.get(fact) ?? -1;
}

type Context = FileRuleContext<'writes' | 'loop' | 'poolBegin' | 'poolState' | 'noRollback'>;

function reportWrites(fact: FunctionFact, index: number, context: Context): void {
  const { file } = context;
  const writes = writesOf({ file, index }, context);
  const words = fact.name === '' ? 'This function' : `${fact.name}()`;
  for (const [i, first] of writes.entries()) {
    const second = writes
      .slice(i + 1)
      .find((each) => belongTogether(file, first, each, context.text(file.path)));
    if (!second) continue;
    context.report({
      messageId: 'writes',
      data: {
        function: words,
        first: first.table,
        second: second.table === first.table ? `${second.table} again` : second.table,
      },
      span: first.place,
      related: [{ path: file.path, span: second.place, message: `The write to ${second.table}.` }],
      fixes: fixesOf(
        fact,
        writes.map((each) => each.span),
        context,
      ),
    });
    return;
  }
  const repeated = repeatedIn(file, writes);
  if (repeated)
    context.report({
      messageId: 'loop',
      data: { function: words, first: repeated.table },
      span: repeated.place,
      fixes: fixesOf(fact, [repeated.span], context),
    });
}

/** The edit that the facts worked out, where it takes in every write that was found. */
function fixesOf(
  { inTransaction: edit }: FunctionFact,
  writes: readonly Span[],
  { file, model }: Context,
): RuleFix[] {
  if (!edit || !writes.every(({ start, end }) => edit.region.start <= start && end <= edit.region.end))
    return [];
  // A wrapper of the project's own may not give out connections.
  if (edit.pool !== undefined && !model.known('transactions', file.path, edit.pool)?.connection) return [];
  return [{ title: `Run in one transaction of ${edit.handle}`, safe: false, edits: edit.edits }];
}

/** A handle that is one connection: what is begun on it holds for the statements after it. */
function isOneConnection({ callee, dialect }: QueryFact, file: FileFacts, model: Context['model']): boolean {
  return dialect === 'sqlite' || kindOf(callee, file, model) === 'connection';
}

/** Whether this function, or all functions of the file that call it, have begun a transaction, on a connection and not on a pool. */
function isBegun(index: number, { file, model }: Context): boolean {
  const begins = file.queries.filter(
    (query) => hasVerb(query, 'begin') && isOneConnection(query, file, model),
  );
  if (begins.length === 0) return false;
  if (begins.some((begin) => model.calls.ownerOf(file, begin.within) === index)) return true;
  const callers = file.calls.filter((call) => {
    const target = model.calls.targetOf(file, call);
    return target?.file === file && target.index === index;
  });
  const hasBegun = (call: CallFact): boolean => {
    const owner = model.calls.ownerOf(file, call.within);
    return begins.some(
      (begin) => model.calls.ownerOf(file, begin.within) === owner && begin.span.end <= call.span.start,
    );
  };
  return callers.length > 0 && callers.every(hasBegun);
}

/** What a statement is sent on, as far as the path of its call leads to a package: `pool` of `pool.query`. */
function kindOf(callee: string, file: FileFacts, model: Context['model']): 'pool' | 'connection' | undefined {
  return model.known('handles', file.path, callee.replace(/\.?\w+$/, ''))?.is;
}

/** `@Transactional()` on a method. */
function isTransactional({ span, nameSpan }: FunctionFact, { file, text }: Context): boolean {
  return /@Transaction(al)?\b/.test(text(file.path).slice(span.start, nameSpan.start));
}

function hasVerb(query: QueryFact, verb: string): boolean {
  return query.statements.some((statement) => statement.verb === verb);
}

/** Whether the function that begins also commits: else another one ends what it begins. */
function commits(query: QueryFact, { file, model }: Context): boolean {
  const index = model.calls.ownerOf(file, query.within);
  return model.calls.ownedBy({ file, index }).queries.some((each) => hasVerb(each, 'commit'));
}

/** Whether the function that begins, or one of the same file that it calls, rolls back when something fails. */
function rollsBack(query: QueryFact, { file, model, text }: Context): boolean {
  const index = model.calls.ownerOf(file, query.within);
  const around = index === undefined ? undefined : file.functions[index]?.span;
  // A helper that says so: `rollbackSafely(client)`.
  if (/roll_?back\w*\s*\(/i.test(text(file.path).slice(query.span.end, around?.end))) return true;
  const isInside = (each: QueryFact) =>
    !around || (around.start <= each.span.start && each.span.end <= around.end);
  if (
    model
      .queriesOf(file)
      .some((each) => hasVerb(each, 'rollback') && isInside(each) && isOnErrorPath(file, query, each.span))
  )
    return true;
  return model.calls.ownedBy({ file, index }).calls.some((call) => {
    const target = model.calls.targetOf(file, call);
    return (
      target !== undefined && model.calls.ownedBy(target).queries.some((each) => hasVerb(each, 'rollback'))
    );
  });
}

/** Whether a place is reached when something fails: in a `catch` or `finally`, or in a callback that handles errors. */
function isOnErrorPath(file: FileFacts, begin: QueryFact | TransactionFact, span: Span): boolean {
  for (const place of placesAround(file, span)) {
    if (place.arm?.name === 'catch' || place.arm?.name === 'finally') return true;
    if (place.kind === 'function') return place.function !== begin.within;
  }
  return false;
}
