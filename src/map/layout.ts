import type { Layout } from './boxes';
import { linesOf } from './lines';
import { type Block, inOrder } from './order';
import { widthOf } from './text';
import { columnTitles, type View, type VisibleNode } from './view';

export const sizes = { label: 13, detail: 11, pill: 10, padding: 14, icon: 22, header: 34 } as const;
const box = { narrowest: 150, widest: 264, oneLine: 36, twoLines: 52 } as const;
const gaps = { node: 14, lane: 34, frame: 26, column: 104, margin: 28 } as const;
const frame = { padding: 14, title: 30 } as const;
/** A column that would get higher falls into several lanes side by side. */
const highest = 1500;
const mostLanes = 8;
/** Code stands right of the code that runs it, up to so many steps. */
const deepest = 3;

/** What stands at the right end of a box's second line. */
export function pillsOf(node: VisibleNode): { text: string; title: string; className: string }[] {
  const pills: { text: string; title: string; className: string }[] = [];
  const { missingIndexes = [] } = node;
  if (missingIndexes.length > 0)
    pills.push({
      text: missingIndexes.length === 1 ? 'no index' : `${missingIndexes.length} no index`,
      title: `No index on ${missingIndexes.join(', ')}.`,
      className: 'indexless',
    });
  if (node.tenancy === 'owned')
    pills.push({ text: 'tenant', title: 'Each row belongs to a tenant.', className: 'owned' });
  if (node.tenancy === 'shared')
    pills.push({ text: 'shared', title: 'Rows carry no tenant.', className: 'unowned' });
  return pills;
}

/** The width of a pill. */
export function pillWidth(text: string): number {
  return Math.ceil(widthOf(text, sizes.pill)) + 12;
}

/**
 * Lays a view out in columns by kind: apps, what is asked of them, code, tables, what is reached outside; each column in frames, and in lanes
 * where it would get too high. Within a column the order is chosen so that arrows cross little.
 */
export function layOut(view: View): Layout {
  const heightOf = (node: VisibleNode) => sizeOf(node).height + gaps.node;
  const columns = inOrder(view, blocksOf(view), heightOf);
  const depths = depthsOf(view);
  const layout: Layout = { width: 0, height: 0, columns: [], boxes: new Map(), frames: new Map(), lines: [] };
  const stacks: { top: number; height: number; ids: string[] }[] = [];
  let x = gaps.margin;
  for (const [index, blocks] of columns.entries()) {
    if (blocks.length === 0) continue;
    const column = placeColumn(layout, blocks, x, index === 2 ? depths : undefined);
    layout.columns.push({ title: columnTitles[index] ?? '', x, width: column.width });
    stacks.push(column);
    x += column.width + gaps.column;
  }
  layout.width = x - gaps.column + gaps.margin;
  centre(layout, stacks);
  layout.lines = linesOf(view, layout);
  return layout;
}

/** How large a box is by itself. Boxes of one lane are made equally wide afterwards. */
export function sizeOf(node: VisibleNode): { width: number; height: number } {
  const pills = pillsOf(node);
  const marks = pills.reduce((sum, { text }) => sum + pillWidth(text) + 4, 0);
  const label = widthOf(node.label, sizes.label) * 1.06 + (node.standsFor === undefined ? 0 : 20);
  const second = widthOf(node.detail ?? '', sizes.detail) + marks + 8;
  const width =
    Math.max(label + (node.findings.length > 0 ? 16 : 0), second) + sizes.icon + sizes.padding * 2;
  return {
    width: Math.min(box.widest, Math.max(box.narrowest, Math.ceil(width))),
    height: node.detail === undefined && pills.length === 0 ? box.oneLine : box.twoLines,
  };
}

/** The columns from left to right, each with its frames and the boxes that stand by themselves. */
function blocksOf(view: View): Block[][] {
  const columns: Block[][] = columnTitles.map(() => []);
  const byId = new Map(view.nodes.map((node) => [node.id, node]));
  for (const { id, column, members, last } of view.groups)
    columns[column]?.push({
      frame: id,
      ...(last ? { last } : {}),
      nodes: members.flatMap((member) => byId.get(member) ?? []),
    });
  for (const node of view.nodes) if (node.group === undefined) columns[node.column]?.push({ nodes: [node] });
  return columns;
}

/** How many steps of code lead to code, along the longest way; a circle ends where it closes. */
function depthsOf({ nodes, edges }: View): Map<string, number> {
  const code = new Set(
    nodes.filter((node) => node.column === 2 && node.group !== undefined).map((node) => node.id),
  );
  const callers = new Map<string, string[]>();
  for (const { from, to } of edges)
    if (code.has(from) && code.has(to)) callers.set(to, [...(callers.get(to) ?? []), from]);
  const depths = new Map<string, number>();
  const depthOf = (id: string, way: ReadonlySet<string>): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    let depth = 0;
    for (const caller of callers.get(id) ?? [])
      if (!way.has(caller) && way.size < 12)
        depth = Math.max(depth, depthOf(caller, new Set([...way, id])) + 1);
    depth = Math.min(deepest, depth);
    depths.set(id, depth);
    return depth;
  };
  for (const id of code) depthOf(id, new Set([id]));
  return depths;
}

/** Puts the blocks of a column below each other, from 0 downwards. */
function placeColumn(
  layout: Layout,
  blocks: readonly Block[],
  x: number,
  depths: ReadonlyMap<string, number> | undefined,
): { width: number; top: number; height: number; ids: string[] } {
  const nodes = blocks.flatMap((block) => block.nodes);
  const total = nodes.reduce((sum, node) => sum + sizeOf(node).height + gaps.node, 0);
  const deep = Math.max(0, ...nodes.map((node) => depths?.get(node.id) ?? 0));
  const lanes = Math.min(mostLanes, Math.max(1, Math.ceil(total / highest)));
  // Depth says more than evenness does, as long as the column does not get too high by it.
  const byDepth = lanes === 1 && deep > 0;
  const laneOf = (node: VisibleNode, index: number) =>
    byDepth ? (depths?.get(node.id) ?? 0) : index % lanes;
  const widths: number[] = [];
  for (const block of blocks)
    for (const [index, node] of block.nodes.entries()) {
      const lane = block.frame === undefined ? 0 : laneOf(node, index);
      widths[lane] = Math.max(widths[lane] ?? 0, sizeOf(node).width);
    }
  const offsets: number[] = [];
  let inner = 0;
  for (let lane = 0; lane < widths.length; lane++) {
    offsets[lane] = inner;
    inner += (widths[lane] ?? box.narrowest) + gaps.lane;
  }
  inner -= gaps.lane;
  const ids: string[] = [];
  const width = inner + frame.padding * 2;
  let y = 0;
  for (const block of blocks) {
    const isFramed = block.frame !== undefined;
    const top = isFramed ? y + frame.title : y;
    const bottoms: number[] = [];
    for (const [index, node] of block.nodes.entries()) {
      const lane = isFramed ? laneOf(node, index) : 0;
      const { height } = sizeOf(node);
      const at = bottoms[lane] ?? top;
      layout.boxes.set(node.id, {
        x: x + frame.padding + (offsets[lane] ?? 0),
        y: at,
        width: isFramed ? (widths[lane] ?? box.narrowest) : inner,
        height,
      });
      bottoms[lane] = at + height + gaps.node;
      ids.push(node.id);
    }
    const bottom = Math.max(...bottoms.filter((each) => each !== undefined)) - gaps.node;
    if (block.frame !== undefined) {
      layout.frames.set(block.frame, { x, y, width, height: bottom + frame.padding - y });
      ids.push(block.frame);
    }
    y = bottom + (isFramed ? frame.padding + gaps.frame : gaps.node);
  }
  return { width, top: 0, height: y - gaps.frame, ids };
}

/** Puts the columns' middles on one line, below the heads. */
function centre(layout: Layout, stacks: readonly { height: number; ids: string[] }[]): void {
  const tallest = Math.max(0, ...stacks.map((stack) => stack.height));
  const top = gaps.margin + sizes.header;
  for (const { height, ids } of stacks) {
    // Where one column is very high, the others begin at the top with it: who looks at it sees them too.
    const down = top + Math.round(Math.min((tallest - height) / 2, 160));
    for (const id of ids) {
      const place = layout.boxes.get(id) ?? layout.frames.get(id);
      if (place) place.y += down;
    }
  }
  layout.height = top + tallest + gaps.margin;
}
