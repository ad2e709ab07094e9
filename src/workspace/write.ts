import { readFileSync, writeFileSync } from 'node:fs';

/** Puts a text in a file's place, in the encoding and with the byte order mark that the file has. Throws what the system throws. */
export function writeText(absolute: string, text: string): void {
  writeFileSync(absolute, encode(text, readFileSync(absolute)));
}

/** The counterpart of how `readText` decodes. */
function encode(text: string, before: Buffer): Buffer {
  const [first, second, third] = before;
  if (first === 0xff && second === 0xfe) return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (first === 0xfe && second === 0xff) return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  return Buffer.from(hasMark ? `\ufeff${text}` : text, 'utf8');
}
