import { type ParseError, parse } from 'jsonc-parser';
import { asObject, asText, InstalledPackages, installedAs, type LockFact } from './lock-fact';

/**
 * `bun.lock`: JSON with trailing commas. A package that one of the workspace has for itself is called after it, `api/pg`; so is one that a
 * dependency has, of which no file of the project gets anything. Throws on what cannot be read.
 */
export function readBunLock(text: string): LockFact {
  const faults: ParseError[] = [];
  const lock = asObject(parse(text, faults, { allowTrailingComma: true }));
  if (faults.length > 0) throw new Error('not the text of a bun.lock');
  const installed = new InstalledPackages();
  const folders = new Map<string, string>();
  for (const [folder, workspace] of Object.entries(asObject(lock.workspaces))) {
    installed.folder(folder);
    if (folder !== '') folders.set(asText(asObject(workspace).name), folder);
  }
  for (const [key, value] of Object.entries(asObject(lock.packages))) {
    const [first, second, ...others] = namesOf(key);
    const folder = second === undefined ? '' : folders.get(first ?? '');
    if (folder === undefined || others.length > 0 || !Array.isArray(value)) continue;
    const name = second ?? first ?? '';
    const resolution = asText(value[0]);
    const at = resolution.indexOf('@', 1);
    installed.add(folder, name, installedAs(name, resolution.slice(0, at), resolution.slice(at + 1)));
  }
  return { installed: installed.toRecord(), resolved: {} };
}

/** `['@acme/api', 'pg']` of `@acme/api/pg`. */
function namesOf(key: string): string[] {
  return key.match(/(?:@[^/]+\/)?[^/]+/g) ?? [];
}
