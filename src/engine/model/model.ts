import {
  type Configuration,
  type Configurations,
  type Recognizable,
  Settings,
  toConfigurations,
} from '../configuration';
import type {
  AccessPath,
  FileFacts,
  Hole,
  HttpClientFact,
  Origin,
  OutgoingCallFact,
  QueryFact,
  ResponseFact,
} from '../facts/facts';
import { configurableClient } from '../facts/outgoing-calls';
import { type App, findApps, packageOf } from './apps';
import { CallGraph } from './call-graph';
import { type ErrorFormat, ErrorFormats } from './error-formats';
import { ModelQueries } from './model-queries';
import { ModuleGraph } from './module-graph';
import { type Deed, isAmidRecognized } from './recognized';
import { statusOf } from './response-status';
import { reduceSchema, type Schema } from './schema';
import { Sides } from './sides';
import { findTenancy, type Tenancy } from './tenancy';

export type { App } from './apps';
export {
  areExclusive,
  type CallGraph,
  type FunctionRef,
  placesAround,
  type ReachedQuery,
} from './call-graph';
export type { ErrorFormat } from './error-formats';
export type { Column, ForeignKey, Location, Schema, Table } from './schema';
export { columnOf, hasLeadingIndex, sameWords } from './schema';
export type { Tenancy } from './tenancy';

/** Everything the facts of all files say together: the reduce step's result. It is asked, never changed. */
export class ProjectModel {
  readonly schema: Schema;
  readonly modules: ModuleGraph;
  readonly #queries: ModelQueries;
  readonly #configurations: Configurations;
  readonly #settings = new Map<Configuration, Settings>();
  readonly #tenancies = new Map<Configuration, Tenancy | undefined>();
  #apps: App[] | undefined;
  #calls: CallGraph | undefined;
  #filesInOrder: FileFacts[] | undefined;
  #sides: Sides | undefined;
  #errorFormats: ErrorFormats | undefined;

  constructor(
    readonly files: ReadonlyMap<string, FileFacts>,
    configuration: Configuration | Configurations,
  ) {
    this.#configurations = toConfigurations(configuration);
    this.schema = reduceSchema([...files.values()], this.configuration.dialect);
    this.modules = new ModuleGraph(files);
    this.#queries = new ModelQueries(files, this.schema, this.modules);
  }

  /** What holds for the project as a whole: the root's configuration. */
  get configuration(): Configuration {
    return this.#configurations.of('');
  }

  /** What holds for a file: its nearest configuration, ready to be asked. */
  settingsOf(path: string): Settings {
    const configuration = this.#configurations.of(path);
    const known = this.#settings.get(configuration);
    if (known) return known;
    const settings = new Settings(configuration);
    this.#settings.set(configuration, settings);
    return settings;
  }

  /** How the project as a whole keeps its tenants apart. */
  get tenancy(): Tenancy | undefined {
    return this.tenancyOf('');
  }

  /** How tenants are kept apart in the part of the project that a file belongs to. */
  tenancyOf(path: string): Tenancy | undefined {
    const configuration = this.#configurations.of(path);
    if (!this.#tenancies.has(configuration))
      this.#tenancies.set(configuration, findTenancy(this.schema, configuration));
    return this.#tenancies.get(configuration);
  }

  /**
   * Whether the configuration of `file` declares what an access path of it leads through to be the project's own helper of that
   * kind: `recognizes('rateLimiters', 'src/app.ts', './limits#api()')`. A bare name will do for a path.
   */
  recognizes(kind: Recognizable, file: string, path: AccessPath): boolean {
    const settings = this.settingsOf(file);
    // Following a path through modules costs more than knowing that nothing is declared.
    if (settings.configuration.recognize[kind].length === 0) return false;
    return settings.recognizes(kind, [{ file, path }, this.modules.resolve(file, path)]);
  }

  /**
   * The same for something that a file does: whether it goes through such a helper, or stands in a function that calls one.
   * Every "missing …" rule asks one of the two before it reports.
   */
  isAmidRecognized(kind: Recognizable, file: FileFacts, deed: Deed): boolean {
    if (this.settingsOf(file.path).configuration.recognize[kind].length === 0) return false;
    return isAmidRecognized(file, deed, (path) => this.recognizes(kind, file.path, path));
  }

  /**
   * The queries of a file with tables and columns as the schema calls them. Rules ask here and not in the facts: what there only
   * looks like a query of a data model is left out.
   */
  queriesOf(file: FileFacts): readonly QueryFact[] {
    return this.#queries.of(file);
  }

  /** All files by path: what is said must not depend on the order in which they came. */
  get filesInOrder(): readonly FileFacts[] {
    this.#filesInOrder ??= [...this.files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    return this.#filesInOrder;
  }

  /** What a path of a file denotes, followed through the project's modules. */
  resolve(file: string, path: AccessPath): AccessPath {
    return this.modules.resolve(file, path).path;
  }

  /** Where a value that goes into built text comes from, asked in the other file where only that one can tell. */
  originOf(file: string, hole: Hole): Origin {
    if (hole.reference === undefined) return hole.origin;
    return this.modules.exportOf(file, hole.reference)?.fact.origin ?? hole.origin;
  }

  /** Which function runs which queries. */
  get calls(): CallGraph {
    this.#calls ??= new CallGraph(this.files, this.modules, (file) => this.queriesOf(file));
    return this.#calls;
  }

  /** Processes that listen for HTTP requests, one per package. */
  get apps(): App[] {
    this.#apps ??= findApps(this);
    return this.#apps;
  }

  /** The status of a response; of an error that is thrown, what its class spells out in whatever file. */
  statusOf(file: FileFacts, response: ResponseFact): number | undefined {
    return statusOf(this, file, response);
  }

  /** The shape that most error responses have in the package of a file. */
  errorFormatOf(path: string): ErrorFormat | undefined {
    this.#errorFormats ??= new ErrorFormats(this);
    return this.#errorFormats.of(path);
  }

  /** The same for all packages that have one. */
  get errorFormats(): ErrorFormat[] {
    this.#errorFormats ??= new ErrorFormats(this);
    return this.#errorFormats.all();
  }

  /** Where a file runs: what it says itself, else what its importers and its package say. */
  sideOf(path: string): FileFacts['side'] {
    this.#sides ??= new Sides(this.files, this.modules);
    return this.#sides.of(path);
  }

  /** Whether a file belongs to a package that installs commands and serves nothing. */
  isCommandLineTool(path: string): boolean {
    const folder = this.packageOf(path);
    const manifest = this.files.get(folder === '' ? 'package.json' : `${folder}/package.json`)?.manifest;
    return manifest?.commands === true && !this.apps.some((app) => app.folder === folder);
  }

  /** The folder of the package that a file belongs to; empty for the project's root. */
  packageOf(path: string): string {
    return packageOf(this.files, path);
  }

  /**
   * The time limit that covers an outgoing call: its own, its client's, or its library's defaults, wherever these are configured.
   * Undefined for a call that turns out to be no outgoing call.
   */
  timeLimitOf(file: FileFacts, call: OutgoingCallFact): OutgoingCallFact['timeout'] | undefined {
    const resolved = this.modules.resolve(file.path, call.callee);
    const client = configurableClient(resolved.path);
    if (call.imported && !client) return undefined;
    if (call.timeout !== 'none') return call.timeout;
    if (!client) return 'none';
    const { library, made: isMade } = client;
    const defaults = this.#httpClients(library).find(
      (client) => client.name === '' && client.timeout === 'set',
    );
    if (defaults) return 'set';
    if (!isMade) return 'none';
    const made = (this.files.get(resolved.file)?.httpClients ?? []).filter(
      (client) => client.library === library,
    );
    const named = made.filter((client) => client.name === call.client);
    const candidates = named.length > 0 ? named : made;
    if (candidates.some((client) => client.timeout === 'set')) return 'set';
    return candidates.length > 0 && candidates.every((client) => client.timeout === 'none')
      ? 'none'
      : 'unknown';
  }

  #httpClients(library: string): HttpClientFact[] {
    return [...this.files.values()].flatMap((file) =>
      file.httpClients.filter((client) => client.library === library),
    );
  }
}
