import type { Box } from '../../map/boxes';
import type { View } from '../../map/view';

export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * The box that an arrow key leads to: up and down within what stands below each other, left and right along the arrows of the picture, and to
 * the nearest box where there is none.
 */
export function neighbourOf(
  id: string,
  direction: Direction,
  { edges }: View,
  boxes: ReadonlyMap<string, Box>,
): string | undefined {
  const here = boxes.get(id);
  if (!here) return undefined;
  if (direction === 'up' || direction === 'down') {
    const sign = direction === 'down' ? 1 : -1;
    return nearest(boxes, here, (box) => box.x === here.x && (box.y - here.y) * sign > 0);
  }
  const isBeyond = (box: Box) =>
    direction === 'right' ? box.x >= here.x + here.width : box.x + box.width <= here.x;
  const tied = new Set(edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : [])));
  return (
    nearest(boxes, here, (box, other) => tied.has(other) && isBeyond(box)) ?? nearest(boxes, here, isBeyond)
  );
}

function nearest(
  boxes: ReadonlyMap<string, Box>,
  here: Box,
  isMeant: (box: Box, id: string) => boolean,
): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [id, box] of boxes) {
    if (box === here || !isMeant(box, id)) continue;
    // What stands next counts before what stands level.
    const distance = Math.abs(box.x - here.x) * 4 + Math.abs(box.y - here.y);
    if (distance < least) {
      least = distance;
      best = id;
    }
  }
  return best;
}
