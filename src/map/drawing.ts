import { contains, type FileFacts, type Finding, lineAt, type ProjectModel, type Span } from '../engine';
import {
  type CodePlace,
  type EdgeKind,
  inOrderOfStrength,
  type MapEdge,
  type MapNode,
  worstOf,
} from './graph';

interface Edge {
  from: string;
  to: string;
  kinds: Set<EdgeKind>;
  criticalPaths: Set<string>;
}

/** The boxes and arrows while they are being found: each is there once, whoever speaks of it. */
export class Drawing {
  readonly #nodes = new Map<string, MapNode>();
  readonly #edges = new Map<string, Edge>();
  readonly #findings = new Map<string, Finding[]>();
  readonly #placed = new Set<Finding>();

  constructor(
    private readonly model: ProjectModel,
    readonly findings: readonly Finding[],
  ) {
    for (const finding of findings) {
      const known = this.#findings.get(finding.path);
      if (known) known.push(finding);
      else this.#findings.set(finding.path, [finding]);
    }
  }

  /** The box of that id, made when it is first spoken of. */
  node(id: string, kind: MapNode['kind'], label: string, more: () => Partial<MapNode> = () => ({})): MapNode {
    const known = this.#nodes.get(id);
    if (known) return known;
    const node: MapNode = { id, kind, label, parts: [], findings: [], criticalPaths: [], ...more() };
    this.#nodes.set(id, node);
    return node;
  }

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  /** An arrow; `criticalPaths` are those that lead along it, and so through both of its ends. */
  edge(
    from: MapNode,
    to: MapNode,
    kind: EdgeKind,
    criticalPaths: readonly (string | undefined)[] = [],
  ): void {
    if (from === to) return;
    const key = `${from.id}\0${to.id}`;
    let edge = this.#edges.get(key);
    if (!edge) {
      edge = { from: from.id, to: to.id, kinds: new Set(), criticalPaths: new Set() };
      this.#edges.set(key, edge);
    }
    edge.kinds.add(kind);
    for (const path of criticalPaths) {
      if (path === undefined) continue;
      edge.criticalPaths.add(path);
      leadThrough(from, path);
      leadThrough(to, path);
    }
  }

  /** Gives a box what was found in a stretch of a file. */
  note(node: MapNode, file: FileFacts, span: Span): void {
    for (const finding of this.#findings.get(file.path) ?? [])
      if (contains(span, finding.span) || touches(span, finding.span)) this.addFinding(node, finding);
  }

  addFinding(node: MapNode, finding: Finding): void {
    const { ruleId, severity, message, path, line } = finding;
    this.#placed.add(finding);
    const isKnown = node.findings.some(
      (each) => each.ruleId === ruleId && each.place.path === path && each.place.line === line,
    );
    if (!isKnown) node.findings.push({ ruleId, severity, message, place: { path, line } });
  }

  /** What was found where no box is. */
  unplaced(): Finding[] {
    return this.findings.filter((each) => !this.#placed.has(each));
  }

  /** The name of the critical path that a stretch is on. */
  pathAt(file: FileFacts, span: Span | undefined): string | undefined {
    return span && this.model.criticalPathAt(file.path, span)?.name;
  }

  /** The boxes with all that is known of them, those of one kind together. */
  nodes(): MapNode[] {
    for (const node of this.#nodes.values()) {
      for (const part of node.parts) {
        const { place } = part;
        const severity =
          place &&
          worstOf(
            (this.#findings.get(place.path) ?? [])
              .filter((each) => each.line === place.line)
              .map((each) => each.severity),
          );
        if (severity) part.severity = severity;
      }
      node.parts = withoutRepetition(node.parts).sort((a, b) => compare(a.label, b.label));
      node.findings.sort(
        (a, b) =>
          compare(a.place.path, b.place.path) || a.place.line - b.place.line || compare(a.ruleId, b.ruleId),
      );
      node.criticalPaths = this.#inOrder(node.criticalPaths);
    }
    return [...this.#nodes.values()].sort((a, b) => compare(a.kind, b.kind) || compare(a.id, b.id));
  }

  edges(): MapEdge[] {
    return [...this.#edges.values()]
      .map(({ from, to, kinds, criticalPaths }) => ({
        from,
        to,
        kinds: inOrderOfStrength(kinds),
        criticalPaths: this.#inOrder([...criticalPaths]),
      }))
      .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to));
  }

  /** As the configuration lists them. */
  #inOrder(names: readonly string[]): string[] {
    const order = this.model.configuration.criticalPaths.map((each) => each.name);
    return [...names].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  }
}

/** The place of a stretch, by its first line. */
export function placeOf(file: FileFacts, span: Span): CodePlace {
  return { path: file.path, line: lineAt(file.lineStarts, span.start) + 1 };
}

export function touches(first: Span, second: Span): boolean {
  return first.start < second.end && second.start < first.end;
}

function leadThrough(node: MapNode, path: string): void {
  if (!node.criticalPaths.includes(path)) node.criticalPaths.push(path);
}

function withoutRepetition(parts: MapNode['parts']): MapNode['parts'] {
  const keyOf = ({ label, place }: MapNode['parts'][number]) => `${label}\0${place?.path}:${place?.line}`;
  return [...new Map(parts.map((part) => [keyOf(part), part])).values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
