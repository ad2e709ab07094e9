import { asObject, asText, InstalledPackages, installedAs, type Json, type LockFact } from './lock-fact';

const modules = 'node_modules/';

/**
 * `package-lock.json` and `npm-shrinkwrap.json` of all versions: the second and third list folders (`packages`), the first one a tree of packages
 * (`dependencies`), whose top is what the project's files get. Throws on what is no JSON.
 */
export function readNpmLock(text: string): LockFact {
  const lock = asObject(JSON.parse(text));
  const installed = new InstalledPackages();
  installed.folder('');
  if (lock.packages === undefined) addTree(asObject(lock.dependencies), installed);
  else addFolders(asObject(lock.packages), installed);
  return { installed: installed.toRecord(), resolved: {} };
}

function addFolders(packages: Json, installed: InstalledPackages): void {
  for (const [at, value] of Object.entries(packages)) {
    const cut = at.lastIndexOf(modules);
    if (cut < 0) {
      installed.folder(at);
      continue;
    }
    const folder = at.slice(0, Math.max(0, cut - 1));
    // What a dependency has for itself, no file of the project gets.
    if (folder.includes(modules)) continue;
    const name = at.slice(cut + modules.length);
    const entry = asObject(value);
    installed.add(folder, name, installedAs(name, asText(entry.name) || name, asText(entry.version)));
  }
}

function addTree(dependencies: Json, installed: InstalledPackages): void {
  for (const [name, value] of Object.entries(dependencies)) {
    const version = asText(asObject(value).version);
    const alias = /^npm:(.+)@([^@]+)$/.exec(version);
    installed.add('', name, installedAs(name, alias?.[1] ?? name, alias?.[2] ?? version));
  }
}
