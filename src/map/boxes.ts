export interface Point {
  x: number;
  y: number;
}

/** A rectangle by its upper left corner, in the units of the picture. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Layout {
  width: number;
  height: number;
  columns: { title: string; x: number; width: number }[];
  /** Boxes by their nodes' ids. */
  boxes: Map<string, Box>;
  /** Frames by their groups' ids. */
  frames: Map<string, Box>;
  /** Points that the edges go through, in the order of the view's edges; those that are drawn only on demand are there too. */
  lines: Point[][];
}
