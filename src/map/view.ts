import type { ArchitectureGraph, MapEdge, MapNode, NodeKind } from './graph';
import { inOrderOfStrength } from './graph';

/** Boxes that belong together: the routes of an app, the code of a package. Shown in a frame, or as one box when it is closed. */
export interface MapGroup {
  id: string;
  title: string;
  column: number;
  members: string[];
  /** Stands below the others of its column. */
  last?: true;
}

/** A box of the picture: one of the graph's, or one that stands for a closed group. */
export interface VisibleNode extends MapNode {
  column: number;
  group?: string;
  /** For a closed group: how many boxes it stands for. */
  standsFor?: number;
}

/** An arrow of the picture. It may end at a frame: what an app serves is all in one. */
export interface VisibleEdge extends MapEdge {
  toGroup?: true;
}

/** What is to be drawn of a graph. */
export interface View {
  nodes: VisibleNode[];
  edges: VisibleEdge[];
  /** Groups that are open and have something to show. */
  groups: MapGroup[];
}

export const columnTitles = ['Apps', 'Routes and sockets', 'Code', 'Tables', 'Rooms and services'] as const;

const columns: Record<NodeKind, number> = {
  app: 0,
  routes: 1,
  socket: 1,
  code: 2,
  table: 3,
  room: 4,
  service: 4,
};

/** More boxes than this are not shown at once unasked. */
const many = 150;
/** As many boxes in one frame are hard to take in. */
const crowded = 24;

/** The groups of a graph. Boxes that are in none stand by themselves. */
export function groupsOf(graph: ArchitectureGraph): MapGroup[] {
  const touched = new Set(
    graph.edges.filter(({ kinds }) => kinds.some((kind) => kind !== 'references')).map(({ to }) => to),
  );
  const groups = new Map<string, MapGroup>();
  const add = (node: MapNode, id: string, title: string, last?: true) => {
    const known = groups.get(id);
    if (known) known.members.push(node.id);
    else
      groups.set(id, {
        id,
        title,
        column: columns[node.kind],
        members: [node.id],
        ...(last ? { last } : {}),
      });
  };
  for (const node of graph.nodes) {
    const { app = '' } = node;
    if (node.kind === 'routes' || node.kind === 'socket') add(node, `serves:${app}`, app);
    else if (node.kind === 'code') add(node, `code:${app}`, app);
    else if (node.kind === 'room') add(node, 'rooms', 'Rooms');
    else if (node.kind === 'service') add(node, 'services', 'Services');
    else if (node.kind === 'table')
      touched.has(node.id)
        ? add(node, 'tables', 'Tables')
        : add(node, 'untouched', 'Not touched by the code', true);
  }
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  return [...groups.values()].flatMap((group) => divided(group, graph.nodes.length, byId));
}

/** In a large graph, a crowded group falls into its folders, or its tables into those whose names begin alike. */
function divided(group: MapGroup, size: number, byId: ReadonlyMap<string, MapNode>): MapGroup[] {
  const isCode = group.column === columns.code;
  if (size <= many || group.members.length <= crowded || (!isCode && group.column !== columns.table))
    return [group];
  const nodes = group.members.flatMap((id) => byId.get(id) ?? []);
  const shared = sharedFolders(nodes);
  const parts = new Map<string, string[]>();
  for (const node of nodes) {
    const key = isCode ? (foldersOf(node)[shared] ?? '') : firstWordOf(node.label);
    parts.set(key, [...(parts.get(key) ?? []), node.id]);
  }
  const others: string[] = [];
  const result: MapGroup[] = [];
  for (const [key, members] of [...parts].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    if (key === '' || members.length < 3) others.push(...members);
    else {
      const title = isCode ? `${group.title} / ${key}` : `${key}…`;
      const part = { ...group, id: `${group.id}/${key}`, title, members };
      result.push(...(isCode ? divided(part, size, byId) : [part]));
    }
  }
  if (result.length === 0) return [group];
  if (others.length > 0)
    result.push({
      ...group,
      members: others,
      title: isCode ? group.title : `Other ${group.title.toLowerCase()}`,
    });
  return result;
}

/** `sales` of `sales_invoices`, `SaleInvoice` has `sale`; empty for a name of one word. */
function firstWordOf(label: string): string {
  const name = label.slice(label.lastIndexOf('.') + 1).replace(/([a-z\d])([A-Z])/g, '$1_$2');
  return /^([^_]+)_./.exec(name)?.[1]?.toLowerCase() ?? '';
}

function foldersOf({ place }: MapNode): string[] {
  return (place?.path ?? '').split('/').slice(0, -1);
}

/** How many folders all files have in common. */
function sharedFolders(nodes: readonly MapNode[]): number {
  const folders = nodes.map(foldersOf);
  const [first = []] = folders;
  let count = 0;
  while (count < first.length && folders.every((each) => each[count] === first[count])) count++;
  return count;
}

/**
 * The groups that are closed until somebody opens them: none of a small graph. Of a large one, code first, then tables, then what an app serves,
 * the largest before the others, until it is of a size to be read: what is asked of an app says more about it than its files do.
 */
export function closedAtFirst(graph: ArchitectureGraph, groups: readonly MapGroup[]): Set<string> {
  const closed = new Set<string>();
  let shown = graph.nodes.length;
  const urgency = ({ column, last }: MapGroup) =>
    column === columns.code ? 0 : last ? 1 : column === columns.table ? 2 : 3;
  const inTurn = [...groups].sort((a, b) => urgency(a) - urgency(b) || b.members.length - a.members.length);
  for (const group of inTurn) {
    if (shown <= many) break;
    if (group.members.length < 2) continue;
    closed.add(group.id);
    shown -= group.members.length - 1;
  }
  return closed;
}

/** What to show: boxes for which `keep` holds, with the groups of `closed` as one box each. */
export function viewOf(
  graph: ArchitectureGraph,
  groups: readonly MapGroup[],
  closed: ReadonlySet<string>,
  keep: (node: MapNode) => boolean = () => true,
): View {
  const kept = new Map(graph.nodes.filter(keep).map((node) => [node.id, node]));
  const groupOf = new Map(groups.flatMap((group) => group.members.map((id) => [id, group] as const)));
  const nodes: VisibleNode[] = [];
  const open: MapGroup[] = [];
  for (const group of groups) {
    const members = group.members.filter((id) => kept.has(id));
    if (members.length === 0) continue;
    if (closed.has(group.id))
      nodes.push(
        standIn(
          group,
          members.flatMap((id) => kept.get(id) ?? []),
        ),
      );
    else open.push({ ...group, members });
  }
  const isOpen = new Set(open.map((group) => group.id));
  for (const node of kept.values()) {
    const group = groupOf.get(node.id);
    if (group && !isOpen.has(group.id)) continue;
    nodes.push({ ...node, column: columns[node.kind], ...(group ? { group: group.id } : {}) });
  }
  const endOf = (id: string) => {
    const group = groupOf.get(id);
    return group && closed.has(group.id) ? group.id : id;
  };
  const edges = new Map<string, VisibleEdge>();
  for (const edge of graph.edges) {
    if (!kept.has(edge.from) || !kept.has(edge.to)) continue;
    const from = endOf(edge.from);
    const frame = groupOf.get(edge.to);
    // An app's arrow goes to the frame around what it serves: one instead of dozens.
    const toGroup = edge.kinds[0] === 'serves' && frame !== undefined && isOpen.has(frame.id);
    const to = toGroup ? frame.id : endOf(edge.to);
    if (from === to) continue;
    const known = edges.get(`${from}\0${to}`);
    edges.set(`${from}\0${to}`, {
      from,
      to,
      kinds: inOrderOfStrength([...(known?.kinds ?? []), ...edge.kinds]),
      criticalPaths: [...new Set([...(known?.criticalPaths ?? []), ...edge.criticalPaths])],
      ...(toGroup ? { toGroup } : {}),
    });
  }
  return { nodes, edges: [...edges.values()], groups: open };
}

/** The box of a closed group: everything that is known of its members. */
function standIn(group: MapGroup, members: readonly MapNode[]): VisibleNode {
  const [first] = members;
  const counts = new Map<NodeKind, number>();
  for (const { kind } of members) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const missingIndexes = members.flatMap((node) =>
    (node.missingIndexes ?? []).map((column) => `${node.label}.${column}`),
  );
  return {
    id: group.id,
    kind: first?.kind ?? 'code',
    label: group.title,
    detail: [...counts].map(([kind, count]) => countOf(count, kind)).join(', '),
    parts: members.map((node) => ({ label: node.label, ...(node.place ? { place: node.place } : {}) })),
    findings: members.flatMap((node) => node.findings),
    criticalPaths: [...new Set(members.flatMap((node) => node.criticalPaths))],
    column: group.column,
    standsFor: members.length,
    ...(missingIndexes.length > 0 ? { missingIndexes } : {}),
  };
}

const nouns: Record<NodeKind, [one: string, several: string]> = {
  app: ['app', 'apps'],
  routes: ['resource', 'resources'],
  socket: ['socket server', 'socket servers'],
  code: ['file', 'files'],
  table: ['table', 'tables'],
  room: ['room', 'rooms'],
  service: ['service', 'services'],
};

/** `3 tables`. */
export function countOf(count: number, kind: NodeKind): string {
  return `${count} ${nouns[kind][count === 1 ? 0 : 1]}`;
}
