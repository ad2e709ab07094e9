import type { WireRange } from '../server/protocol';

/** A stretch of code that a question is about; the whole file without a range. */
export interface Target {
  uri: string;
  /** Workspace-relative path, for people. */
  path: string;
  /** 0-based, as the protocol has it. */
  range?: WireRange;
  /** Only what this rule found there. */
  ruleId?: string;
}

/** The 1-based, inclusive lines that a range touches; a range that ends before the first character of a line does not touch it. */
export function linesOf(range: WireRange): { first: number; last: number } {
  const first = range.start.line + 1;
  const endsBeforeLine = range.end.character === 0 && range.end.line > range.start.line;
  return { first, last: range.end.line + (endsBeforeLine ? 0 : 1) };
}

/** "src/a.ts", "src/a.ts, line 12" or "src/a.ts, lines 12–30". */
export function describeTarget(target: Target): string {
  if (!target.range) return target.path;
  const { first, last } = linesOf(target.range);
  return first === last ? `${target.path}, line ${first}` : `${target.path}, lines ${first}–${last}`;
}

/** "src/a.ts:12" or "src/a.ts:12-30": the form that the panel turns into a link to the place. */
export function placeOf(path: string, range?: WireRange): string {
  if (!range) return path;
  const { first, last } = linesOf(range);
  return first === last ? `${path}:${first}` : `${path}:${first}-${last}`;
}
