import type { ProjectModel, Span } from '../../src/engine';

/** Whether a file describes the project's own schema: not that of a test, an example or a vendored package. */
export function isSchemaSource(model: ProjectModel, path: string): boolean {
  const role = model.files.get(path)?.role;
  return (
    role !== 'test' && role !== 'fixture' && role !== 'example' && role !== 'vendored' && role !== 'seed'
  );
}

/** The first of these words that a stretch of a text holds, as a whole word: a column's name inside its definition. */
export function wordIn(text: string, within: Span, words: readonly (string | undefined)[]): Span | undefined {
  for (const word of words) {
    if (word === undefined || word === '') continue;
    const pattern = new RegExp(`(?<![\\w$])${word.replace(/[^\w]/g, '\\$&')}(?![\\w$])`, 'i');
    const match = pattern.exec(text.slice(within.start, within.end));
    if (match) {
      const start = within.start + match.index;
      return { start, end: start + match[0].length };
    }
  }
  return undefined;
}
