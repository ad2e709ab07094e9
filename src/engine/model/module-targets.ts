import type { AccessPath, FileFacts } from '../facts/facts';
import { isProjectPath } from '../facts/reading/access-path';
import type { OwnModules } from '../facts/reading/own-modules';
import { folderOf, join, ModuleNames } from './module-names';
import { findOwnModules } from './own-modules';
import { packageOf } from './packages';

const extensions = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mts',
  '.cts',
  '.mjs',
  '.cjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
  '/index.jsx',
  '/index.mjs',
  '/index.cjs',
];

/**
 * Which file a specifier means, and to which package a file belongs. That depends on which files there are, on manifests and on compilers'
 * configurations, and on nothing else: a project keeps it while only other texts change.
 */
export class ModuleTargets {
  /** File → specifier → target. What a name means is the same for all files of a folder, which share one map. */
  readonly #targets = new Map<string, Map<string, string | undefined>>();
  /** File → its package. */
  readonly #packages = new Map<string, string>();
  readonly #own: OwnModules;
  readonly #names: ModuleNames;

  constructor(private readonly files: ReadonlyMap<string, FileFacts>) {
    this.#own = findOwnModules(files);
    this.#names = new ModuleNames(files);
  }

  /** Whether a path, or a specifier, leads to another file of the project. */
  isProjectPath(path: AccessPath): boolean {
    return isProjectPath(path, this.#own);
  }

  /** The project file that a specifier means; undefined for packages from outside and for files that are not there. */
  of(from: string, specifier: string): string | undefined {
    const known = this.#targets.get(from) ?? this.#targetsIn(from);
    const target = known.get(specifier);
    if (target !== undefined || known.has(specifier)) return target;
    const found = this.#find(from, specifier);
    known.set(specifier, found);
    return found;
  }

  /** The folder of the package that a file belongs to; empty for the project's root. */
  packageOf(path: string): string {
    const known = this.#packages.get(path) ?? packageOf(this.files, path);
    this.#packages.set(path, known);
    return known;
  }

  /** The map of a file, found by its folder the first time: a path that was cut anew is slower to look up than one that is kept. */
  #targetsIn(from: string): Map<string, string | undefined> {
    const folder = `${folderOf(from)}/`;
    const known = this.#targets.get(folder) ?? new Map<string, string | undefined>();
    this.#targets.set(folder, known);
    this.#targets.set(from, known);
    return known;
  }

  #find(from: string, specifier: string): string | undefined {
    if (!this.isProjectPath(specifier)) return undefined;
    if (specifier.startsWith('.')) return this.#at(join(folderOf(from), specifier));
    for (const meaning of this.#names.meaningsOf(from, specifier)) {
      const target = this.#at(meaning);
      if (target !== undefined) return target;
    }
    return undefined;
  }

  #at(base: string | undefined): string | undefined {
    if (base === undefined) return undefined;
    // TypeScript's own way: `./db.js` in the source means `./db.ts`.
    const stripped = base.replace(/\.([cm]?)js(x?)$/, '');
    for (const candidate of stripped === base ? [base] : [base, stripped]) {
      for (const extension of extensions)
        if (this.files.has(candidate + extension)) return candidate + extension;
    }
    return undefined;
  }
}
