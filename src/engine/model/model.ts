import type { Configuration } from '../configuration';
import type { AccessPath, FileFacts, Hole, HttpClientFact, Origin, OutgoingCallFact } from '../facts/facts';
import { type App, findApps, packageOf } from './apps';
import { ModuleGraph } from './module-graph';
import { reduceSchema, type Schema } from './schema';
import { Sides } from './sides';
import { findTenancy, type Tenancy } from './tenancy';

export type { App } from './apps';
export type { Column, Location, Schema, Table } from './schema';
export type { Tenancy } from './tenancy';

/** Everything the facts of all files say together: the reduce step's result. It is asked, never changed. */
export class ProjectModel {
  readonly schema: Schema;
  readonly tenancy: Tenancy | undefined;
  readonly modules: ModuleGraph;
  #apps: App[] | undefined;
  #sides: Sides | undefined;

  constructor(
    readonly files: ReadonlyMap<string, FileFacts>,
    readonly configuration: Configuration,
  ) {
    this.schema = reduceSchema([...files.values()]);
    this.tenancy = findTenancy(this.schema, configuration);
    this.modules = new ModuleGraph(files);
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

  /** Processes that listen for HTTP requests, one per package. */
  get apps(): App[] {
    this.#apps ??= findApps(this);
    return this.#apps;
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
    const isClient = /^(axios|got)#/.test(resolved.path);
    if (call.imported && !isClient) return undefined;
    if (call.timeout !== 'none') return call.timeout;
    if (!isClient) return 'none';
    const library = resolved.path.startsWith('axios') ? 'axios' : 'got';
    const defaults = this.#httpClients(library).find(
      (client) => client.name === '' && client.timeout === 'set',
    );
    if (defaults) return 'set';
    if (!/^(axios#create\(\)|got#extend\(\))/.test(resolved.path)) return 'none';
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
