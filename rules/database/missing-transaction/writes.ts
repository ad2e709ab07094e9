import {
  areExclusive,
  type FileFacts,
  type FileRuleContext,
  type FunctionRef,
  placesAround,
  type QueryFact,
  type Span,
} from '../../../src/engine';

/** Calls of the same file are followed this far. */
const maxDepth = 3;

/** A write that a function sends on the shared pool, or on a connection on which nothing was begun. */
export interface Write {
  /** Where it stands in the function: the query, or the call that leads to it. */
  span: Span;
  place: Span;
  table: string;
  /** Doing it again changes nothing more. */
  repeatable: boolean;
  query: QueryFact;
  /** Set where a call leads to it: whether the called function waits for nothing else. */
  call?: 'alone' | 'among others';
}

/** Writes that a function does itself or through functions of the same file, in the order of the text. */
export function writesOf(ref: FunctionRef, context: FileRuleContext<never>, depth = 0): Write[] {
  const { file, index } = ref;
  // Only functions of the same file are followed, and most files write nothing.
  if (!file.queries.some(isWrite)) return [];
  const { calls } = context.model;
  const own = calls.ownedBy(ref);
  const text = context.text(file.path);
  const writes = own.queries.flatMap((query) => writeOf(query, file, text));
  for (const call of depth < maxDepth ? own.calls : []) {
    const target = calls.targetOf(file, call);
    if (!target || target.file !== file || target.index === index || target.index === undefined) continue;
    // What makes sure that something is there can be left half done, and is done again.
    if (isUpkeep(file.functions[target.index]?.name ?? '')) continue;
    const [first, ...others] = writesOf(target, context, depth + 1);
    if (!first || handlesItself(file, first.span, text)) continue;
    const { start, end } = file.functions[target.index]?.span ?? first.span;
    const waits = text.slice(start, end).match(/\bawait\b/g)?.length ?? 0;
    writes.push({
      ...first,
      span: call.span,
      place: call.calleeSpan,
      call: others.length === 0 && first.call === undefined && waits <= 1 ? 'alone' : 'among others',
    });
  }
  return writes.sort((a, b) => a.span.start - b.span.start);
}

/** Whether a failure of what stands here goes no further: its `catch` does not throw. */
function handlesItself(file: FileFacts, span: Span, text: string): boolean {
  return placesAround(file, span).some(({ arm }) => {
    if (arm?.name !== 'try') return false;
    const handler = file.places.find((each) => each.arm?.of === arm.of && each.arm.name === 'catch');
    return (
      handler !== undefined && !/\bthrow\b|\bnext\(/.test(text.slice(handler.span.start, handler.span.end))
    );
  });
}

function isWrite(query: QueryFact): boolean {
  return query.statements.some(({ verb }) => /^(insert|update|delete|merge)$/.test(verb));
}

function writeOf(query: QueryFact, file: FileFacts, text: string): Write[] {
  if (!isLoose(query, file) || query.client === 'sql-file') return [];
  const written = query.statements.filter((statement) =>
    /^(insert|update|delete|merge)$/.test(statement.verb),
  );
  const [block] = written.flatMap((statement) => (statement.block ? [statement.block] : []));
  const named = block?.target?.name ?? written[0]?.mentions[0]?.name;
  const table = named === '?' ? 'the database' : named;
  // Several statements in one text are one implicit transaction.
  if (written.length === 0 || table === undefined || isMark(query) || isPassing(table)) return [];
  return [
    {
      span: query.span,
      place: query.calleeSpan,
      table,
      // Setting and deleting the same rows again changes nothing.
      repeatable: block?.kind !== 'insert' || block.onConflict || isSavedAgain(query, file, text),
      query,
    },
  ];
}

/** Whether nothing holds it together with what is sent before or after. */
function isLoose({ handle, within }: QueryFact, file: FileFacts): boolean {
  if (handle?.kind === 'pool') return true;
  if (handle?.kind !== 'client' || handle.parameter !== undefined) return false;
  // One connection, and nothing in the file begins a transaction on it.
  return (
    within !== undefined &&
    file.transactions.length === 0 &&
    !file.queries.some((each) => each.statements.some(({ verb }) => verb === 'begin'))
  );
}

/** A mere time stamp: `UPDATE feeds SET fetched_at = now()`. */
function isMark(query: QueryFact): boolean {
  return query.statements.every(({ block }) => {
    const assigned = block?.kind === 'update' ? block.assignments : [];
    return (
      assigned.length > 0 &&
      assigned.every(({ column }) =>
        /(_at|At|_on|[dD]ate|[tT]imestamp|_?[sS]een|[hH]eartbeat)$/.test(column.name),
      )
    );
  });
}

/** What a worker keeps of its progress: it claims, runs and ends, and takes up again what was left in the middle. */
function isStep(file: FileFacts, { statements }: QueryFact): boolean {
  return (
    /worker|queue|job|scheduler|consumer/i.test(file.path) &&
    statements.every(
      ({ block }) =>
        block?.kind === 'update' &&
        block.assignments.some(({ column }) => /status|state/i.test(column.name)) &&
        block.assignments.every(({ column }) =>
          /status|state|result|reason|error|attempt|(_at|At)$/i.test(column.name),
        ),
    )
  );
}

/** Tables whose rows may be lost: caches and locks. */
function isPassing(table: string): boolean {
  return /(^|_)(cache|lock)s?(_|$)|Cache|Lock$|^cache/.test(table);
}

/** `repository.save(each)` of an entity that a loop goes over: it is there already. */
function isSavedAgain(query: QueryFact, file: FileFacts, text: string): boolean {
  if (query.method !== 'save') return false;
  const saved = /\.save\(\s*(?:[\w$]+,\s*)?([\w$]+)\s*[,)]/.exec(
    text.slice(query.span.start, query.span.end),
  )?.[1];
  return (
    saved !== undefined && placesAround(file, query.span).some((place) => place.loop?.names[0] === saved)
  );
}

/** Functions that keep things in order, and are run again until they are. */
export function isUpkeep(name: string): boolean {
  return /(^|\.)_?(ensure|tryAcquire|acquireLock|releaseLock|tryLock|heartbeat|purge|prune|sweep|evict|warm)(?![a-z])/.test(
    name,
  );
}

/** Whether one path runs both, and nothing says that each is meant to stand alone. */
export function belongTogether(file: FileFacts, first: Write, second: Write, text: string): boolean {
  // A function that only calls others leaves it to them what belongs together, unless each does one thing.
  if (first.span.start === second.span.start) return false;
  if (first.call && second.call && !(first.call === 'alone' && second.call === 'alone')) return false;
  if (isStep(file, first.query) && isStep(file, second.query)) return false;
  if (areExclusive(file, first.span, second.span) || isElsewhere(first, second)) return false;
  if (isMadeUpFor(first, second, text)) return false;
  // A write whose failure is caught by itself may fail without harm.
  const guarded = placesAround(file, first.span).find((place) => place.arm?.name === 'try');
  if (guarded && !(guarded.span.start <= second.span.start && second.span.end <= guarded.span.end))
    return false;
  return !isCaught(file, first, second);
}

/** `UPDATE`, then `INSERT` where no row was there to update: only one of the two changes anything. */
function isMadeUpFor(first: Write, second: Write, text: string): boolean {
  return (
    first.table === second.table &&
    first.query.statements.every(({ verb }) => verb === 'update') &&
    second.query.statements.every(({ verb }) => verb === 'insert') &&
    /\bif\s*\([^{};]*\b(rowCount|affectedRows|changes|modifiedCount|matchedCount|numUpdatedRows|count|length)\b/.test(
      text.slice(first.span.end, second.span.start),
    )
  );
}

/** A second write that stands in a `try`, `catch` or `finally` of its own: the function goes on without it, or makes good for the first. */
function isCaught(file: FileFacts, first: Write, second: Write): boolean {
  return placesAround(file, second.span).some(
    ({ arm, span }) =>
      /^(try|catch|finally)$/.test(arm?.name ?? '') &&
      !(span.start <= first.span.start && first.span.end <= span.end),
  );
}

/**
 * Whether the two go to different databases: drivers have a pool for each. ORMs have a handle per table and one database behind them, unless
 * the same table has two.
 */
function isElsewhere(first: Write, second: Write): boolean {
  const [one, other] = [first.query, second.query];
  if (one.handle?.name === other.handle?.name) return false;
  return one.client === 'driver'
    ? other.client === 'driver'
    : one.client === other.client && first.table === second.table;
}

/** A write that a loop repeats, where each pass counts for itself and a failure leaves some undone. */
export function repeatedIn(file: FileFacts, writes: readonly Write[]): Write | undefined {
  return writes.find((write) => {
    if (write.repeatable) return false;
    for (const place of placesAround(file, write.span)) {
      // Each pass has its own error handling: the others go on.
      if (place.arm?.name === 'try') return false;
      if (place.kind === 'function' && !place.atOnce) return false;
      if (place.loop) return place.loop.each === 'element';
    }
    return false;
  });
}
