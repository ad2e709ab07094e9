import { wordsOf } from '../../shared/path-words';
import type { Deed } from './verbs';

/** Where a path has a verb, as `verbOf` reads it. */
export interface VerbInPath {
  segments: readonly string[];
  /** Which segment has it. */
  index: number;
  deed: Deed;
  /** What comes after the verb in its segment. */
  rest: readonly string[];
}

export interface ResourceForm {
  method: string;
  /** What stands in place of the segment with the verb; empty where it goes without a replacement. */
  segment: string;
  path: string;
}

/** The same request by its resource: `POST /createTicket` is `POST /tickets`, `GET /users/delete/:id` is `DELETE /users/:id`. */
export function resourceForm(method: string, { segments, index, deed, rest }: VerbInPath): ResourceForm {
  const original = segments[index] as string;
  const next = segments[index + 1];
  const before = segments[index - 1];
  let words = rest[0] === 'all' && rest.length > 1 ? rest.slice(1) : [...rest];
  const by = words.indexOf('by');
  if (by > 0) words = words.slice(0, by);
  const takesId = next !== undefined && /^[:{]/.test(next);
  const collects = deed === 'create' || (takesId && deed !== 'act');
  if (collects && words.length > 0) words = [...words.slice(0, -1), plural(words.at(-1) as string)];
  // The resource stands in the path already: `/tickets/createTicket`.
  const isSaid = before !== undefined && sameThing(wordsOf(before), words);
  const segment = isSaid ? '' : inCaseOf(original, words);
  const path = `/${[...segments.slice(0, index), segment, ...segments.slice(index + 1)].filter(Boolean).join('/')}`;
  return { method: methodFor(deed, method), segment, path };
}

function methodFor(deed: Deed, method: string): string {
  switch (deed) {
    case 'read':
      return method === 'HEAD' ? method : 'GET';
    case 'create':
      return method === 'PUT' ? method : 'POST';
    case 'change':
      return method === 'PUT' ? method : 'PATCH';
    case 'replace':
      return method === 'PATCH' || method === 'POST' ? method : 'PUT';
    case 'remove':
      return 'DELETE';
    case 'act':
      return method === 'ALL' ? 'POST' : method;
  }
}

/** The words in the case that the segment is written in. */
function inCaseOf(original: string, words: readonly string[]): string {
  if (original.includes('_')) return words.join('_');
  if (original.includes('-') || !/[A-Z]/.test(original)) return words.join('-');
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  return words.map((word, i) => (i === 0 && !/^[A-Z]/.test(original) ? word : capital(word))).join('');
}

function plural(word: string): string {
  if (/(s|ing|ed|\d)$/.test(word) || /^(me|self|data|media|info|profile|password|email)$/.test(word))
    return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(x|ch|sh|z)$/.test(word) ? `${word}es` : `${word}s`;
}

function sameThing(before: readonly string[], words: readonly string[]): boolean {
  const one = (all: readonly string[]) => all.map((word) => plural(word.replace(/s$/, ''))).join('-');
  return words.length > 0 && one(before) === one(words);
}
