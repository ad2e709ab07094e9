import type { Span } from '../../src/engine';

/** A text with its marks «…» taken out, and where they stood: by start, then by end. Marks may nest. */
export interface MarkedText {
  text: string;
  spans: Span[];
}

/** Reads «…» marks. Throws on a mark without its other half. */
export function readMarks(marked: string): MarkedText {
  const spans: Span[] = [];
  const open: number[] = [];
  let text = '';
  for (const unit of marked) {
    if (unit === '«') open.push(text.length);
    else if (unit === '»') {
      const start = open.pop();
      if (start === undefined) throw new Error(`A mark is closed that was not opened: ${marked}`);
      spans.push({ start, end: text.length });
    } else text += unit;
  }
  if (open.length > 0) throw new Error(`A mark is not closed: ${marked}`);
  return { text, spans: spans.sort((a, b) => a.start - b.start || a.end - b.end) };
}

/** The one marked stretch of a text. */
export function readMark(marked: string): { text: string; span: Span } {
  const { text, spans } = readMarks(marked);
  const [span, ...others] = spans;
  if (!span || others.length > 0) throw new Error(`One mark is needed: ${marked}`);
  return { text, span };
}

/** The text with «…» around the spans: what a failing test shows. */
export function writeMarks(text: string, spans: readonly Span[]): string {
  const marks = spans.flatMap(({ start, end }, index) => [
    { at: start, closes: false, index },
    { at: end, closes: true, index },
  ]);
  marks.sort((a, b) => a.at - b.at || Number(b.closes) - Number(a.closes) || a.index - b.index);
  let result = '';
  let from = 0;
  for (const { at, closes } of marks) {
    result += text.slice(from, at) + (closes ? '»' : '«');
    from = at;
  }
  return result + text.slice(from);
}

/** Takes the common indentation off a text that starts with a line break, and that break; any other text stays. */
export function dedent(text: string): string {
  if (!text.startsWith('\n')) return text;
  const lines = text.slice(1).split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents);
  const body = lines.map((line) => line.slice(Math.min(indent, /^ */.exec(line)?.[0].length ?? 0)));
  return body.join('\n');
}
