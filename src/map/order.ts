import type { View, VisibleNode } from './view';

/** Boxes that stand together in a column, in one or more lanes: a frame with its members, or a box by itself. */
export interface Block {
  /** The group's id; absent for a box by itself. */
  frame?: string;
  last?: true;
  nodes: VisibleNode[];
}

/** How often the columns are gone through. More changes little: each pass moves boxes towards the middle of what they are tied to. */
const passes = 8;

/**
 * Sorts the blocks of each column, and the boxes of each block, so that arrows are short and cross little: the barycentre heuristic of Sugiyama,
 * Tagawa and Toda (1981), with blocks kept whole. `heightOf` gives the height that a box takes, gap included. The best of all passes counts,
 * told by the length of all arrows.
 */
export function inOrder(
  view: View,
  columns: readonly Block[][],
  heightOf: (node: VisibleNode) => number,
): Block[][] {
  const neighbours = neighboursOf(view);
  let current = columns.map((blocks) => [...blocks]);
  let best = current;
  let shortest = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass <= passes; pass++) {
    const at = positions(current, heightOf);
    const length = lengthOf(view, at);
    if (length < shortest) {
      shortest = length;
      best = current;
    }
    current = current.map((blocks) => [...blocks]);
    const columnsInTurn = [...current.keys()];
    if (pass % 2 === 1) columnsInTurn.reverse();
    for (const column of columnsInTurn) {
      current[column] = sorted(current[column] ?? [], at, neighbours);
      // What has moved pulls those after it in the same pass.
      for (const [id, y] of positions([current[column] ?? []], heightOf)) at.set(id, y);
    }
  }
  return best;
}

function sorted(
  blocks: readonly Block[],
  at: ReadonlyMap<string, number>,
  neighbours: ReadonlyMap<string, string[]>,
): Block[] {
  const pull = (id: string) => {
    const ys = (neighbours.get(id) ?? []).flatMap((each) => at.get(each) ?? []);
    return ys.length > 0 ? mean(ys) : (at.get(id) ?? 0);
  };
  return blocks
    .map((block) => {
      const nodes = block.nodes.map((node) => ({ node, y: pull(node.id) }));
      nodes.sort((a, b) => a.y - b.y);
      const ys = nodes.map(({ y }) => y);
      const y = block.frame === undefined ? mean(ys) : mean([...ys, pull(block.frame)]);
      return { block: { ...block, nodes: nodes.map(({ node }) => node) }, y };
    })
    .sort((a, b) => Number(a.block.last ?? false) - Number(b.block.last ?? false) || a.y - b.y)
    .map(({ block }) => block);
}

/** Id → how far down it would stand if each column were one lane; also of frames. */
function positions(
  columns: readonly (readonly Block[])[],
  heightOf: (node: VisibleNode) => number,
): Map<string, number> {
  const at = new Map<string, number>();
  for (const blocks of columns) {
    // Columns are compared by their middles, as they are drawn.
    const total = blocks.flatMap(({ nodes }) => nodes).reduce((sum, node) => sum + heightOf(node), 0);
    let y = -total / 2;
    for (const { frame, nodes } of blocks) {
      const top = y;
      for (const node of nodes) {
        at.set(node.id, y + heightOf(node) / 2);
        y += heightOf(node);
      }
      if (frame !== undefined) at.set(frame, (top + y) / 2);
    }
  }
  return at;
}

function neighboursOf({ edges }: View): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  const add = (id: string, other: string) => {
    const known = neighbours.get(id);
    if (known) known.push(other);
    else neighbours.set(id, [other]);
  };
  for (const { from, to, kinds, criticalPaths } of edges) {
    if (kinds[0] === 'references') continue;
    // A critical path should run straight, so it pulls three times as hard.
    for (let pull = criticalPaths.length > 0 ? 3 : 1; pull > 0; pull--) {
      add(from, to);
      add(to, from);
    }
  }
  return neighbours;
}

function lengthOf({ edges }: View, at: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const { from, to, kinds } of edges)
    if (kinds[0] !== 'references') sum += Math.abs((at.get(from) ?? 0) - (at.get(to) ?? 0));
  return sum;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
