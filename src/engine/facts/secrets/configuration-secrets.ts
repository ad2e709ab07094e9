import type { FileFacts, SecretFact } from '../facts';
import { isPrivateKey, knownCredential, mayHoldCredential, passwordInAddress } from './secret-formats';
import { isBlank, isPlaceholder } from './secret-names';

/** Longer lines are data. */
const maxLine = 5000;
/** A value of a line: in quotes, or what follows `:`, `=` or the dash of a list. */
const values = /"((?:[^"\\]|\\.)*)"|'([^']*)'|(?:[:=]|^\s*-)\s*([^\s"'#{[][^\s"']*)/g;

/**
 * Credentials in the configuration of a project (JSON, YAML, `.env`): only those that their form gives away. A weak password of a
 * container that runs on a developer's machine opens nothing.
 */
export function collectConfigurationSecrets(text: string, facts: FileFacts): void {
  const key = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/.exec(text);
  if (key && isPrivateKey(text.slice(key.index)))
    facts.secrets.push({
      span: { start: key.index, end: key.index + key[0].length },
      kind: 'format',
      what: 'a private key',
      variable: 'PRIVATE_KEY',
    });
  for (const [line, start] of facts.lineStarts.entries()) {
    const written = text.slice(start, facts.lineStarts[line + 1] ?? text.length);
    if (written.length > maxLine || !mayHold(written) || /^\s*(#|\/\/)/.test(written)) continue;
    collectLine(written, start, facts);
  }
  facts.secrets.sort((a, b) => a.span.start - b.span.start);
}

/** Cheap: most lines are short words. */
function mayHold(line: string): boolean {
  return /[A-Za-z0-9_./+-]{16}|:\/\/[^\s/@]*:[^\s/@]+@/.test(line);
}

function collectLine(line: string, start: number, facts: FileFacts): void {
  for (const match of line.matchAll(values)) {
    const value = match[1] ?? match[2] ?? match[3] ?? '';
    if (!mayHoldCredential(value) || isBlank(value) || isPlaceholder(value) || value.includes('${')) continue;
    if (value.includes('-----BEGIN')) continue;
    const known = credentialOf(value, line);
    if (!known) continue;
    const at = start + match.index + match[0].indexOf(value);
    facts.secrets.push({ span: { start: at, end: at + value.length }, kind: 'format', ...known });
  }
}

function credentialOf(value: string, line: string): Pick<SecretFact, 'what' | 'variable'> | undefined {
  const address = passwordInAddress(value);
  if (address) {
    const { what, variable } = address.credential;
    return address.shown || !isReachable(value) ? undefined : { what, variable };
  }
  // Some forms are told only beside their name, as `aws_secret_access_key = …`.
  const known =
    knownCredential(value) ?? (/secret_?access_?key/i.test(line) ? knownCredential(line.trim()) : undefined);
  return known && { what: known.what, variable: known.variable };
}

/** Whether an address leads beyond the machine and its containers: to a host with a domain. */
function isReachable(address: string): boolean {
  const host = /@([^:/?,]+)/.exec(address)?.[1] ?? '';
  return (
    host.includes('.') &&
    !/^(127\.|10\.|192\.168\.|0\.0\.0\.0|host\.docker\.internal)|\.(local|internal|test|example|example\.(com|org))$/i.test(
      host,
    )
  );
}
