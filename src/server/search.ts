import { isLockFile, lineAt, lineStartsOf, type Project, secretSpans } from '../engine';
import type { SearchResult } from './protocol';

/** A longer line is cut around what was looked for: generated files have lines of many kilobytes. */
const longestLine = 200;

/**
 * Lines of a project's files that have `needle`, whatever the case; one match a line. Plain text on purpose: an expression that a
 * model makes up can take for ever. Lock files are left out: nobody looks for what is in those, and they have a line of nearly every word.
 *
 * @param under only this file, or the files below this folder
 */
export function searchProject(project: Project, needle: string, under: string, limit: number): SearchResult {
  const wanted = needle.toLowerCase();
  const result: SearchResult = { matches: [], total: 0 };
  if (wanted.trim() === '') return result;
  const paths = [...project.paths()].filter((path) => isUnder(path, under) && !isLockFile(path)).sort();
  for (const path of paths) {
    const text = project.textOf(path) ?? '';
    const lower = text.toLowerCase();
    // Rarely, lower case is longer; then its offsets are not those of the text.
    const from = lower.length === text.length ? lower : text;
    let at = from.indexOf(wanted);
    if (at < 0) continue;
    const lineStarts = lineStartsOf(text);
    let lines: string[] | undefined;
    for (let last = -1; at >= 0; at = from.indexOf(wanted, at + 1)) {
      const line = lineAt(lineStarts, at);
      if (line === last) continue;
      last = line;
      result.total++;
      if (result.matches.length >= limit) continue;
      lines ??= withoutSecrets(project, path, text).split(/\r\n|\r|\n/);
      const around = lines[line] ?? '';
      result.matches.push({ path, line: line + 1, text: cut(around, at - (lineStarts[line] ?? 0)) });
    }
  }
  return result;
}

export function isUnder(path: string, under: string): boolean {
  return under === '' || path === under || path.startsWith(`${under.replace(/\/$/, '')}/`);
}

function withoutSecrets(project: Project, path: string, text: string): string {
  let result = '';
  let done = 0;
  for (const { start, end } of secretSpans(text, path, project.factsOf(path))) {
    result += `${text.slice(done, start)}MASKED_SECRET${text.slice(start, end).replace(/[^\r\n]/g, '')}`;
    done = end;
  }
  return result + text.slice(done);
}

function cut(line: string, at: number): string {
  if (line.length <= longestLine) return line.trim();
  const start = Math.max(0, Math.min(at - longestLine / 4, line.length - longestLine));
  return `…${line.slice(start, start + longestLine)}…`;
}
