import type { FileFacts, Finding, FunctionRef, ProjectModel, QueryFact, Route } from '../engine';
import { Drawing, placeOf } from './drawing';
import type { ArchitectureGraph, EdgeKind, MapNode } from './graph';
import { methodsOf, resourceOf } from './names';
import { Outside } from './outside';
import { completeTable, isOfTheServer } from './tables';

/** The architecture of a project: what serves, what is asked for, what it touches, and what was found there. */
export function buildGraph(model: ProjectModel, findings: readonly Finding[]): ArchitectureGraph {
  return new Builder(model, findings).build();
}

class Builder {
  readonly #drawing: Drawing;
  readonly #outside: Outside;
  /** Functions whose work is shown at the routes that they answer for, or at a box of their own. */
  readonly #shown = new Set<string>();

  constructor(
    private readonly model: ProjectModel,
    findings: readonly Finding[],
  ) {
    this.#drawing = new Drawing(model, findings);
    this.#outside = new Outside(model, this.#drawing);
  }

  build(): ArchitectureGraph {
    for (const { folder } of this.model.apps) this.#app(folder);
    for (const route of this.model.routes.all) this.#addRoute(route);
    const files = this.#files();
    for (const file of files) this.#addCode(file);
    for (const file of files) this.#addSockets(file);
    for (const table of this.model.schema.tables.values())
      if (isOfTheServer(this.model, table))
        completeTable(this.model, this.#drawing, table, this.#table(table.name));
    this.#placeTheRest();
    for (const file of files) this.#connectCode(file);

    const nodes = this.#drawing.nodes();
    for (const node of nodes)
      if (node.kind === 'routes')
        node.detail = methodsOf(node.parts.map((each) => each.label.split(' ')[0] ?? ''));
    const { tenancy, configuration } = this.model;
    return {
      version: 1,
      nodes,
      edges: this.#drawing.edges(),
      criticalPaths: configuration.criticalPaths.map(({ name, why }) => ({
        name,
        ...(why === undefined ? {} : { why }),
      })),
      rules: [...new Set(nodes.flatMap((node) => node.findings.map((each) => each.ruleId)))].sort(),
      ...(tenancy ? { tenantColumn: tenancy.column } : {}),
    };
  }

  /** Files of the server's own code. */
  #files(): FileFacts[] {
    return this.model.filesInOrder.filter(
      (file) =>
        file.role === 'source' &&
        /^(typescript|tsx|javascript|jsx)$/.test(file.language) &&
        this.model.sideOf(file.path) !== 'browser',
    );
  }

  #addRoute(route: Route): void {
    const { file, fact, handler } = route;
    const app = this.#app(this.model.packageOf(file.path));
    const resource = resourceOf(route);
    const place = placeOf(file, fact.span);
    const node = this.#drawing.node(`routes:${app.label}:${resource}`, 'routes', resource, () => ({
      place,
      app: app.label,
    }));
    this.#drawing.edge(app, node, 'serves');
    node.parts.push({ label: `${route.method} ${route.path}`, place });
    this.#drawing.note(node, file, fact.span);
    if (handler) this.#follow(node, handler);
  }

  /** Shows at a box all that a function does and has done, up to code that has a box of its own. */
  #follow(node: MapNode, start: FunctionRef, home?: FileFacts): void {
    const seen = new Set<string>();
    const queue: { ref: FunctionRef; from?: string | undefined }[] = [{ ref: start }];
    for (let next = queue.shift(); next && seen.size < mostFollowed; next = queue.shift()) {
      const { ref, from } = next;
      if (seen.has(keyOf(ref))) continue;
      seen.add(keyOf(ref));
      this.#shown.add(keyOf(ref));
      const { file } = ref;
      const span = spanOf(ref);
      const other = file === home ? undefined : this.#codeOnPath(file);
      if (other && other !== node) {
        this.#drawing.edge(node, other, 'runs', [from, ...this.#pathsFrom(ref)]);
        continue;
      }
      if (span) this.#drawing.note(node, file, span);
      this.#deeds(node, ref, home !== undefined);
      for (const call of this.model.calls.ownedBy(ref).calls) {
        const target = this.model.calls.targetOf(file, call);
        if (target) queue.push({ ref: target, from: home && this.#drawing.pathAt(file, call.span) });
      }
    }
  }

  /** Code that a critical path leads through, and code that does something for no route, is a box for each file. */
  #addCode(file: FileFacts): void {
    const onPath = this.#codeOnPath(file);
    for (const index of [undefined, ...file.functions.keys()]) {
      if (index !== undefined && this.model.calls.ownerOf(file, index) !== index) continue;
      const ref = { file, index };
      if (onPath) this.#follow(onPath, ref, file);
      else if (!this.#shown.has(keyOf(ref)) && this.#doesSomething(ref)) {
        const node = this.#code(file);
        const span = spanOf(ref);
        if (span) this.#drawing.note(node, file, span);
        this.#deeds(node, ref, true);
      }
    }
  }

  /** Calls from box to box, where no route and no critical path has shown them. */
  #connectCode(file: FileFacts): void {
    if (!this.#drawing.has(codeId(file))) return;
    for (const index of [undefined, ...file.functions.keys()])
      for (const call of this.model.calls.ownedBy({ file, index }).calls) {
        const target = this.model.calls.targetOf(file, call);
        if (!target || target.file === file || !this.#drawing.has(codeId(target.file))) continue;
        const path = this.#drawing.pathAt(file, call.span);
        const isGoneOn = path === this.#drawing.pathAt(target.file, spanOf(target));
        this.#drawing.edge(this.#code(file), this.#code(target.file), 'runs', isGoneOn ? [path] : []);
      }
  }

  #addSockets(file: FileFacts): void {
    for (const server of file.socketServers) {
      const app = this.#app(this.model.packageOf(file.path));
      const isWatched = server.heartbeat === 'own' || this.model.sockets.hasHeartbeat(file);
      const node = this.#drawing.node(`socket:${file.path}`, 'socket', 'Socket server', () => ({
        detail: `${server.library}, ${isWatched ? 'heartbeat' : server.heartbeat === 'unknown' ? fileName(file) : 'no heartbeat'}`,
        place: placeOf(file, server.span),
        app: app.label,
      }));
      node.parts.push({ label: `${server.library}, ${file.path}`, place: placeOf(file, server.span) });
      this.#drawing.note(node, file, server.span);
      this.#drawing.edge(app, node, 'serves');
      this.#drawing.edge(node, this.#code(file), 'runs');
    }
  }

  /** What was found in code that has no box yet gets one: heat must not be missing from the map. */
  #placeTheRest(): void {
    for (const finding of this.#drawing.unplaced()) {
      const file = this.model.files.get(finding.path);
      if (file?.role !== 'source' || this.model.sideOf(file.path) === 'browser') continue;
      if (/^(typescript|tsx|javascript|jsx)$/.test(file.language))
        this.#drawing.addFinding(this.#code(file), finding);
    }
  }

  #doesSomething(ref: FunctionRef): boolean {
    return this.model.calls.ownedBy(ref).queries.length > 0 || this.#outside.isReachedBy(ref);
  }

  /**
   * What a function does itself: tables, services, rooms. A critical path leads along it where it is not done for a route: that a route uses
   * what a path uses too does not put it on the path.
   */
  #deeds(node: MapNode, ref: FunctionRef, mayBeOnPath: boolean): void {
    for (const query of this.model.calls.ownedBy(ref).queries)
      this.#query(node, query, mayBeOnPath ? this.#drawing.pathAt(ref.file, query.span) : undefined);
    this.#outside.add(node, ref, mayBeOnPath);
  }

  #query(node: MapNode, query: QueryFact, path: string | undefined): void {
    const touch = (name: string, kind: EdgeKind) => this.#drawing.edge(node, this.#table(name), kind, [path]);
    for (const { block, mentions, verb } of query.statements) {
      for (const each of block ? [block, ...block.nested] : []) {
        if (each.target) touch(each.target.name, 'writes');
        for (const use of each.tables) if (use.name !== each.target?.name) touch(use.name, 'reads');
      }
      if (!block && /^(select|insert|update|delete)$/.test(verb))
        for (const use of mentions) touch(use.name, verb === 'select' ? 'reads' : 'writes');
    }
  }

  #table(name: string): MapNode {
    const label = this.model.schema.table(name)?.name ?? name;
    return this.#drawing.node(`table:${label}`, 'table', label);
  }

  #app(folder: string): MapNode {
    const app = this.model.apps.find((each) => each.folder === folder);
    const file = app && this.model.files.get(app.listens.path);
    const node = this.#drawing.node(`app:${folder}`, 'app', this.#packageName(folder), () => ({
      ...(file && app ? { place: placeOf(file, app.listens.server.span) } : {}),
      detail: folder === '' ? 'the whole project' : folder,
    }));
    if (file && app) this.#drawing.note(node, file, app.listens.server.span);
    return node;
  }

  #packageName(folder: string): string {
    const { manifest } =
      this.model.files.get(folder === '' ? 'package.json' : `${folder}/package.json`) ?? {};
    const app = this.model.apps.find((each) => each.folder === folder);
    return app?.name ?? manifest?.name ?? (folder.slice(folder.lastIndexOf('/') + 1) || 'app');
  }

  #code(file: FileFacts): MapNode {
    return this.#drawing.node(codeId(file), 'code', fileName(file), () => ({
      detail: file.path.slice(0, Math.max(0, file.path.lastIndexOf('/'))) || '.',
      place: { path: file.path, line: 1 },
      app: this.#packageName(this.model.packageOf(file.path)),
    }));
  }

  /** The box of a file that a critical path names. */
  #codeOnPath(file: FileFacts): MapNode | undefined {
    return file.role === 'source' && this.#pathsThrough(file).length > 0 ? this.#code(file) : undefined;
  }

  /** The critical paths that begin with a function: those that name it, or its whole file. */
  #pathsFrom({ file, index }: FunctionRef): string[] {
    const parts = (index === undefined ? '' : (file.functions[index]?.name ?? '')).split('.');
    return this.#pathsThrough(file)
      .filter(({ within }) => within === undefined || parts.includes(within))
      .map(({ path }) => path);
  }

  /** The critical paths that name a file, each perhaps with the function or class in it that is meant. */
  #pathsThrough(file: FileFacts): { path: string; within?: string | undefined }[] {
    const settings = this.model.settingsOf(file.path);
    return settings.configuration.criticalPaths.flatMap(({ name, through }) =>
      through.flatMap((entry) => {
        const [glob = '', within] = entry.split('#');
        return settings.fits(glob, file.path) ? [{ path: name, within }] : [];
      }),
    );
  }
}

/** A function that reaches more has said enough. */
const mostFollowed = 60;

function codeId(file: FileFacts): string {
  return `code:${file.path}`;
}

function fileName({ path }: FileFacts): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function spanOf({ file, index }: FunctionRef) {
  return index === undefined ? undefined : file.functions[index]?.span;
}

function keyOf({ file, index }: FunctionRef): string {
  return `${file.path}\0${index ?? ''}`;
}
