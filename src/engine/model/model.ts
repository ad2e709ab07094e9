import {
  type Configuration,
  type Configurations,
  type CriticalPath,
  type Recognizable,
  Settings,
  toConfigurations,
} from '../configuration';
import type {
  AccessPath,
  ConnectionFact,
  FileFacts,
  Origin,
  OutgoingCallFact,
  QueryFact,
  QueryScopeFact,
  ResponseFact,
  ValueFact,
} from '../facts/facts';
import type { Topic, Topics } from '../libraries/library';
import { FileLibraries } from '../libraries/look-up';
import type { Span } from '../source/span';
import { type App, findApps } from './apps';
import { CallGraph } from './call-graph';
import { givenByCallers } from './callers';
import type { ModelCore } from './core';
import { CriticalPaths } from './critical-paths';
import { type ErrorFormat, ErrorFormats } from './error-formats';
import { InputFlow } from './input-flow';
import { ModelQueries } from './model-queries';
import { ModuleGraph } from './module-graph';
import type { ModuleTargets } from './module-targets';
import { isLeftOpen } from './open-connections';
import { Origins } from './origins';
import { findProcesses, type Process } from './processes';
import { type Deed, isAmidRecognized } from './recognized';
import { findRequestLog, type RequestLog } from './request-logs';
import { statusOf } from './response-status';
import { Routes } from './routes';
import { reduceSchema, type Schema } from './schema';
import { ServerCode } from './server-code';
import { Sides } from './sides';
import { Sockets } from './sockets';
import { SqlSenders } from './sql-senders';
import { findTenancy, type Tenancy } from './tenancy';
import { type TimeLimit, TimeLimits } from './time-limits';

export type { App } from './apps';
export {
  areExclusive,
  type CallGraph,
  type FunctionRef,
  placesAround,
  type ReachedQuery,
} from './call-graph';
export type { ErrorFormat } from './error-formats';
export { type GivenValue, givenTo } from './given-values';
export type { Ending, Process } from './processes';
export type { RequestLog } from './request-logs';
export {
  covers,
  isPublic,
  type Middleware,
  type MiddlewareRole,
  passes,
  type Route,
  type Routes,
} from './routes';
export type { Column, ForeignKey, Location, Schema, Table } from './schema';
export { columnOf, hasLeadingIndex, sameWords } from './schema';
export type { Tenancy } from './tenancy';

/** Everything the facts of all files say together: the reduce step's result. It is asked, never changed. */
export class ProjectModel implements ModelCore {
  readonly schema: Schema;
  readonly modules: ModuleGraph;
  /** What is known of libraries, for paths that lead to one through other files of the project. */
  readonly libraries: FileLibraries;
  readonly #queries: ModelQueries;
  readonly #origins: Origins;
  readonly #configurations: Configurations;
  readonly #settings = new Map<Configuration, Settings>();
  readonly #tenancies = new Map<Configuration, Tenancy | undefined>();
  readonly #criticalPaths = new Map<Configuration, CriticalPaths>();
  #apps: App[] | undefined;
  #processes: Process[] | undefined;
  #calls: CallGraph | undefined;
  #inputFlow: InputFlow | undefined;
  /** Files that some file imports; undefined stands for all that is not the project's. */
  #imported: Set<string | undefined> | undefined;
  #filesInOrder: FileFacts[] | undefined;
  #routes: Routes | undefined;
  #sides: Sides | undefined;
  #serverCode: ServerCode | undefined;
  #queryScopes: readonly QueryScopeFact[] | undefined;
  #timeLimits: TimeLimits | undefined;
  #sockets: Sockets | undefined;
  #errorFormats: ErrorFormats | undefined;

  constructor(
    readonly files: ReadonlyMap<string, FileFacts>,
    configuration: Configuration | Configurations,
    /** What names of modules mean, from an earlier model of the same files. */
    targets?: ModuleTargets,
  ) {
    this.#configurations = toConfigurations(configuration);
    this.libraries = new FileLibraries(this.settingsOf('').libraries);
    this.schema = reduceSchema([...files.values()], this.configuration.dialect);
    this.modules = new ModuleGraph(files, targets);
    this.#origins = new Origins(this.modules);
    this.#queries = new ModelQueries(
      files,
      this.schema,
      this.modules,
      new SqlSenders(
        (topic, file, path) => this.known(topic, file, path) !== undefined,
        (file, call) => this.calls.targetOf(file, call),
      ),
      this.libraries.all,
    );
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

  /** The critical path that a place is on, as its configuration says. */
  criticalPathAt(path: string, span: Span): CriticalPath | undefined {
    const configuration = this.#configurations.of(path);
    if (configuration.criticalPaths.length === 0) return undefined;
    let paths = this.#criticalPaths.get(configuration);
    if (!paths) {
      paths = new CriticalPaths(this.filesInOrder, this.settingsOf(path), () => this.calls);
      this.#criticalPaths.set(configuration, paths);
    }
    return paths.at(path, span);
  }

  /** How the project as a whole keeps its tenants apart. */
  get tenancy(): Tenancy | undefined {
    return this.tenancyOf('');
  }

  /** How tenants are kept apart in the part of the project that a file belongs to. */
  tenancyOf(path: string): Tenancy | undefined {
    const configuration = this.#configurations.of(path);
    if (!this.#tenancies.has(configuration))
      this.#tenancies.set(
        configuration,
        findTenancy(this.schema, configuration, this.queryScopes, (each) => this.packageOf(each)),
      );
    return this.#tenancies.get(configuration);
  }

  /** Conditions that are added to queries where they are not written, of all files. */
  get queryScopes(): readonly QueryScopeFact[] {
    this.#queryScopes ??= [...this.files.values()].flatMap((file) => file.queryScopes);
    return this.#queryScopes;
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

  /** What the data sheets say of a path of a file about one topic, once it is followed to the package that it comes from. */
  known<T extends Topic>(topic: T, file: string, path: AccessPath): Topics[T] | undefined {
    return this.libraries.find(topic, this.resolve(file, path));
  }

  /** Where a value of a file comes from, with what other files make of its parts. */
  sourceOf(file: string, value: ValueFact): ValueFact {
    return this.#origins.of(file, value);
  }

  /** Which function runs which queries. */
  get calls(): CallGraph {
    this.#calls ??= new CallGraph(this.files, this.modules, (file) => this.queriesOf(file));
    return this.#calls;
  }

  /** Which functions write what they are given. */
  get inputFlow(): InputFlow {
    this.#inputFlow ??= new InputFlow(this.calls, (file) => this.queriesOf(file));
    return this.#inputFlow;
  }

  /** Processes that listen for HTTP requests, one per package. */
  get apps(): App[] {
    this.#apps ??= findApps(this);
    return this.#apps;
  }

  /** The routes of all apps, with what requests pass on their way. */
  get routes(): Routes {
    this.#routes ??= new Routes(this);
    return this.#routes;
  }

  /** Processes that take requests or connections from outside, one per package, and how they end. */
  get processes(): Process[] {
    this.#processes ??= findProcesses(this);
    return this.#processes;
  }

  /** A line that an app logs while it handles a request, where nothing in the app ties such lines to their request. */
  requestLogOf(app: App): RequestLog | undefined {
    return findRequestLog(this, app);
  }

  /** Whether something that a function takes is a connection, and stays open on some path. */
  isLeftOpen(file: FileFacts, connection: ConnectionFact): boolean {
    return isLeftOpen(this, file, connection);
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
    this.#sides ??= new Sides(this.files, this.modules, this.libraries);
    return this.#sides.of(path);
  }

  /** Which files are for browsers alone, and which need a server as soon as they are loaded. */
  get serverCode(): ServerCode {
    this.#serverCode ??= new ServerCode(this.files, this.modules, this.libraries, (path) =>
      this.sideOf(path),
    );
    return this.#serverCode;
  }

  /** Where the values come from that the project's callers of a function give for one of its parameters. */
  givenByCallers(file: FileFacts, { of, index }: { of: number; index: number }): Origin[] {
    return givenByCallers(this, { file, index: of }, index);
  }

  /** What the files say together about sockets: heartbeats, what is cleaned up, whole rows in messages. */
  get sockets(): Sockets {
    this.#sockets ??= new Sockets(this);
    return this.#sockets;
  }

  /** Whether a file belongs to a package that installs commands and serves nothing. */
  isCommandLineTool(path: string): boolean {
    const folder = this.packageOf(path);
    const manifest = this.files.get(folder === '' ? 'package.json' : `${folder}/package.json`)?.manifest;
    return manifest?.commands === true && !this.apps.some((app) => app.folder === folder);
  }

  /** Whether a file stands in an app of a framework that runs its code by its own rules, and limits what it waits for. */
  isHosted(path: string): boolean {
    const folder = this.packageOf(path);
    const manifest = this.files.get(folder === '' ? 'package.json' : `${folder}/package.json`)?.manifest;
    // Such a framework caches and limits what its apps fetch.
    const hosts = manifest?.dependencies.some((each) => this.libraries.is(each, 'app-host')) ?? false;
    return hosts && !this.apps.some((app) => app.folder === folder);
  }

  /**
   * Whether a file is run by hand though it stands beside the sources: a plain script among TypeScript that nothing imports, that
   * exports nothing and serves nothing.
   */
  isRunByHand(file: FileFacts): boolean {
    if (file.language !== 'javascript' || file.exports.length > 0 || file.servers.length > 0) return false;
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    return (
      [...this.files.values()].some(
        (other) =>
          other.language === 'typescript' && other.path.startsWith(folder) && other.role === 'source',
      ) && !this.#isImported(file.path)
    );
  }

  #isImported(path: string): boolean {
    this.#imported ??= new Set(
      this.filesInOrder.flatMap((file) =>
        file.imports.map((each) => this.modules.targetOf(file.path, each.specifier)),
      ),
    );
    return this.#imported.has(path);
  }

  /** The folder of the package that a file belongs to; empty for the project's root. */
  packageOf(path: string): string {
    return this.modules.packageOf(path);
  }

  /**
   * The time limit that covers an outgoing call: its own, its client's, or its library's defaults, wherever these are configured.
   * Undefined for a call that turns out to be no outgoing call.
   */
  timeLimitOf(file: FileFacts, call: OutgoingCallFact): TimeLimit | undefined {
    return this.#limits.of(file, call);
  }

  /** The address that the client of an outgoing call is made with, as written. */
  addressOf(file: FileFacts, call: OutgoingCallFact): string | undefined {
    return this.#limits.addressOf(file, call);
  }

  get #limits(): TimeLimits {
    this.#timeLimits ??= new TimeLimits(this);
    return this.#timeLimits;
  }
}
