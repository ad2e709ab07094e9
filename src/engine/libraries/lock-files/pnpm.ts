import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import {
  asObject,
  asText,
  type Installed,
  InstalledPackages,
  installedAs,
  type Json,
  type LockFact,
} from './lock-fact';

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'];

/**
 * `pnpm-lock.yaml` of formats 5, 6 and 9: what each package of the workspace (`importers`; in older files without a workspace the file itself) gets of
 * what it asks for. Versions that a catalog names are written out there too. Throws on what is no YAML.
 */
export function readPnpmLock(text: string): LockFact {
  const installed = new InstalledPackages();
  // Newer releases put a document about pnpm itself before that of the project.
  for (const document of text.split(/^---.*$/m)) {
    // All that is asked here stands before the list of packages, which is most of the file.
    const lock = asObject(load(document.split(/^packages:/m, 1)[0] ?? '', { schema: FAILSAFE_SCHEMA }));
    if (Object.keys(lock).length === 0) continue;
    if (lock.importers === undefined) addImporter('', lock, installed);
    for (const [folder, importer] of Object.entries(asObject(lock.importers)))
      addImporter(folder === '.' ? '' : folder, asObject(importer), installed);
  }
  return { installed: installed.toRecord(), resolved: {} };
}

function addImporter(folder: string, importer: Json, installed: InstalledPackages): void {
  installed.folder(folder);
  for (const kind of kinds)
    for (const [name, value] of Object.entries(asObject(importer[kind]))) {
      const version = typeof value === 'string' ? value : asText(asObject(value).version);
      installed.add(folder, name, readVersion(name, version));
    }
}

/**
 * `8.11.3`, with the packages that it was installed beside behind it (`8.11.3(pg@8)`, formerly `8.11.3_pg@8`); for an alias with the package before
 * it: `pg@8.11.3`, formerly `/pg@8.11.3` and `/pg/8.11.3`.
 */
function readVersion(name: string, version: string): Installed | undefined {
  const own = /^\d+\.\d+\.\d+[^(_]*/.exec(version);
  if (own) return installedAs(name, name, own[0]);
  const alias = /^\/?((?:@[^/@:]+\/)?[^/@:]+)[@/](\d+\.\d+\.\d+[^(_]*)/.exec(version);
  return alias ? installedAs(name, alias[1] ?? '', alias[2] ?? '') : undefined;
}
