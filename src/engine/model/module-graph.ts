import { isProjectPath, member, splitPath } from '../facts/access-path';
import type { AccessPath, ExportFact, FileFacts } from '../facts/facts';
import { packageOf } from './apps';

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
  readonly #targets = new Map<string, string | undefined>();

  constructor(private readonly files: ReadonlyMap<string, FileFacts>) {}

  /** The project file that a relative specifier means; undefined for packages and for files that are not there. */
  targetOf(from: string, specifier: string): string | undefined {
    if (!isProjectPath(specifier)) return undefined;
    const key = `${from}\0${specifier}`;
    if (this.#targets.has(key)) return this.#targets.get(key);
    const target = this.#find(from, specifier);
    this.#targets.set(key, target);
    return target;
  }

  #find(from: string, specifier: string): string | undefined {
    const folder = from.slice(0, Math.max(0, from.lastIndexOf('/')));
    if (specifier.startsWith('.')) return this.#at(join(folder, specifier));
    // `@/users`, `~/users` and `#src/users` stand for the package's own sources, by a custom that nearly all projects keep.
    const rest = specifier.slice(specifier.indexOf('/') + 1);
    const own = /^#([\w-]+)\//.exec(specifier)?.[1];
    const base = packageOf(this.files, from);
    for (const start of own === undefined ? ['src', '', 'app'] : [own, 'src', '']) {
      const target = this.#at(join(base, `${start}/${rest}`));
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
      if (fact && (fact.value || fact.members || fact.denotes === undefined || !/^[.]/.test(fact.denotes)))
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

/** Joins a folder and a relative specifier; undefined when it leaves the project. */
function join(folder: string, specifier: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of specifier.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else parts.push(part);
  }
  return parts.join('/');
}
