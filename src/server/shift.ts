import { type Finding, lineStartsOf, placeOf, type Span } from '../engine';

/** One edit of a text: what was between `start` and `end` became `length` units of other text. */
export interface Change {
  start: number;
  end: number;
  length: number;
}

/**
 * Where findings of a file stand after edits. Findings of project rules are as old as the last save; without this they would
 * jump back to where they were whenever the file's other findings are published. One whose text is gone altogether is dropped.
 * Fixes are dropped too, because their edits were computed for another text: who wants them checks again.
 */
export function shiftFindings(
  findings: readonly Finding[],
  path: string,
  changes: readonly Change[],
  text: string,
): Finding[] {
  const lineStarts = lineStartsOf(text);
  const shifted: Finding[] = [];
  for (const finding of findings) {
    const span = shiftSpan(finding.span, changes);
    if (!span) continue;
    const related = finding.related.flatMap((place) => {
      if (place.path !== path) return [place];
      const moved = shiftSpan(place.span, changes);
      return moved ? [{ ...place, ...placeOf(lineStarts, moved), span: moved }] : [];
    });
    shifted.push({ ...finding, ...placeOf(lineStarts, span), span, related, fixes: [] });
  }
  return shifted;
}

/** Undefined when nothing of the span's text is left. Text typed at either edge stays outside. */
export function shiftSpan(span: Span, changes: readonly Change[]): Span | undefined {
  let { start, end } = span;
  for (const change of changes) {
    const isInsertion = change.start === change.end;
    if (!isInsertion && change.start <= start && end <= change.end) return undefined;
    const growth = change.length - (change.end - change.start);

    const movedStart =
      change.end <= start ? start + growth : change.start < start ? change.start + change.length : start;
    const movedEnd = change.start >= end ? end : change.end <= end ? end + growth : change.start;
    start = movedStart;
    end = Math.max(movedStart, movedEnd);
  }
  return { start, end };
}
