import { diffLines } from 'diff';
import { applyEdits, endOfLine, type OffsetEdit, withEndOfLine } from './edits';
import { fingerprint } from './fingerprint';

/**
 * One change of a file, with enough of the old text around it to find it again: whole lines, widened until they stand
 * only once in the text that the change was made for.
 */
export interface Anchor {
  /** UTF-16 offset in that text. */
  offset: number;
  before: string;
  after: string;
}

/** Where a change lands in the text as it is now, or why it cannot land. */
export type Resolution =
  | { ok: true; edits: OffsetEdit[]; text: string; moved: boolean }
  | { ok: false; reason: string };

/** More context than this says little: a stretch that is still not unique is one of several copies. */
const widestContext = 8;

type OffsetSpan = Pick<Change, 'start' | 'end'>;

interface Change {
  start: number;
  end: number;
  text: string;
}

/** An anchor for the replacement of one stretch of `base`; it says nothing of other changes nearby. */
export function anchorOf(base: string, { start, end, text }: Change): Anchor {
  const span = widenUntilUnique(base, { start, end });
  return {
    offset: span.start,
    before: base.slice(span.start, span.end),
    after: base.slice(span.start, start) + text + base.slice(end, span.end),
  };
}

/**
 * Finds the places of a patch in the text as it is now. An unchanged text takes the changes where they were made; in a
 * changed one each must be found exactly once, in the same order.
 */
export function resolveAnchors(
  current: string,
  made: { fingerprint: string; anchors: readonly Anchor[] },
): Resolution {
  if (fingerprint(current) === made.fingerprint) {
    return landed(
      current,
      made.anchors.flatMap((anchor) => editsOf(anchor.before, anchor.after, anchor.offset)),
      false,
    );
  }
  const eol = endOfLine(current);
  const edits: OffsetEdit[] = [];
  let after = 0;
  for (const anchor of made.anchors) {
    const before = withEndOfLine(anchor.before, eol);
    const replacement = withEndOfLine(anchor.after, eol);
    const places = occurrences(current, before);
    const [place] = places;
    if (place === undefined) {
      const there = replacement !== '' && occurrences(current, replacement).length === 1;
      return {
        ok: false,
        reason: there
          ? 'The change is already there.'
          : 'The lines that it changes are no longer as they were when it was made.',
      };
    }
    if (places.length > 1) {
      return {
        ok: false,
        reason: 'The file changed, and the lines it was made for now stand in more than one place.',
      };
    }
    // What an anchor has around its change may overlap the next one's; the changes themselves may not.
    const own = editsOf(before, replacement, place);
    if (own.some(({ start }) => start < after))
      return { ok: false, reason: 'The file changed, and its parts are in another order now.' };
    after = own.at(-1)?.end ?? after;
    edits.push(...own);
  }
  return landed(current, edits, true);
}

function landed(current: string, edits: OffsetEdit[], moved: boolean): Resolution {
  const text = applyEdits(current, edits);
  return text === undefined
    ? { ok: false, reason: 'Its changes overlap in the file as it is now.' }
    : { ok: true, edits, text, moved };
}

/** The changes that turn a stretch into another, line by line, each without what both sides share. */
function editsOf(before: string, after: string, offset: number): OffsetEdit[] {
  return lineChanges(before, after).map(({ start, end, text }) =>
    minimal(before.slice(start, end), text, offset + start),
  );
}

function lineChanges(base: string, next: string): Change[] {
  const changes: Change[] = [];
  let offset = 0;
  let open: Change | undefined;
  for (const piece of diffLines(base, next)) {
    if (!piece.added && !piece.removed) {
      offset += piece.value.length;
      open = undefined;
      continue;
    }
    if (!open) {
      open = { start: offset, end: offset, text: '' };
      changes.push(open);
    }
    if (piece.removed) {
      offset += piece.value.length;
      open.end = offset;
    } else {
      open.text += piece.value;
    }
  }
  return changes;
}

function widenUntilUnique(base: string, change: OffsetSpan): { start: number; end: number } {
  let { start, end } = change;
  for (let context = 0; context <= widestContext; context++) {
    if (start < end && occurrences(base, base.slice(start, end)).length === 1) break;
    start = start < 2 ? 0 : base.lastIndexOf('\n', start - 2) + 1;
    const newline = base.indexOf('\n', end);
    end = newline < 0 ? base.length : newline + 1;
  }
  return { start, end };
}

/** Up to two places are enough to tell "once" from "more than once". Overlapping ones count. */
function occurrences(text: string, part: string): number[] {
  if (part === '') return text === '' ? [0] : [];
  const first = text.indexOf(part);
  if (first < 0) return [];
  const second = text.indexOf(part, first + 1);
  return second < 0 ? [first] : [first, second];
}

/** Leaves out what both sides share, so that cursors and markers on unchanged text stay where they are. */
function minimal(before: string, after: string, offset: number): OffsetEdit {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  // A line ending of two characters is never cut in the middle.
  if (head > 0 && before[head - 1] === '\r') head--;
  if (tail > 0 && before[before.length - tail] === '\n' && before[before.length - tail - 1] === '\r') tail--;
  return {
    start: offset + head,
    end: offset + before.length - tail,
    text: after.slice(head, after.length - tail),
  };
}
