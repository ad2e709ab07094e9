import type { WireRange } from '../../server/protocol';
import { placeOf } from '../target';

/** A place as inline code, which the panel turns into a link. */
export function place(path: string, range?: WireRange): string {
  return inlineCode(placeOf(path, range));
}

/** Text as inline code, with a fence that is longer than any run of backticks in it. */
export function inlineCode(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${text}${padding}${fence}`;
}

/** A code block in the given language of the highlighter. */
export function codeBlock(code: string, language: string): string {
  const longest = Math.max(2, ...(code.match(/^\s*`{3,}/gm) ?? []).map((run) => run.trim().length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code.replace(/\n$/, '')}\n${fence}`;
}

/** Plain text of a message as Markdown: what it has in backticks stays code, everything else stands as it is. */
export function plain(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/[\\*_[\]<>#|~`]/g, '\\$&')))
    .join('');
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** The block with the indentation that all its lines share taken away. */
export function dedent(code: string): string {
  const lines = code.split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(shared)).join('\n');
}

/** The highlighter's name for a file's language, judged by its path. */
export function languageOf(path: string): string {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  if (/^[cm]?tsx?$/.test(extension)) return 'ts';
  if (/^[cm]?jsx?$/.test(extension)) return 'js';
  return ['sql', 'json'].includes(extension) ? extension : '';
}
