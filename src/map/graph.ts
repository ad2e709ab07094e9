import type { Severity } from '../engine/finding';

/** A place in code that a node or one of its parts stands for; the line is 1-based. */
export interface CodePlace {
  path: string;
  line: number;
}

export type NodeKind = 'app' | 'routes' | 'socket' | 'code' | 'table' | 'room' | 'service';

/** What a node holds, one line each: a route, a column. */
export interface NodePart {
  label: string;
  place?: CodePlace;
  /** The worst finding there. */
  severity?: Severity;
}

/** What was found at a node, by rule. */
export interface NodeFinding {
  ruleId: string;
  severity: Severity;
  message: string;
  place: CodePlace;
}

/** One box of the map. */
export interface MapNode {
  /** `table:tickets`, `routes:platform:/api/tickets`: the same from one day to the next. */
  id: string;
  kind: NodeKind;
  label: string;
  /** A second line: how many routes and of which methods, how many columns. */
  detail?: string;
  place?: CodePlace;
  parts: NodePart[];
  findings: NodeFinding[];
  /** For tables of a project with tenants: whether it carries the tenant column. */
  tenancy?: 'owned' | 'shared';
  /** Columns that are foreign keys without an index. */
  missingIndexes?: string[];
  /** Names of the critical paths that lead through it. */
  criticalPaths: string[];
  /** The app or package that it belongs to, by name. */
  app?: string;
}

/** `runs`: code of the project; `calls`: another service; `references`: a foreign key. */
export type EdgeKind = 'serves' | 'runs' | 'reads' | 'writes' | 'calls' | 'sends' | 'references';

export interface MapEdge {
  from: string;
  to: string;
  /** All that goes on between the two, the strongest first: `writes` before `reads`. */
  kinds: EdgeKind[];
  /** Critical paths that lead along it. */
  criticalPaths: string[];
}

/** The architecture of a project as boxes and arrows: plain JSON, versioned. */
export interface ArchitectureGraph {
  version: 1;
  nodes: MapNode[];
  edges: MapEdge[];
  /** All critical paths of the configuration, in its order. */
  criticalPaths: { name: string; why?: string }[];
  /** Ids of all rules that found something on the map. */
  rules: string[];
  /** The tenant column, where there is one. */
  tenantColumn?: string;
}

const mildestFirst: readonly Severity[] = ['hint', 'info', 'warning', 'error'];

/** The worst of the severities; undefined for none. */
export function worstOf(severities: readonly Severity[]): Severity | undefined {
  return severities.reduce<Severity | undefined>(
    (worst, each) =>
      worst === undefined || mildestFirst.indexOf(each) > mildestFirst.indexOf(worst) ? each : worst,
    undefined,
  );
}

const strongestFirst: readonly EdgeKind[] = [
  'writes',
  'reads',
  'sends',
  'calls',
  'runs',
  'serves',
  'references',
];

/** The kinds without repetition, the strongest first. */
export function inOrderOfStrength(kinds: Iterable<EdgeKind>): EdgeKind[] {
  const all = new Set(kinds);
  return strongestFirst.filter((kind) => all.has(kind));
}
