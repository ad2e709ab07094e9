import { splitPath } from '../facts/access-path';
import type { AccessPath, CallFact, FileFacts, PlaceFact, QueryFact } from '../facts/facts';
import type { Span } from '../source/span';
import type { ModuleGraph } from './module-graph';

/** A function of the project: its file, and its index into that file's `functions`; undefined for the module's own code. */
export interface FunctionRef {
  file: FileFacts;
  index: number | undefined;
}

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

  constructor(
    private readonly files: ReadonlyMap<string, FileFacts>,
    private readonly modules: ModuleGraph,
    /** A file's queries as the model knows them: what only looked like one is left out. */
    private readonly queriesIn: (file: FileFacts) => readonly QueryFact[],
  ) {}

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
    if (call.callee.startsWith('this#')) {
      const className = this.#classAround(file, call.within);
      return className === undefined
        ? undefined
        : this.#method(file, className, splitPath(call.callee).members, 0);
    }
    const exported = /^(\.|@\/|~\/)/.test(call.callee)
      ? this.modules.exportOf(file.path, call.callee)
      : undefined;
    const plain = /#[\w$]*$/.test(call.callee);
    if (exported?.fact.function !== undefined && plain) {
      const target = this.files.get(exported.file);
      return target && { file: target, index: exported.fact.function };
    }
    const resolved = this.modules.resolve(file.path, call.callee);
    const target = this.files.get(resolved.file);
    return target && this.#local(target, resolved.path);
  }

  #classAround(file: FileFacts, within: number | undefined): string | undefined {
    for (let at = within; at !== undefined; at = file.functions[at]?.within) {
      const className = file.functions[at]?.className;
      if (className !== undefined) return className;
    }
    return undefined;
  }

  /** `local#load`, `local#Service().load`, `local#repository.load`, `local#makeRepository().load`. */
  #local(file: FileFacts, path: AccessPath): FunctionRef | undefined {
    const { module, members } = splitPath(path);
    if (module !== 'local') return undefined;
    const [, holder = '', made = '', method] = /^([\w$]+)((?:\(\))?)(?:\.([\w$]+))?$/.exec(members) ?? [];
    if (holder === '') return undefined;
    if (method === undefined)
      return made === ''
        ? ref(
            file,
            file.functions.findIndex((each) => each.name === holder),
          )
        : undefined;
    const own = this.#method(file, holder, method, 0);
    if (own) return own;
    // A factory that returns an object of functions.
    const factory = file.functions.findIndex((each) => each.name === holder);
    if (factory < 0 || made === '') return undefined;
    return ref(
      file,
      file.functions.findIndex(
        (each) => each.within === factory && (each.name === method || each.name.endsWith(`.${method}`)),
      ),
    );
  }

  /** A method of a class or object, also one that it inherits. */
  #method(file: FileFacts, holder: string, method: string, depth: number): FunctionRef | undefined {
    const index = file.functions.findIndex((each) => each.name === `${holder}.${method}`);
    if (index >= 0) return { file, index };
    const parent = file.classes.find((each) => each.name === holder)?.extends;
    if (parent === undefined || depth > 4) return undefined;
    const resolved = this.modules.resolve(file.path, parent);
    const target = this.files.get(resolved.file);
    const { module, members } = splitPath(resolved.path);
    return target && module === 'local' ? this.#method(target, members, method, depth + 1) : undefined;
  }
}

function ref(file: FileFacts, index: number): FunctionRef | undefined {
  return index < 0 ? undefined : { file, index };
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
    if (other && other.arm?.name !== place.arm?.name) return true;
    if (!other && place.arm?.leaves && place.arm.name !== 'try') return true;
  }
  return false;
}
