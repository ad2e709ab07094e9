import type { FileFacts, HttpClientFact, OutgoingCallFact } from '../facts/facts';
import { configurableClient } from '../facts/outgoing/outgoing-calls';
import type { ModelCore } from './core';

type Limit = OutgoingCallFact['timeout'];

/** The time limits of outgoing calls: their own, their client's, their library's, or those of the function that makes them. */
export class TimeLimits {
  readonly #clients = new Map<string, HttpClientFact[]>();

  constructor(private readonly model: ModelCore) {
    for (const file of model.filesInOrder) {
      for (const client of file.httpClients)
        this.#clients.set(client.library, [...(this.#clients.get(client.library) ?? []), client]);
    }
  }

  /** The limit that covers a call; undefined for one that turns out to be no outgoing call. */
  of(file: FileFacts, call: OutgoingCallFact): Limit | undefined {
    if (call.gives) return this.#ofWrapped(file, call, call.gives);
    const resolved = this.model.modules.resolve(file.path, call.callee);
    const client = configurableClient(resolved.path);
    if (call.imported && !client) return undefined;
    if (call.timeout !== 'none') return call.timeout;
    if (!client) return 'none';
    const { library, made: isMade, elsewhere } = client;
    const known = this.#clients.get(library) ?? [];
    if (known.some((each) => each.name === '' && each.timeout === 'set')) return 'set';
    if (!isMade) return 'none';
    const candidates = elsewhere ? known : this.#made(resolved.file, library, call);
    if (candidates.some((each) => each.timeout === 'set')) return 'set';
    return candidates.length > 0 && candidates.every((each) => each.timeout === 'none') ? 'none' : 'unknown';
  }

  /** The address below which a call's client asks: its `baseURL`. */
  addressOf(file: FileFacts, call: OutgoingCallFact): string | undefined {
    const resolved = this.model.modules.resolve(file.path, call.callee);
    const client = configurableClient(resolved.path);
    if (!client?.made) return undefined;
    const hosts = new Set(this.#made(resolved.file, client.library, call).map((each) => each.host));
    return hosts.size === 1 ? [...hosts][0] : undefined;
  }

  /** The clients that a call may be made on: those of its name, else all that its file makes. */
  #made(path: string, library: string, call: OutgoingCallFact): HttpClientFact[] {
    const made = (this.model.files.get(path)?.httpClients ?? []).filter((each) => each.library === library);
    const named = made.filter((each) => each.name === call.client);
    return named.length > 0 ? named : made;
  }

  /** A call of a function that only passes its options on is the same call. */
  #ofWrapped(file: FileFacts, call: OutgoingCallFact, gives: readonly Limit[]): Limit | undefined {
    const target = this.model.calls.targetOf(file, call);
    if (target?.index === undefined) return undefined;
    const inner = target.file.outgoingCalls.filter((each) => each.within === target.index && !each.gives);
    const [only] = inner;
    if (inner.length !== 1 || only?.passedOn === undefined) return undefined;
    return gives[only.passedOn] ?? 'none';
  }
}
