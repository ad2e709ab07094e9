import type { RuleName } from './skeletons';

/**
 * rules/index.ts with a rule added: its two imports, in the order of paths, and its entry after the last one of its category.
 * Throws when the rule is there already, or when the file no longer has the form that this knows.
 */
export function addToCatalogue(index: string, { id, category, variable }: RuleName): string {
  if (index.includes(`'./${id}/rule'`)) throw new Error(`rules/index.ts has ${id} already`);
  const lines = index.split('\n');
  const imports = [
    `import ${variable} from './${id}/rule';`,
    `import ${variable}Document from './${id}/rule.md';`,
  ];
  lines.splice(placeOfImport(lines, id), 0, ...imports);
  lines.splice(placeOfEntry(lines, category), 0, `  [${variable}, ${variable}Document],`);
  return lines.join('\n');
}

/** Before the first import of a later rule, else after the last import. */
function placeOfImport(lines: readonly string[], id: string): number {
  const idOf = (line: string) => /^import \w+ from '\.\/([^']+)\/rule(?:\.md)?';$/.exec(line)?.[1];
  const later = lines.findIndex((line) => (idOf(line) ?? '') > id);
  if (later >= 0) return later;
  const last = lines.findLastIndex((line) => line.startsWith('import '));
  if (last < 0) throw new Error('rules/index.ts has no imports to add to');
  return last + 1;
}

function placeOfEntry(lines: readonly string[], category: string): number {
  const start = lines.findIndex((line) => line.startsWith('const catalogue'));
  const end = lines.indexOf('];', start);
  if (start < 0 || end < 0) throw new Error("rules/index.ts has no 'const catalogue = [' to add to");
  const categories = new Map<string, string>();
  for (const line of lines) {
    const [, variable, itsCategory] = /^import (\w+) from '\.\/([^/']+)\/[^']+\/rule';$/.exec(line) ?? [];
    if (variable && itsCategory) categories.set(variable, itsCategory);
  }
  const isOfCategory = (line: string) => categories.get(/^ {2}\[(\w+),/.exec(line)?.[1] ?? '') === category;
  const last = lines.findLastIndex((line, at) => at > start && at < end && isOfCategory(line));
  return last < 0 ? end : last + 1;
}
