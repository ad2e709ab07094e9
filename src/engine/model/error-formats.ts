import type { FileFacts, ResponseBodyFact, ResponseFact, ResponseKeyFact } from '../facts/facts';
import { contains, type Span } from '../source/span';
import type { ModelCore } from './core';

/** The shape that the error responses of a package have in common, and those that have another. */
export interface ErrorFormat {
  /** Keys as in `example`; of a text there are none. */
  kind: 'object' | 'text';
  keys: ResponseKeyFact[];
  /** A response of that shape; the source of it, where there is one. */
  example: { path: string; span: Span };
  /** How many error responses have the shape, and how many there are whose shape is known. */
  count: number;
  total: number;
  /** Responses of another shape, in the order of paths and places. */
  others: { path: string; response: ResponseFact; body: ResponseBodyFact }[];
}

/** What counts as a clear majority: two of three. */
const clear = 2 / 3;
const fewest = 3;
/** Keys of protocols with a shape of their own: OAuth 2, JSON-RPC, SCIM, GraphQL. */
const protocolKeys = /^(error_description|error_uri|jsonrpc|schemas|extensions|data)$/;
const health =
  /(^|[/_.-])(health|healthz|health-?check|live(z|ness)?|ready(z)?|readiness|ping|heartbeat|status)([/_.-]|$)/i;
const healthName = /^(get)?(health|healthcheck|liveness|readiness|ready|ping)/i;

interface Sample {
  path: string;
  response: ResponseFact;
  body: ResponseBodyFact;
  signature: string;
  /** How many responses it stands for: a helper those of its callers, a central handler the errors that are thrown. */
  weight: number;
  isSource: boolean;
}

/** Package folder → the format of its error responses. */
export class ErrorFormats {
  readonly #byPackage = new Map<string, ErrorFormat | undefined>();
  #files: Map<string, FileFacts[]> | undefined;

  constructor(private readonly model: ModelCore) {}

  /** The format of the package that a file is in; undefined where there is none that most have. */
  of(path: string): ErrorFormat | undefined {
    const folder = this.model.packageOf(path);
    if (!this.#byPackage.has(folder)) this.#byPackage.set(folder, this.#find(folder));
    return this.#byPackage.get(folder);
  }

  /** The formats of all packages, in the order of their folders. */
  all(): ErrorFormat[] {
    return [...this.#packages().keys()].sort().flatMap((folder) => {
      const [first] = this.#packages().get(folder) ?? [];
      const format = first && this.of(first.path);
      return format ? [format] : [];
    });
  }

  #packages(): Map<string, FileFacts[]> {
    if (this.#files) return this.#files;
    this.#files = new Map();
    for (const file of this.model.filesInOrder) {
      if (file.responses.length === 0 || file.role !== 'source' || this.model.sideOf(file.path) === 'browser')
        continue;
      const folder = this.model.packageOf(file.path);
      this.#files.set(folder, [...(this.#files.get(folder) ?? []), file]);
    }
    return this.#files;
  }

  #find(folder: string): ErrorFormat | undefined {
    const files = this.#packages().get(folder) ?? [];
    const samples = this.#samples(files);
    const total = samples.reduce((sum, each) => sum + each.weight, 0);
    if (total < fewest) return undefined;
    const majority = this.#majority(samples, total);
    if (!majority) return undefined;
    const { kind, keys, count, alike } = majority;
    const example = alike.find((each) => each.isSource) ?? alike[0];
    if (!example) return undefined;
    const others = samples.filter((each) => !each.isSource && !fits(each.body, kind, keys));
    return { kind, keys, example: { path: example.path, span: example.body.span }, count, total, others };
  }

  /** The shape that most have exactly, if most others have its keys too; else the one whose keys most have. */
  #majority(
    samples: readonly Sample[],
    total: number,
  ): { kind: 'object' | 'text'; keys: ResponseKeyFact[]; count: number; alike: Sample[] } | undefined {
    const groups = new Map<string, Sample[]>();
    for (const each of samples) groups.set(each.signature, [...(groups.get(each.signature) ?? []), each]);
    const candidates = [...groups.values()].map((alike) => {
      const kind = alike[0]?.body.kind === 'object' ? ('object' as const) : ('text' as const);
      const keys = merged(alike.map((each) => each.body.keys));
      const count = samples.reduce((sum, each) => (fits(each.body, kind, keys) ? sum + each.weight : sum), 0);
      return { kind, keys, count, alike, exact: alike.reduce((sum, each) => sum + each.weight, 0) };
    });
    candidates.sort((a, b) => b.exact - a.exact || b.count - a.count);
    const isClear = (each: { count: number }) => each.count >= 2 && each.count / total >= clear - 1e-9;
    return candidates.find(isClear);
  }

  #samples(files: readonly FileFacts[]): Sample[] {
    const samples: Sample[] = [];
    const central = files.flatMap((file) =>
      file.responses.filter((each) => each.central && !each.development && !each.framed),
    );
    const handlers = central.filter(isShaped);
    // What a handler sends for most errors may be what is not spelled out.
    const isKnown = central.every((each) => isShaped(each) || !each.body || each.body.kind === 'html');
    const thrown = files.flatMap((file) => file.responses.filter((each) => each.sort === 'thrown'));
    for (const file of files) {
      for (const response of file.responses) {
        const { body } = response;
        // A framework sends the object that its own exception was given, unless a handler of the project answers.
        const isSentAsGiven = response.textBecomes !== undefined && handlers.length === 0;
        if (response.sort !== 'sent' && !(isSentAsGiven && body?.kind === 'object')) continue;
        if (!body || !isShaped(response) || !this.#isError(file, response) || isHealth(file, response))
          continue;
        if (response.central && !isKnown) continue;
        const isSource = response.central === true || response.helper === true;
        const weight = response.helper
          ? this.#callsOf(file, response)
          : response.central
            ? Math.max(1, Math.round(thrown.length / handlers.length))
            : 1;
        samples.push({ path: file.path, response, body, signature: signatureOf(body), weight, isSource });
      }
    }
    if (handlers.length === 0) samples.push(...textsAsBodies(files));
    return samples;
  }

  #isError(file: FileFacts, response: ResponseFact): boolean {
    const status = this.model.statusOf(file, response);
    if (status !== undefined) return status >= 400;
    if (response.statuses) return response.statuses.every((each) => each >= 400);
    return response.central === true || (response.helper === true && hasErrorKey(response.body));
  }

  /** How often a helper is called, which stands for as many responses. */
  #callsOf(file: FileFacts, response: ResponseFact): number {
    const helper = response.within === undefined ? undefined : file.functions[response.within];
    const name = helper?.name.slice(helper.name.lastIndexOf('.') + 1) ?? '';
    if (name === '') return 1;
    let count = 0;
    for (const each of this.#packages().get(this.model.packageOf(file.path)) ?? [])
      for (const call of each.calls)
        if (call.callee.endsWith(`#${name}`) || call.callee.endsWith(`.${name}`)) count++;
    return Math.max(1, count);
  }
}

/** What a framework makes of its own exceptions where they are given a text. */
function textsAsBodies(files: readonly FileFacts[]): Sample[] {
  const span = { start: 0, end: 0 };
  return files.flatMap((file) =>
    file.responses.flatMap((response): Sample[] => {
      const { textBecomes, body: given } = response;
      if (!textBecomes || given?.kind === 'object' || given?.kind === 'value') return [];
      const body: ResponseBodyFact = {
        span: response.span,
        kind: 'object',
        keys: textBecomes.map((name) => ({ name, kind: 'value', value: span, keys: [] })),
        open: false,
        inPlace: false,
      };
      return [{ path: file.path, response, body, signature: signatureOf(body), weight: 1, isSource: true }];
    }),
  );
}

function isShaped({ body, development, framed }: ResponseFact): boolean {
  if (!body || development || framed) return false;
  if (body.kind === 'text') return true;
  return (
    body.kind === 'object' &&
    !body.open &&
    body.keys.length > 0 &&
    !body.keys.some((key) => protocolKeys.test(key.name))
  );
}

function hasErrorKey(body: ResponseBodyFact | undefined): boolean {
  return body?.keys.some((key) => /err|message|msg|fail|detail/i.test(key.name)) ?? false;
}

function isHealth(file: FileFacts, { span, within }: ResponseFact): boolean {
  if (health.test(file.path.slice(file.path.lastIndexOf('/') + 1))) return true;
  const name = within === undefined ? '' : (file.functions[within]?.name ?? '');
  if (healthName.test(name.slice(name.lastIndexOf('.') + 1))) return true;
  return file.routes.some((route) => health.test(route.path) && contains(route.span, span));
}

/** Keys and those in them; a key that holds a text and one that holds a value are the same. */
function signatureOf(body: ResponseBodyFact): string {
  if (body.kind !== 'object') return 'text';
  const words = (keys: readonly ResponseKeyFact[]): string =>
    keys
      .map((key) =>
        key.kind === 'object'
          ? `${key.name}{${words(key.keys)}}`
          : key.kind === 'list'
            ? `${key.name}[]`
            : key.name,
      )
      .sort()
      .join();
  return words(body.keys);
}

/** The keys of one shape, with the kind that is known where some only name a value. */
function merged(all: readonly (readonly ResponseKeyFact[])[]): ResponseKeyFact[] {
  const [first = [], ...rest] = all;
  return first.map((key) => {
    const same = [key, ...rest.flatMap((keys) => keys.filter((each) => each.name === key.name))];
    const telling =
      same.find((each) => each.literal !== undefined) ?? same.find((each) => each.kind !== 'value');
    return { ...(telling ?? key), name: key.name };
  });
}

/** Whether a body has all keys of a shape; it may have more. What it only names may be anything. */
function fits(body: ResponseBodyFact, kind: 'object' | 'text', keys: readonly ResponseKeyFact[]): boolean {
  if (kind === 'text' || body.kind === 'text') return kind === 'text' && body.kind === 'text';
  return has(body.keys, keys);
}

function has(given: readonly ResponseKeyFact[], wanted: readonly ResponseKeyFact[]): boolean {
  return wanted.every((key) => {
    const own = given.find((each) => each.name === key.name);
    if (!own) return false;
    if (own.kind === 'value' || key.kind === 'value') return true;
    if (key.kind === 'object') return own.kind === 'object' && has(own.keys, key.keys);
    return own.kind === key.kind;
  });
}
