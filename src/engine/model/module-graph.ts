import { isProjectPath, member, splitPath } from '../facts/access-path';
import type { AccessPath, ExportFact, FileFacts } from '../facts/facts';
import type { OwnModules } from '../facts/own-modules';
import { folderOf, join, ModuleNames } from './module-names';
import { findOwnModules } from './own-modules';

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
const maxHops = 8;

/** Which file an import means, and what an imported name denotes in the end. */
export class ModuleGraph {
  readonly #targets = new Map<string, Map<string, string | undefined>>();
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
  targetOf(from: string, specifier: string): string | undefined {
    if (!this.isProjectPath(specifier)) return undefined;
    // What a name means is the same for all files of a folder.
    const folder = folderOf(from);
    const known = this.#targets.get(folder) ?? new Map<string, string | undefined>();
    this.#targets.set(folder, known);
    if (!known.has(specifier)) known.set(specifier, this.#find(from, specifier));
    return known.get(specifier);
  }

  #find(from: string, specifier: string): string | undefined {
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

  /** Follows a path of one file through the project's modules until it starts at a package, a global or a file's own code. */
  resolve(file: string, path: AccessPath): { file: string; path: AccessPath } {
    let at = { file, path };
    for (let hop = 0; hop < maxHops; hop++) {
      const { module, members } = splitPath(at.path);
      const target = this.targetOf(at.file, module);
      if (target === undefined) return at;
      const found = this.#exported(target, members);
      if (!found) return at;
      at = found;
    }
    return at;
  }

  /** The export that a project path names, with the file it is in and what the path reads from it; through re-exports too. */
  exportOf(file: string, path: AccessPath): { file: string; fact: ExportFact; rest: string } | undefined {
    let at = { file, path };
    for (let hop = 0; hop < maxHops; hop++) {
      const { module, members } = splitPath(at.path);
      const target = this.targetOf(at.file, module);
      const facts = target === undefined ? undefined : this.files.get(target);
      if (!facts || target === undefined) return undefined;
      const [, name = '', rest = ''] = /^([\w$]*)(.*)$/s.exec(members) ?? [];
      const fact = facts.exports.find((each) => each.name === (name === '' ? 'default' : name));
      if (
        fact &&
        (fact.value || fact.members || fact.denotes === undefined || !this.isProjectPath(fact.denotes))
      )
        return { file: target, fact, rest };
      // `import tables from './tables'` read as `tables.users`.
      const whole = facts.exports.find((each) => each.name === 'default');
      if (!fact && name !== '' && whole?.members?.[name])
        return { file: target, fact: whole, rest: `.${members}` };
      const found = this.#exported(target, members);
      if (!found) return undefined;
      at = found;
    }
    return undefined;
  }

  /** What `members` of a module's exports denotes: the first name is the export, the rest is read from it. */
  #exported(target: string, members: string, depth = 0): { file: string; path: AccessPath } | undefined {
    const facts = this.files.get(target);
    if (!facts || depth > maxHops) return undefined;
    const [, name = '', rest = ''] = /^([\w$]*)(.*)$/s.exec(members) ?? [];
    const byName = facts.exports.find((each) => each.name === name);
    const whole = facts.exports.find((each) => each.name === 'default');
    const found: ExportFact | undefined = name === '' ? whole : (byName ?? undefined);
    if (found?.denotes !== undefined) return { file: target, path: append(found.denotes, rest) };
    // `module.exports = pool` read as `./db#query`, and `import db from` a file without a default.
    if (!byName && name !== '' && whole?.denotes !== undefined)
      return { file: target, path: append(whole.denotes, members.startsWith('(') ? members : `.${members}`) };
    for (const each of facts.exports) {
      if (each.name !== '*' || each.denotes === undefined) continue;
      const next = this.targetOf(target, splitPath(each.denotes).module);
      const through = next !== undefined ? this.#exported(next, members, depth + 1) : undefined;
      if (through) return through;
    }
    return undefined;
  }
}

function append(path: AccessPath, rest: string): AccessPath {
  if (rest.startsWith('.')) {
    const [, first = '', more = ''] = /^\.([\w$]+)(.*)$/s.exec(rest) ?? [];
    return member(path, first) + more;
  }
  return path + rest;
}
