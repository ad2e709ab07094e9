import type { Box, Layout, Point } from './boxes';
import type { View, VisibleEdge } from './view';

type Places = Pick<Layout, 'boxes' | 'frames'>;

/** What stands above each other at one distance from the left, from top to bottom. */
interface Lane {
  left: number;
  right: number;
  /** Heights at which a line can pass between the boxes. */
  gaps: number[];
}

/**
 * The points that each edge goes through: out of the right side of its first box, between the boxes of the lanes on its way, into the left side
 * of its last one. Where that stands no further right, it comes round to its right side. The ends at one side are spread in the order in
 * which their lines arrive, so that they do not cross there.
 */
export function linesOf(view: View, layout: Places): Point[][] {
  const placeOf = (edge: VisibleEdge, end: 'from' | 'to') =>
    (end === 'to' && edge.toGroup ? layout.frames.get(edge.to) : undefined) ?? layout.boxes.get(edge[end]);
  const ends = view.edges.map((edge) => {
    const from = placeOf(edge, 'from');
    const to = placeOf(edge, 'to');
    return from && to ? { from, to, comesRound: to.x < from.x + from.width } : undefined;
  });
  const ports = portsOf(view, ends);
  const lanes = lanesOf(layout);
  return view.edges.map((edge, index) => {
    const end = ends[index];
    if (!end) return [];
    const start = { x: end.from.x + end.from.width, y: ports.out[index] ?? middle(end.from) };
    if (end.comesRound) {
      const y = ports.in[index] ?? middle(end.to);
      const right = Math.max(start.x, end.to.x + end.to.width);
      const bow = right + 18 + Math.min(24, Math.abs(y - start.y) / 12);
      return [start, { x: bow, y: start.y }, { x: bow, y }, { x: end.to.x + end.to.width, y }];
    }
    const last = { x: end.to.x, y: edge.toGroup ? end.to.y + 15 : (ports.in[index] ?? middle(end.to)) };
    return [start, ...between(start, last, lanes, index), last];
  });
}

/** Where an edge leaves its first box and where it enters its last one, by the edges' indexes. */
function portsOf(
  { edges }: View,
  ends: readonly ({ from: Box; to: Box; comesRound: boolean } | undefined)[],
): { out: number[]; in: number[] } {
  const sides = new Map<string, { index: number; way: 'out' | 'in'; place: Box; other: number }[]>();
  const add = (key: string, port: { index: number; way: 'out' | 'in'; place: Box; other: number }) => {
    const known = sides.get(key);
    if (known) known.push(port);
    else sides.set(key, [port]);
  };
  for (const [index, { from, to, kinds, toGroup }] of edges.entries()) {
    const end = ends[index];
    // Keys are drawn on demand, alone, and take no room.
    if (!end || kinds[0] === 'references') continue;
    add(`${from} right`, { index, way: 'out', place: end.from, other: middle(end.to) });
    if (!toGroup)
      add(`${to} ${end.comesRound ? 'right' : 'left'}`, {
        index,
        way: 'in',
        place: end.to,
        other: middle(end.from),
      });
  }
  const ports: { out: number[]; in: number[] } = { out: [], in: [] };
  for (const side of sides.values()) {
    side.sort((a, b) => a.other - b.other || a.index - b.index);
    for (const [position, { index, way, place }] of side.entries()) {
      const used = Math.min(place.height - 16, side.length * 7);
      const share = side.length === 1 ? 0.5 : position / (side.length - 1);
      ports[way][index] = round(middle(place) + (share - 0.5) * used);
    }
  }
  return ports;
}

/** The space between two lanes of one column is smaller than this, that between columns is not. */
const narrow = 80;

/** Points at both ends of each lane on the way, at the gap that is nearest to the straight line. */
function between(start: Point, last: Point, lanes: readonly Lane[], index: number): Point[] {
  const points: Point[] = [];
  let from = start;
  for (const { left, right, gaps } of lanes) {
    if (left < start.x + 1 || right > last.x - 1) continue;
    // Above and below the boxes a line is free. It goes to the height where it ends in the wide space between columns, and not in the
    // narrow one between lanes, where all would drop side by side.
    const isFree = (at: number) => at < (gaps[0] ?? 0) || at > (gaps[gaps.length - 1] ?? 0);
    const share = (left - from.x) / (last.x - from.x);
    const wanted = from.y + (last.y - from.y) * share;
    const free = (left - from.x > narrow ? [last.y, from.y, wanted] : [from.y, wanted, last.y]).find(isFree);
    const gap = nearest(gaps, wanted);
    if (gap === undefined) continue;
    // Lines that share a gap run beside each other, and not on top of each other.
    const y = round(free ?? gap + ((index % 5) - 2) * 1.8);
    points.push({ x: left, y }, { x: right, y });
    from = { x: right, y };
  }
  return points;
}

function lanesOf({ boxes, frames }: Places): Lane[] {
  const byLeft = new Map<number, Box[]>();
  for (const box of boxes.values()) byLeft.set(box.x, [...(byLeft.get(box.x) ?? []), box]);
  return [...byLeft]
    .sort((a, b) => a[0] - b[0])
    .map(([left, all]) => {
      const right = left + Math.max(...all.map((box) => box.width));
      const titles = [...frames.values()]
        .filter((each) => each.x <= left && each.x + each.width >= right)
        .map((each) => ({ ...each, height: 26 }));
      const taken = [...all, ...titles].sort((a, b) => a.y - b.y);
      const gaps: number[] = [];
      let bottom: number | undefined;
      for (const box of taken) {
        if (bottom === undefined) gaps.push(round(box.y - 10));
        else if (box.y - bottom >= 8) gaps.push(round((bottom + box.y) / 2));
        bottom = Math.max(bottom ?? 0, box.y + box.height);
      }
      if (bottom !== undefined) gaps.push(round(bottom + 10));
      return { left, right, gaps };
    });
}

/** Of sorted heights, the one nearest to a wanted one. */
function nearest(sorted: readonly number[], wanted: number): number | undefined {
  let low = 0;
  let high = sorted.length - 1;
  while (high - low > 1) {
    const half = (low + high) >> 1;
    if ((sorted[half] ?? 0) <= wanted) low = half;
    else high = half;
  }
  const [below, above] = [sorted[low], sorted[high]];
  if (below === undefined || above === undefined) return below ?? above;
  return Math.abs(below - wanted) <= Math.abs(above - wanted) ? below : above;
}

function middle({ y, height }: Box): number {
  return y + height / 2;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
