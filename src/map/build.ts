import {
  contains,
  type FileFacts,
  type Finding,
  type FunctionRef,
  lineAt,
  type ProjectModel,
  type QueryFact,
  type Route,
  type Span,
  type Table,
} from '../engine';
import { type ArchitectureGraph, type EdgeKind, type MapNode, type NodeFinding, worstOf } from './graph';

/** The architecture of a project: what serves, what is asked for, what it touches, and what was found there. */
export function buildGraph(model: ProjectModel, findings: readonly Finding[]): ArchitectureGraph {
  return new Builder(model, findings).build();
}

class Builder {
  readonly #nodes = new Map<string, MapNode>();
  readonly #edges = new Map<string, { from: string; to: string; kind: EdgeKind }>();
  /** Functions whose work is shown at the routes that they answer for. */
  readonly #served = new Set<string>();

  constructor(
    private readonly model: ProjectModel,
    private readonly findings: readonly Finding[],
  ) {}

  build(): ArchitectureGraph {
    for (const route of this.model.routes.all) this.#addRoute(route);
    for (const file of this.#files) this.#addCode(file);
    for (const table of this.model.schema.tables.values()) this.#completeTable(table);
    for (const node of this.#nodes.values()) {
      for (const part of node.parts) {
        const severity = part.place && worstOf(this.#findingsAt(part.place.path, part.place.line));
        if (severity) part.severity = severity;
      }
      node.parts.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
      const { parts } = node;
      if (node.kind === 'routes')
        node.detail = methodsOf(parts.map((each) => each.label.split(' ')[0] ?? ''));
    }
    const nodes = [...this.#nodes.values()];
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const { criticalPaths } = this.model.configuration;
    const { tenancy } = this.model;
    return {
      version: 1,
      nodes,
      edges: [...this.#edges.values()].map((edge) => ({
        ...edge,
        criticalPaths: (byId.get(edge.from)?.criticalPaths ?? []).filter((name) =>
          byId.get(edge.to)?.criticalPaths.includes(name),
        ),
      })),
      criticalPaths: criticalPaths.map(({ name, why }) => ({ name, ...(why === undefined ? {} : { why }) })),
      rules: [...new Set(nodes.flatMap((node) => node.findings.map((each) => each.ruleId)))].sort(),
      ...(tenancy ? { tenantColumn: tenancy.column } : {}),
    };
  }

  /** Files of the server's own code. */
  get #files(): FileFacts[] {
    return this.model.filesInOrder.filter(
      (file) =>
        file.role === 'source' && file.language !== 'sql' && this.model.sideOf(file.path) !== 'browser',
    );
  }

  #addRoute(route: Route): void {
    const app = this.#app(this.model.packageOf(route.file.path));
    const resource = resourceOf(route);
    const node = this.#node(`routes:${app.label}:${resource}`, 'routes', resource, () => ({
      place: placeOf(route.file, route.fact.span),
      app: app.id,
    }));
    this.#edge(app.id, node.id, 'serves');
    const place = placeOf(route.file, route.fact.span);
    node.parts.push({ label: `${route.method} ${route.path}`, place });
    this.#note(node, route.file, route.fact.span);
    const { handler } = route;
    if (!handler) return;
    for (const reached of this.model.calls.reachedFrom(handler)) {
      const span = spanOf(reached);
      this.#served.add(keyOf(reached));
      const own = this.#codeOnPath(reached.file);
      if (own && own.id !== node.id) {
        this.#edge(node.id, own.id, 'runs');
        continue;
      }
      if (span) this.#note(node, reached.file, span);
      this.#deeds(node, reached);
    }
  }

  /** Code that no route reaches, or that a critical path leads through, is a box of its own for each file. */
  #addCode(file: FileFacts): void {
    const onPath = this.#codeOnPath(file);
    const owners: (number | undefined)[] = [undefined, ...file.functions.keys()];
    for (const index of owners) {
      const ref = { file, index };
      if (index !== undefined && this.model.calls.ownerOf(file, index) !== index) continue;
      if (!onPath && this.#served.has(keyOf(ref))) continue;
      if (!onPath && !this.#doesSomething(ref)) continue;
      const node = onPath ?? this.#code(file);
      this.#deeds(node, ref);
      const span = spanOf(ref);
      if (span) this.#note(node, file, span);
      if (!onPath) continue;
      for (const call of this.model.calls.ownedBy(ref).calls) {
        const target = this.model.calls.targetOf(file, call);
        const other = target && target.file !== file ? this.#codeOnPath(target.file) : undefined;
        if (other) this.#edge(node.id, other.id, 'runs');
        else if (target && target.file !== file)
          for (const reached of this.model.calls.reachedFrom(target)) this.#deeds(node, reached);
      }
    }
  }

  #doesSomething(ref: FunctionRef): boolean {
    return (
      this.model.calls.ownedBy(ref).queries.length > 0 ||
      ref.file.outgoingCalls.some((call) => isWithin(ref, call.within, this.model)) ||
      ref.file.broadcasts.some((each) => isWithin(ref, each.within, this.model))
    );
  }

  /** What a function does itself: tables, services, rooms. */
  #deeds(node: MapNode, ref: FunctionRef): void {
    for (const query of this.model.calls.ownedBy(ref).queries) this.#query(node, query);
    for (const call of ref.file.outgoingCalls) {
      if (!isWithin(ref, call.within, this.model)) continue;
      const limit = this.model.timeLimitOf(ref.file, call);
      if (limit === undefined) continue;
      const label = serviceName(call.host, call.library);
      const service = this.#node(`service:${label}`, 'service', label, () => ({
        detail: call.library,
        place: placeOf(ref.file, call.span),
      }));
      service.parts.push({ label: `${call.library}, ${ref.file.path}`, place: placeOf(ref.file, call.span) });
      this.#note(service, ref.file, call.span);
      this.#edge(node.id, service.id, 'calls');
    }
    for (const broadcast of ref.file.broadcasts) {
      if (!isWithin(ref, broadcast.within, this.model)) continue;
      const label = broadcast.to === 'everyone' ? 'everyone' : roomName(broadcast.room?.text ?? '…');
      const room = this.#node(`room:${label}`, 'room', label, () => ({
        place: placeOf(ref.file, broadcast.span),
      }));
      room.parts.push({
        label: `${broadcast.message[0] ?? ''}, ${ref.file.path}`,
        place: placeOf(ref.file, broadcast.span),
      });
      this.#note(room, ref.file, broadcast.span);
      this.#edge(node.id, room.id, 'sends');
    }
  }

  #query(node: MapNode, query: QueryFact): void {
    for (const { block, mentions, verb } of query.statements) {
      const blocks = block ? [block, ...block.nested] : [];
      for (const each of blocks) {
        if (each.target) this.#edge(node.id, this.#table(each.target.name).id, 'writes');
        for (const use of each.tables) this.#edge(node.id, this.#table(use.name).id, 'reads');
      }
      if (!block && /^(select|insert|update|delete)$/.test(verb))
        for (const use of mentions)
          this.#edge(node.id, this.#table(use.name).id, verb === 'select' ? 'reads' : 'writes');
    }
  }

  #table(name: string): MapNode {
    const table = this.model.schema.table(name);
    const label = table?.name ?? name;
    return this.#node(`table:${label}`, 'table', label, () => ({}));
  }

  #completeTable(table: Table): void {
    const file = this.model.files.get(table.definedAt.path);
    if (file?.role === 'test' || file?.role === 'fixture' || file?.role === 'example') return;
    const node = this.#table(table.name);
    const columns = [...table.columns.values()];
    node.detail = `${columns.length} columns`;
    if (file) node.place = placeOf(file, table.definedAt.span);
    const indexless = this.findings.filter(
      (each) =>
        each.ruleId === 'database/missing-fk-index' &&
        columns.some(
          (column) => column.definedAt.path === each.path && touches(column.definedAt.span, each.span),
        ),
    );
    node.missingIndexes = columns
      .filter((column) =>
        indexless.some(
          (each) => column.definedAt.path === each.path && touches(column.definedAt.span, each.span),
        ),
      )
      .map((column) => column.name);
    for (const column of columns) {
      const at = this.model.files.get(column.definedAt.path);
      node.parts.push({
        label: `${column.name} ${column.type}`,
        ...(at ? { place: placeOf(at, column.definedAt.span) } : {}),
      });
      if (at) this.#note(node, at, column.definedAt.span);
    }
    for (const finding of this.findings) {
      const isAbout = finding.related.some(
        (related) =>
          (related.path === table.definedAt.path && touches(table.definedAt.span, related.span)) ||
          columns.some(
            (column) =>
              column.definedAt.path === related.path && touches(column.definedAt.span, related.span),
          ),
      );
      if (isAbout) this.#addFinding(node, finding);
    }
    const { tenancy } = this.model;
    if (tenancy) node.tenancy = tenancy.owned.has(table.name.toLowerCase()) ? 'owned' : 'shared';
    for (const key of table.foreignKeys) {
      const other = this.model.schema.table(key.table);
      if (other && other !== table) this.#edge(node.id, this.#table(other.name).id, 'references');
    }
  }

  #app(folder: string): MapNode {
    const app = this.model.apps.find((each) => each.folder === folder);
    const manifest = this.model.files.get(
      folder === '' ? 'package.json' : `${folder}/package.json`,
    )?.manifest;
    const label = app?.name ?? manifest?.name ?? (folder.slice(folder.lastIndexOf('/') + 1) || 'app');
    const file = app && this.model.files.get(app.listens.path);
    return this.#node(`app:${folder}`, 'app', label, () => ({
      ...(file && app ? { place: placeOf(file, app.listens.server.span) } : {}),
      ...(folder === '' ? {} : { detail: folder }),
    }));
  }

  #code(file: FileFacts): MapNode {
    const label = file.path.slice(file.path.lastIndexOf('/') + 1);
    return this.#node(`code:${file.path}`, 'code', label, () => ({
      detail: file.path.slice(0, Math.max(0, file.path.lastIndexOf('/'))),
      place: { path: file.path, line: 1 },
    }));
  }

  /** The box of a file that a critical path names. */
  #codeOnPath(file: FileFacts): MapNode | undefined {
    const settings = this.model.settingsOf(file.path);
    const isNamed = settings.configuration.criticalPaths.some(({ through }) =>
      through.some((entry) => settings.fits(entry.replace(/#[^#]*$/, ''), file.path)),
    );
    return isNamed ? this.#code(file) : undefined;
  }

  #node(id: string, kind: MapNode['kind'], label: string, more: () => Partial<MapNode>): MapNode {
    const known = this.#nodes.get(id);
    if (known) return known;
    const node: MapNode = { id, kind, label, parts: [], findings: [], criticalPaths: [], ...more() };
    this.#nodes.set(id, node);
    return node;
  }

  #edge(from: string, to: string, kind: EdgeKind): void {
    if (from !== to) this.#edges.set(`${from}\0${to}\0${kind}`, { from, to, kind });
  }

  /** Findings in a stretch of a file, and the critical path that it is on. */
  #note(node: MapNode, file: FileFacts, span: Span): void {
    for (const finding of this.#byPath(file.path))
      if (contains(span, finding.span) || touches(span, finding.span)) this.#addFinding(node, finding);
    const path = this.model.criticalPathAt(file.path, span);
    if (path && !node.criticalPaths.includes(path.name)) node.criticalPaths.push(path.name);
  }

  #addFinding(node: MapNode, { ruleId, severity, message, path, line, criticalPath }: Finding): void {
    const finding: NodeFinding = { ruleId, severity, message, place: { path, line } };
    if (
      !node.findings.some(
        (each) => each.ruleId === ruleId && each.place.path === path && each.place.line === line,
      )
    )
      node.findings.push(finding);
    if (criticalPath !== undefined && !node.criticalPaths.includes(criticalPath))
      node.criticalPaths.push(criticalPath);
  }

  readonly #found = new Map<string, Finding[]>();

  #byPath(path: string): readonly Finding[] {
    if (this.#found.size === 0)
      for (const finding of this.findings) {
        const known = this.#found.get(finding.path);
        if (known) known.push(finding);
        else this.#found.set(finding.path, [finding]);
      }
    return this.#found.get(path) ?? [];
  }

  #findingsAt(path: string, line: number): Finding['severity'][] {
    return this.#byPath(path)
      .filter((each) => each.line === line)
      .map((each) => each.severity);
  }
}

/** The part of a path that names what it is about: `/api/tickets` of `/api/tickets/:id/comments`. */
function resourceOf({ fact, path, file }: Route): string {
  if (fact.kind !== 'http') {
    const base = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
    return fact.kind === 'procedure' ? `${base} procedures` : `${base}`;
  }
  const parts = path.split('/').filter(Boolean);
  const at = parts.findIndex((part) => !/^(api|rest|internal|public|v\d+|[:*{].*|\$\{.*)$/i.test(part));
  return at < 0 ? path : `/${parts.slice(0, at + 1).join('/')}`;
}

/** `GET 3, POST 1`. */
function methodsOf(methods: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const method of methods) counts.set(method, (counts.get(method) ?? 0) + 1);
  return [...counts].map(([method, count]) => `${method} ${count}`).join(', ');
}

/** Room names with the parts that vary left out: `ticket:…`. */
function roomName(text: string): string {
  return text
    .replace(/^[`'"]|[`'"]$/g, '')
    .replace(/\$\{[^}]*\}/g, '…')
    .slice(0, 40);
}

function serviceName(host: string | undefined, library: string): string {
  if (host === undefined) return `${library} calls`;
  return host.length > 40 ? `${host.slice(0, 39)}…` : host;
}

function isWithin(ref: FunctionRef, within: number | undefined, model: ProjectModel): boolean {
  return model.calls.ownerOf(ref.file, within) === ref.index;
}

function touches(first: Span, second: Span): boolean {
  return first.start < second.end && second.start < first.end;
}

function spanOf({ file, index }: FunctionRef): Span | undefined {
  return index === undefined ? undefined : file.functions[index]?.span;
}

function placeOf(file: FileFacts, span: Span): { path: string; line: number } {
  return { path: file.path, line: lineAt(file.lineStarts, span.start) + 1 };
}

function keyOf({ file, index }: FunctionRef): string {
  return `${file.path}\0${index ?? ''}`;
}
