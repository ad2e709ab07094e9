/**
 * Lines of a text with their numbers, as `12| code`. A model that speaks of a place can then name it, and is told that number
 * and bar are no part of the text.
 *
 * @param first 1-based, inclusive, as is `last`
 */
export function listing(text: string, first = 1, last = Number.POSITIVE_INFINITY): string {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines
    .slice(first - 1, last)
    .map((line, index) => `${first + index}| ${line}`)
    .join('\n');
}

/** How many lines a text has, the end of the last one not counted. */
export function countLines(text: string): number {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}
