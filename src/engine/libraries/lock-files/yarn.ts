import { type Installed, installedAs, type LockFact, readRange, toRecord } from './lock-fact';

/** The head of an entry, `pg@^8.0.0, pg@^8.1.0:`, the same as a key of its own line, `? "pg@npm:^8"`, or an entry's version. */
const lines = /^(?:\? (.+?)|([^\s#].*?):)[^\S\n]*$|^ {2}version:? "?([^"\s]+)"?[^\S\n]*$/gm;
const conflict = /^(<<<<<<<|>>>>>>>) /m;

/**
 * `yarn.lock`, the classic format and that of yarn 2 and later, which is YAML. Two lines of each entry are all that is asked of either, and a pattern
 * finds them in a tenth of the time in which a parser builds the whole tree (`@yarnpkg/parsers`, which brings a shell's grammar too).
 */
export function readYarnLock(text: string): LockFact {
  const resolved = new Map<string, Map<string, Installed>>();
  // Of two sides of a merge, neither is known to hold.
  if (conflict.test(text)) return { installed: {}, resolved: {} };
  let keys: string[] = [];
  for (const [, explicit, head, version] of text.matchAll(lines)) {
    if (version === undefined) {
      keys = (explicit ?? head ?? '').replaceAll('"', '').split(/,\s*/);
      continue;
    }
    for (const key of keys) addKey(key, version, resolved);
    // Another line of this form belongs to no entry.
    keys = [];
  }
  return { installed: {}, resolved: toRecord(resolved) };
}

function addKey(key: string, version: string, resolved: Map<string, Map<string, Installed>>): void {
  const at = key.indexOf('@', 1);
  // Packages of the workspace have a version that stands for none.
  if (at < 0 || key.startsWith('workspace:', at + 1)) return;
  const name = key.slice(0, at);
  const asked = key.slice(at + 1);
  const installed = installedAs(name, readRange(name, asked).package, version);
  if (installed === undefined) return;
  const ranges = resolved.get(name) ?? new Map<string, Installed>();
  resolved.set(name, ranges.set(plainRange(asked), installed));
}

/** A range as both a package.json and a lock file can be held to it: yarn 2 and later write `npm:^8` for `^8`. */
export function plainRange(range: string): string {
  return range.startsWith('npm:') && range.indexOf('@', 'npm:@'.length) < 0
    ? range.slice('npm:'.length)
    : range;
}
