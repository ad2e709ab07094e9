/** A piece of what a model is given with a question. */
export interface Section {
  /** What it is, for the preview and the model: "src/a.ts, lines 3–9". */
  title: string;
  body: string;
  /** The higher, the sooner it goes when there is no room. */
  rank: Rank;
  /** Set when only a part of it fits, or is looked up. */
  isCut?: boolean;
}

/** Why something is there, most useful first: what was asked about comes before what only surrounds it. */
export const ranks = ['asked', 'attached', 'findings', 'around', 'tables', 'routes', 'rest'] as const;
export type Rank = (typeof ranks)[number];
