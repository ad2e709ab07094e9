import type { CallFact, FileFacts, PlaceFact, QueryFact } from '../facts/facts';
import type { Span } from '../source/span';
import { CallTargets, type FunctionRef } from './call-targets';
import type { ModuleGraph } from './module-graph';

export type { FunctionRef } from './call-targets';

/** A query that a function runs, itself or through functions it calls. `through` are the calls on the way, outermost first. */
export interface ReachedQuery {
  file: FileFacts;
  query: QueryFact;
  through: { file: FileFacts; call: CallFact }[];
}

const maxDepth = 6;
/** A function that reaches more has said enough. */
const maxReached = 40;

/**
 * Which function runs which queries, through imports and re-exports, methods and injected services. Built from facts
 * only: where a target cannot be told, there is no edge.
 */
export class CallGraph {
  readonly #owned = new Map<
    FileFacts,
    Map<number | undefined, { queries: QueryFact[]; calls: CallFact[] }>
  >();
  readonly #reached = new Map<string, ReachedQuery[]>();

  readonly #targets: CallTargets;

  constructor(
    files: ReadonlyMap<string, FileFacts>,
    modules: ModuleGraph,
    /** A file's queries as the model knows them: what only looked like one is left out. */
    private readonly queriesIn: (file: FileFacts) => readonly QueryFact[],
  ) {
    this.#targets = new CallTargets(files, modules);
  }

  /** Queries that run when the function is called, in order of their places; at most forty. */
  queriesOf(ref: FunctionRef): ReachedQuery[] {
    return this.#queriesOf(ref, 0);
  }

  #queriesOf({ file, index }: FunctionRef, depth: number): ReachedQuery[] {
    const key = `${file.path}\0${index ?? ''}`;
    const known = this.#reached.get(key);
    if (known) return known;
    if (depth > maxDepth) return [];
    // A function that calls itself adds nothing to what it does.
    this.#reached.set(key, []);
    const own = this.ownedBy({ file, index });
    const found: ReachedQuery[] = own.queries.map((query) => ({ file, query, through: [] }));
    for (const call of own.calls) {
      if (found.length >= maxReached) break;
      const target = this.targetOf(file, call);
      if (!target) continue;
      for (const each of this.#queriesOf(target, depth + 1))
        found.push({ ...each, through: [{ file, call }, ...each.through] });
    }
    const result = found.slice(0, maxReached);
    this.#reached.set(key, result);
    return result;
  }

  /** The function and all functions of the project that it calls, also through others; at most forty. */
  reachedFrom(ref: FunctionRef): FunctionRef[] {
    const found = new Map<string, FunctionRef>();
    const queue = [ref];
    for (let next = queue.shift(); next && found.size < maxReached; next = queue.shift()) {
      const key = `${next.file.path}\0${next.index ?? ''}`;
      if (found.has(key)) continue;
      found.set(key, next);
      for (const call of this.ownedBy(next).calls) {
        const target = this.targetOf(next.file, call);
        if (target) queue.push(target);
      }
    }
    return [...found.values()];
  }

  /** What stands in a function itself, callbacks that run at once included. */
  ownedBy({ file, index }: FunctionRef): { queries: QueryFact[]; calls: CallFact[] } {
    let byOwner = this.#owned.get(file);
    if (!byOwner) {
      byOwner = new Map();
      const entry = (owner: number | undefined) => {
        const known = byOwner?.get(owner) ?? { queries: [], calls: [] };
        byOwner?.set(owner, known);
        return known;
      };
      const owners = ownersOf(file);
      for (const query of this.queriesIn(file)) entry(owners(query.within)).queries.push(query);
      for (const call of file.calls) entry(owners(call.within)).calls.push(call);
      this.#owned.set(file, byOwner);
    }
    return byOwner.get(index) ?? { queries: [], calls: [] };
  }

  /** The function whose call runs the code within a function: callbacks that run at once belong to the one around them. */
  ownerOf(file: FileFacts, within: number | undefined): number | undefined {
    return ownersOf(file)(within);
  }

  /** The function of the project that a call runs; undefined where that cannot be told. */
  targetOf(file: FileFacts, call: Pick<CallFact, 'callee' | 'within'>): FunctionRef | undefined {
    return this.#targets.of(file, call);
  }
}

const ownerCache = new WeakMap<FileFacts, (within: number | undefined) => number | undefined>();

/** Function index → the function whose call runs it, for one file. */
function ownersOf(file: FileFacts): (within: number | undefined) => number | undefined {
  const known = ownerCache.get(file);
  if (known) return known;
  const atOnce = new Set(
    file.places.flatMap((place) =>
      place.kind === 'function' && place.atOnce && place.function !== undefined ? [place.function] : [],
    ),
  );
  const owner = (within: number | undefined): number | undefined => {
    let at = within;
    while (at !== undefined && atOnce.has(at)) at = file.functions[at]?.within;
    return at;
  };
  ownerCache.set(file, owner);
  return owner;
}

/** The places around an offset, innermost first. */
export function placesAround(file: FileFacts, { start, end }: Span): PlaceFact[] {
  let innermost: PlaceFact | undefined;
  // Places are listed outer first, in the order of the text: the last that contains the span is the innermost.
  for (const place of file.places) {
    if (place.span.start > start) break;
    if (place.span.end >= end) innermost = place;
  }
  const around: PlaceFact[] = [];
  for (let at = innermost; at; at = at.outer === undefined ? undefined : file.places[at.outer])
    around.push(at);
  return around;
}

/** Whether two places in one function never run in the same pass: they stand in two arms of one branch, or the first one's arm leaves. */
export function areExclusive(file: FileFacts, first: Span, second: Span): boolean {
  const before = placesAround(file, first).filter((place) => place.kind === 'arm');
  const after = placesAround(file, second).filter((place) => place.kind === 'arm');
  for (const place of before) {
    const other = after.find((each) => each.arm?.of === place.arm?.of);
    if (place.arm?.name === 'finally') continue;
    if (other && other.arm?.name !== place.arm?.name && other.arm?.name !== 'finally') return true;
    if (!other && place.arm?.leaves && place.arm.name !== 'try') return true;
  }
  return false;
}
