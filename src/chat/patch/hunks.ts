import { structuredPatch } from 'diff';
import { type Anchor, anchorOf } from './anchor';

/** A stretch of a unified diff; each line begins with ' ', '-' or '+'. Line numbers are 1-based. */
export interface DiffHunk {
  oldStart: number;
  newStart: number;
  lines: string[];
}

/** A part of a file's change that can be taken or left by itself: how it looks, and where it goes. */
export interface Hunk {
  diff: DiffHunk;
  anchor: Anchor;
}

/** Lines of unchanged text around a change; changes that are closer than twice that belong together. */
const diffContext = 2;

/** The changes that turn `base` into `next`, in order. */
export function hunksOf(base: string, next: string): Hunk[] {
  const { hunks } = structuredPatch('', '', base, next, '', '', {
    context: diffContext,
    stripTrailingCr: true,
  });
  const baseLines = lineOffsets(base);
  const nextLines = lineOffsets(next);
  return hunks.map(({ oldStart, newStart, oldLines, newLines, lines }) => {
    const shown = lines.filter((line) => !line.startsWith('\\'));
    const leading = shown.findIndex((line) => !line.startsWith(' '));
    const trailing = [...shown].reverse().findIndex((line) => !line.startsWith(' '));
    const at = (offsets: readonly number[], line: number, end: number) => offsets[line] ?? end;
    return {
      diff: { oldStart, newStart, lines: shown.map((line) => line.replace(/\r$/, '')) },
      anchor: anchorOf(base, {
        start: at(baseLines, oldStart - 1 + leading, base.length),
        end: at(baseLines, oldStart - 1 + oldLines - trailing, base.length),
        text: next.slice(
          at(nextLines, newStart - 1 + leading, next.length),
          at(nextLines, newStart - 1 + newLines - trailing, next.length),
        ),
      }),
    };
  });
}

function lineOffsets(text: string): number[] {
  const offsets = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) offsets.push(at + 1);
  return offsets;
}
