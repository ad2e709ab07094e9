/** What a `#…` in a question stands for, before the host has looked up what that is. */
export type Reference =
  /** The file in front, or the named one. */
  | { kind: 'file'; path?: string }
  | { kind: 'selection' }
  /** Findings of the file in front, or everywhere with "all". */
  | { kind: 'findings'; all: boolean }
  /** The whole schema, or one table of it. */
  | { kind: 'schema'; table?: string }
  /** Words that method and path of a route contain: "/tickets", "POST/tickets". */
  | { kind: 'route'; match: string };

/** For completion: what can be typed, and what it adds. */
export const referenceWords = {
  '#file': 'The file in front; #file:path names another',
  '#selection': 'The lines that are selected in the editor',
  '#findings': 'What the rules found in the file in front; #findings:all everywhere',
  '#schema': 'The tables of the project; #schema:name one of them',
  '#route:': 'A route, as #route:POST/tickets',
} as const;

// A path ends where white space or a closing sign begins, so that a sentence may go on after it.
const reference = /(^|[\s([])#(file|selection|findings|schema|route)(?::([^\s,;)\]]+))?(?=$|[\s,;.?!)\]])/g;

/**
 * The references in a text, in order and each once, and the text as a model shall read it: a reference becomes its plain word, since
 * what it stands for comes along.
 */
export function parseReferences(text: string): { references: Reference[]; text: string } {
  const found = new Map<string, Reference>();
  const plain = text.replace(reference, (whole: string, before: string, kind: string, argument?: string) => {
    const value = argument?.replace(/[.?!]+$/, '');
    const parsed = toReference(kind, value);
    if (!parsed) return whole;
    found.set(JSON.stringify(parsed), parsed);
    return `${before}${spoken(parsed)}${argument && value !== undefined ? argument.slice(value.length) : ''}`;
  });
  return { references: [...found.values()], text: plain.trim() };
}

function toReference(kind: string, value: string | undefined): Reference | undefined {
  switch (kind) {
    case 'file':
      return value ? { kind, path: value } : { kind };
    case 'findings':
      return { kind, all: value === 'all' };
    case 'schema':
      return value ? { kind, table: value } : { kind };
    case 'route':
      return value ? { kind, match: value } : undefined;
    default:
      return { kind: 'selection' };
  }
}

function spoken(parsed: Reference): string {
  switch (parsed.kind) {
    case 'file':
      return parsed.path ?? 'this file';
    case 'selection':
      return 'the selected lines';
    case 'findings':
      return parsed.all ? 'all findings' : 'the findings';
    case 'schema':
      return parsed.table ? `table ${parsed.table}` : 'the schema';
    case 'route':
      return `route ${parsed.match}`;
  }
}
