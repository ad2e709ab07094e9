import type { Span } from '../../source/span';
import type { FileFacts } from '../facts';
import { knownCredential, mayHoldCredential, passwordInAddress } from './secret-formats';
import { secretKind } from './secret-names';

/** Files whose lines give names to values, and no more: what a secret is there, its name says. */
const settingsFile = /(^|\/)(\.env[^/]*|[^/]*\.(ya?ml|ini|toml|properties|conf|cfg|json|tfvars))$/i;
/** Files that hold the secrets of an environment: no value of theirs leaves the machine, whatever its name. */
const environmentFile = /(^|\/)\.env[^/]*$/i;

/**
 * Where a text has secrets: those that the rules recognise in code, credentials of a known form anywhere, and the values of
 * settings with the name of one. Used to keep them from leaving the machine, so that doubt counts as a secret.
 *
 * @param path tells what the text is; undefined for words that belong to no file
 * @param facts of this very text, where it is code
 * @returns spans in order, apart from each other, without the quotes around them
 */
export function secretSpans(text: string, path?: string, facts?: Pick<FileFacts, 'secrets'>): Span[] {
  const spans = [
    ...(facts?.secrets ?? []).map(({ span }) => withoutQuotes(text, span)),
    ...privateKeys(text),
    ...credentials(text),
    ...connectionPasswords(text),
    ...(path !== undefined && settingsFile.test(path) ? settings(text, environmentFile.test(path)) : []),
  ];
  return apart(spans.filter(({ start, end }) => end > start));
}

function withoutQuotes(text: string, { start, end }: Span): Span {
  const quoted = end - start > 1 && /['"`]/.test(text[start] ?? '') && text[start] === text[end - 1];
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}

function privateKeys(text: string): Span[] {
  const block = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [^-\n]*-----|$)/g;
  return [...text.matchAll(block)].map((match) => spanOf(match.index, match[0]));
}

/** Words that have the form of a credential; of an address only its password. */
function credentials(text: string): Span[] {
  return [...text.matchAll(/[^\s'"`<>(){}[\],]{12,}/g)].flatMap((match): Span[] => {
    const [word] = match;
    if (word.includes('://') && !word.includes('@')) return credentialsInAddress(word, match.index);
    if (!mayHoldCredential(word)) return [];
    const address = passwordInAddress(word);
    if (address) {
      const password = /:\/\/[^\s:/@]*:([^\s/@]+)@/.exec(word)?.[1];
      if (password === undefined) return [spanOf(match.index, word)];
      return address.shown ? [] : [spanOf(match.index + word.indexOf(`:${password}@`) + 1, password)];
    }
    return knownCredential(word) ? [spanOf(match.index, word)] : [];
  });
}

/** Credentials in the path and in the query of an address, which can be made to carry them away. */
function credentialsInAddress(address: string, at: number): Span[] {
  if (mayHoldCredential(address) && knownCredential(address)) return [spanOf(at, address)];
  return [...address.matchAll(/[^/?&=#]{12,}/g)]
    .filter(([part]) => mayHoldCredential(part) && knownCredential(part))
    .map((match) => spanOf(at + match.index, match[0]));
}

/** `Server=db;User Id=sa;Password=…`. */
function connectionPasswords(text: string): Span[] {
  return [...text.matchAll(/=[^;\n]*;\s*(?:password|pwd)\s*=\s*([^;\s'"{}<>$%]+)/gi)].map((match) => {
    const value = match[1] ?? '';
    return spanOf(match.index + match[0].length - value.length, value);
  });
}

/** `NAME=value` and `name: value`. */
function settings(text: string, all: boolean): Span[] {
  const line = /^[ \t]*(?:-[ \t]+)?(?:export[ \t]+)?["']?([\w.-]+)["']?[ \t]*[:=][ \t]*(.+?)[ \t]*,?\r?$/gm;
  return [...text.matchAll(line)].flatMap((match): Span[] => {
    const [whole, name = '', value = ''] = match;
    if (!all && !secretKind(name)) return [];
    // What is read from elsewhere is no secret, and an opening bracket is no value.
    if (/^["']?(\$\{?\w|<|\{\{)|^[[{|>]/.test(value) || /^["']{0,2}$/.test(value)) return [];
    return [withoutQuotes(text, spanOf(match.index + whole.lastIndexOf(value), value))];
  });
}

function spanOf(start: number, part: string): Span {
  return { start, end: start + part.length };
}

function apart(spans: Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}
