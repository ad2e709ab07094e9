import type { ContextResult } from '../../server/protocol';
import { codeBlock, dedent, languageOf } from './markdown';

/** A function of up to so many lines is shown whole, since its name and shape explain the finding best. */
const wholeFunction = 12;
const linesBefore = 1;
const linesAfter = 3;
const longest = 16;

/** The code of findings as it stands in the file, as code blocks; what two of them share is shown once. */
export function excerpts(contexts: readonly ContextResult[]): string[] {
  const blocks = contexts.map((context) => {
    const code = dedent(excerpt(context));
    return code.trim() ? codeBlock(code, languageOf(context.path)) : '';
  });
  return [...new Set(blocks)];
}

function excerpt({ around, code, firstLine, lastLine }: ContextResult): string {
  const own = code.split(/\r?\n/);
  if (!around) return cut(own);
  const lines = around.code.split(/\r?\n/);
  if (lines.length <= wholeFunction) return lines.join('\n');
  const start = Math.max(0, firstLine - around.firstLine - linesBefore);
  const end = lastLine - around.firstLine + 1 + linesAfter;
  return cut(lines.slice(start, end));
}

function cut(lines: readonly string[]): string {
  return lines.length > longest ? [...lines.slice(0, longest), '…'].join('\n') : lines.join('\n');
}
