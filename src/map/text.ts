/**
 * How wide a text is in a sans-serif face, in units of its size: nothing here can measure, since the picture is made without a screen. The
 * figures are those of Segoe UI and Helvetica, the wider of the two.
 */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const letter of text) {
    if (/[iljI.,:;|!'`()[\]/ ]/.test(letter)) width += 0.32;
    else if (/[fjrt-]/.test(letter)) width += 0.4;
    else if (/[mwMW@%…]/.test(letter)) width += 0.92;
    else if (/[A-Z&#_]/.test(letter)) width += 0.7;
    else if (letter.charCodeAt(0) > 0x2e80) width += 1;
    else width += 0.58;
  }
  return width * size;
}

/** The text, or as much of its beginning as fits. */
export function fitted(text: string, width: number, size: number): string {
  if (widthOf(text, size) <= width) return text;
  let shown = '';
  let left = width - widthOf('…', size);
  for (const letter of text) {
    left -= widthOf(letter, size);
    if (left < 0) break;
    shown += letter;
  }
  return `${shown}…`;
}

/** The text, or as much of its end as fits: of a path, the end says more. */
export function fittedEnd(text: string, width: number, size: number): string {
  if (widthOf(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 0 && widthOf(`…${letters.join('')}`, size) > width) letters.shift();
  return `…${letters.join('')}`;
}

/** Text as markup, in an attribute or between tags. Characters that no XML may have are left out. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
