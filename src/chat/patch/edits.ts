import type { WirePosition, WireTextEdit } from '../../server/protocol';

/** Replace `start` to `end` (UTF-16 offsets) by `text`. */
export interface OffsetEdit {
  start: number;
  end: number;
  text: string;
}

/** The line ending that a text uses; "\n" where it has none. */
export function endOfLine(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The text with its line endings made those of `model`, so that an edit never mixes the two. */
export function withEndOfLine(text: string, eol: '\n' | '\r\n'): string {
  return text.replace(/\r?\n/g, eol);
}

/** The text with the edits applied, or undefined when two of them overlap. Insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly OffsetEdit[]): string | undefined {
  const sorted = edits.map((edit, index) => ({ edit, index }));
  sorted.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index);
  let result = '';
  let done = 0;
  for (const { edit } of sorted) {
    if (edit.start < done) return undefined;
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** Edits in the protocol's positions, applied; undefined when two overlap. The same edit given twice counts once. */
export function applyWireEdits(text: string, edits: readonly WireTextEdit[]): string | undefined {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const eol = endOfLine(text);
  const offset = (position: WirePosition): number => {
    const start = lineStarts[position.line];
    if (start === undefined) return text.length;
    const next = lineStarts[position.line + 1] ?? text.length + 1;
    return Math.min(start + position.character, next - 1);
  };
  const distinct = new Map<string, OffsetEdit>();
  for (const edit of edits) {
    const [start, end] = [offset(edit.range.start), offset(edit.range.end)];
    const replacement = withEndOfLine(edit.newText, eol);
    distinct.set(JSON.stringify([start, end, replacement]), { start, end, text: replacement });
  }
  return applyEdits(text, [...distinct.values()]);
}
