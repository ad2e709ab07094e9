import dagre from '@dagrejs/dagre';
import type { ArchitectureGraph, MapNode, NodeKind } from './graph';

/** Where a box is: its centre, in the units of the picture. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Layout {
  width: number;
  height: number;
  boxes: Map<string, Box>;
  /** Points that an edge goes through, by its index; those that are not drawn have none. */
  lines: Map<number, { x: number; y: number }[]>;
}

const lineHeight = 16;
const letterWidth = 7.2;

/** The size of a box: as wide as its longest line, as high as its lines. */
export function sizeOf(node: MapNode): { width: number; height: number } {
  const marks = marksOf(node).length;
  const widest = Math.max(node.label.length + marks * 2, (node.detail ?? '').length * 0.85);
  return {
    width: Math.min(260, Math.max(96, Math.round(widest * letterWidth) + 28)),
    height: 20 + lineHeight * (node.detail === undefined ? 1 : 2),
  };
}

/** What stands behind a label: tenancy, missing indexes. */
export function marksOf(node: MapNode): { text: string; title: string }[] {
  const marks: { text: string; title: string }[] = [];
  if (node.tenancy === 'owned') marks.push({ text: 'T', title: 'Each row belongs to a tenant.' });
  if (node.missingIndexes?.length)
    marks.push({ text: 'ix', title: `No index on ${node.missingIndexes.join(', ')}.` });
  return marks;
}

/** What stands in which column, from left to right. */
const columns: Record<NodeKind, number> = {
  app: 1,
  routes: 2,
  socket: 2,
  code: 3,
  table: 5,
  room: 6,
  service: 6,
};

/** An invisible box left of all others: the length of its edges puts each box into its column. */
const root = '(root)';

/**
 * Lays the graph out in columns: apps, what is asked of them, code behind it, tables, what is reached outside. Edges within a column take no
 * part in it, since they would pull it apart: keys between tables, and code that runs other code.
 */
export function layOut(graph: ArchitectureGraph): Layout {
  const g = new dagre.graphlib.Graph({ multigraph: true });
  g.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 70, edgesep: 6, marginx: 24, marginy: 24 });
  g.setDefaultEdgeLabel(() => ({}));
  g.setNode(root, { width: 0, height: 0 });
  const kinds = new Map(graph.nodes.map((node) => [node.id, node.kind]));
  for (const node of graph.nodes) {
    g.setNode(node.id, sizeOf(node));
    g.setEdge(root, node.id, { minlen: columns[node.kind], weight: 1000 }, `to ${node.id}`);
  }
  const columnOf = (id: string) => columns[kinds.get(id) ?? 'code'];
  for (const [index, { from, to }] of graph.edges.entries())
    if (columnOf(from) < columnOf(to)) g.setEdge(from, to, {}, String(index));
  dagre.layout(g);
  const boxes = new Map<string, Box>();
  for (const { id } of graph.nodes) {
    const { x, y, width, height } = g.node(id);
    boxes.set(id, { x: round(x ?? 0), y: round(y ?? 0), width: width ?? 0, height: height ?? 0 });
  }
  const lines = new Map<number, { x: number; y: number }[]>();
  for (const edge of g.edges()) {
    if (edge.v === root) continue;
    const points: { x: number; y: number }[] = g.edge(edge).points ?? [];
    lines.set(
      Number(edge.name),
      points.map(({ x, y }) => ({ x: round(x), y: round(y) })),
    );
  }
  return fitted(boxes, lines);
}

/** Moves everything to the upper left corner, since the invisible box had taken a column. */
function fitted(boxes: Layout['boxes'], lines: Layout['lines']): Layout {
  const all = [...boxes.values()];
  const left = Math.min(...all.map((box) => box.x - box.width / 2)) - margin;
  const top = Math.min(...all.map((box) => box.y - box.height / 2)) - margin;
  const move = ({ x, y }: { x: number; y: number }) => ({ x: round(x - left), y: round(y - top) });
  return {
    width: round(Math.max(...all.map((box) => box.x + box.width / 2)) - left + margin),
    height: round(Math.max(...all.map((box) => box.y + box.height / 2)) - top + margin),
    boxes: new Map([...boxes].map(([id, box]) => [id, { ...box, ...move(box) }])),
    lines: new Map([...lines].map(([index, points]) => [index, points.map(move)])),
  };
}

const margin = 24;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
