import type {
  AccessPath,
  FileFacts,
  GivenOptions,
  HttpClientFact,
  OutgoingCallFact,
  UselessLimit,
} from '../facts/facts';
import type { DefaultLimit, OutgoingClientEntry } from '../libraries/contract/outgoing';
import type { FileLibraries } from '../libraries/look-up';
import type { CallGraph } from './call-graph';
import type { ModuleGraph } from './module-graph';

type Limit = OutgoingCallFact['timeout'];

/** The time limit that covers a call, and what can be said of one that is missing. */
export interface TimeLimit {
  limit: Limit;
  /** What messages call the library. */
  library: string;
  /** The library with its version, where that is known. */
  release?: string;
  /** What holds where nothing is said; absent where the library waits without end. */
  byDefault?: DefaultLimit;
  /** What only looks like a limit, of the call or its client. */
  useless: readonly UselessLimit[];
}

/** The client that a call is made on, by the path of the call. */
interface CallClient {
  /** Whose clients and defaults hold for it. */
  library: string;
  called: string;
  /** Whether the library has clients or defaults that a project can set. */
  isConfigurable: boolean;
  byDefault?: DefaultLimit;
  /** What makes it; absent for calls of the library itself. */
  maker?: OutgoingClientEntry;
}

/** What is asked of the files' model. */
interface AskedModel {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly filesInOrder: readonly FileFacts[];
  readonly modules: ModuleGraph;
  readonly libraries: FileLibraries;
  readonly calls: CallGraph;
}

/** The time limits of outgoing calls: their own, their client's, their library's, or those of the function that makes them. */
export class TimeLimits {
  readonly #clients = new Map<string, HttpClientFact[]>();

  constructor(private readonly model: AskedModel) {
    for (const file of model.filesInOrder) {
      for (const client of file.httpClients)
        this.#clients.set(client.library, [...(this.#clients.get(client.library) ?? []), client]);
    }
  }

  /** The limit that covers a call; undefined for one that turns out to be no outgoing call. */
  of(file: FileFacts, call: OutgoingCallFact): TimeLimit | undefined {
    if (call.gives) return this.#ofWrapped(file, call, call.gives);
    const resolved = this.model.modules.resolve(file.path, call.callee);
    const client = this.#clientOf(resolved.path);
    if (call.imported && !client?.isConfigurable) return undefined;
    const own = ownLimit(call, call.imported ? client : undefined);
    if (own.limit !== 'none' || !client) return withDefault(own, []);
    const known = this.#clients.get(client.library) ?? [];
    if (known.some((each) => each.forAll)) return { ...own, limit: 'set' };
    if (!client.maker) return withDefault(own, []);
    const candidates = this.#candidates(resolved.file, client.library, call, client.maker);
    if (candidates.some((each) => each.timeout === 'set')) return { ...own, limit: 'set' };
    if (candidates.length === 0 || candidates.some((each) => each.timeout !== 'none'))
      return { ...own, limit: 'unknown' };
    return withDefault(own, candidates);
  }

  /** The address below which a call's client asks: its `baseURL`. */
  addressOf(file: FileFacts, call: OutgoingCallFact): string | undefined {
    const resolved = this.model.modules.resolve(file.path, call.callee);
    const client = this.#clientOf(resolved.path);
    if (!client?.maker) return undefined;
    const hosts = new Set(this.#made(resolved.file, client.library, call).map((each) => each.host));
    return hosts.size === 1 ? [...hosts][0] : undefined;
  }

  /** The clients that a call may be made on; where one is handed in, some file of the project makes it. */
  #candidates(
    path: string,
    library: string,
    call: OutgoingCallFact,
    maker: OutgoingClientEntry,
  ): HttpClientFact[] {
    const made = this.#made(path, library, call);
    if (!maker.isHandedIn || made.some((each) => each.name === call.client)) return made;
    return this.#clients.get(library) ?? [];
  }

  /** The clients that a call may be made on: those of its name, else all that its file makes. */
  #made(path: string, library: string, call: OutgoingCallFact): HttpClientFact[] {
    const made = (this.model.files.get(path)?.httpClients ?? []).filter((each) => each.library === library);
    const named = made.filter((each) => each.name === call.client);
    return named.length > 0 ? named : made;
  }

  /** The client that a path of a call starts from; undefined for what is no outgoing call of a library. */
  #clientOf(path: AccessPath): CallClient | undefined {
    const call = this.model.libraries.known('outgoing', path);
    if (!call) return undefined;
    const { entry, library } = call;
    const maker = this.#makerOf(path);
    return {
      library: entry.defaultsOf ?? library.name,
      called: entry.called ?? library.name,
      isConfigurable: library.outgoingClients !== undefined || entry.defaultsOf !== undefined,
      ...(entry.byDefault ? { byDefault: entry.byDefault } : {}),
      ...(maker ? { maker } : {}),
    };
  }

  /** What makes the client: `create` for `create().get`. */
  #makerOf(path: AccessPath): OutgoingClientEntry | undefined {
    for (let at = path.lastIndexOf('()'); at > 0; at = path.lastIndexOf('()', at - 1)) {
      const entry = this.model.libraries.find('outgoingClients', path.slice(0, at));
      if (entry?.does === 'makes') return entry;
    }
    return undefined;
  }

  /** A call of a function that only passes its options on is the same call. */
  #ofWrapped(file: FileFacts, call: OutgoingCallFact, gives: readonly GivenOptions[]): TimeLimit | undefined {
    const target = this.model.calls.targetOf(file, call);
    if (target?.index === undefined) return undefined;
    const inner = target.file.outgoingCalls.filter(
      (each) => !each.gives && this.model.calls.ownerOf(target.file, each.within) === target.index,
    );
    const [only] = inner;
    if (inner.length !== 1 || only?.passedOn === undefined) return undefined;
    const { parameter, limits } = only.passedOn;
    const given = gives[parameter] ?? { members: [] };
    const limit = given.members.some((each) => limits.includes(each))
      ? 'set'
      : given.open
        ? 'unknown'
        : 'none';
    return withDefault({ ...ownLimit(only, undefined), limit, library: call.library }, []);
  }
}

/** What a call says itself; where its client is imported, the library is the client's. */
function ownLimit(call: OutgoingCallFact, client: CallClient | undefined): TimeLimit {
  const { timeout, useless = [] } = call;
  if (client) {
    const { called, byDefault } = client;
    return { limit: timeout, library: called, useless, ...(byDefault ? { byDefault } : {}) };
  }
  const { library, release, byDefault } = call;
  return {
    limit: timeout,
    library,
    useless,
    ...(release === undefined ? {} : { release }),
    ...(byDefault ? { byDefault } : {}),
  };
}

/** Where nothing sets a limit, the library's own holds, unless the call or its client turns it off. */
function withDefault(own: TimeLimit, clients: readonly HttpClientFact[]): TimeLimit {
  const [first] = clients;
  const release = own.release ?? first?.release;
  const useless = [...own.useless, ...clients.flatMap((each) => each.useless ?? [])];
  const isOff = useless.some(({ why }) => why === 'off');
  const isLimited = own.byDefault !== undefined && !own.byDefault.isTooLong && !isOff;
  return {
    ...own,
    limit: own.limit === 'none' && isLimited ? 'set' : own.limit,
    useless,
    ...(release === undefined ? {} : { release }),
  };
}
