import type { AccessPath, ExportFact, FileFacts } from '../facts/facts';
import { member, splitPath } from '../facts/reading/access-path';
import { ModuleTargets } from './module-targets';

const maxHops = 8;

/** What a path of one file denotes in another. */
export interface Place {
  file: string;
  path: AccessPath;
}

/** Which file an import means, and what an imported name denotes in the end. */
export class ModuleGraph {
  /** Target file and members → what they denote. */
  readonly #denoted = new Map<string, Place | undefined>();

  constructor(
    private readonly files: ReadonlyMap<string, FileFacts>,
    private readonly targets = new ModuleTargets(files),
  ) {}

  /** Whether a path, or a specifier, leads to another file of the project. */
  isProjectPath(path: AccessPath): boolean {
    return this.targets.isProjectPath(path);
  }

  /** The project file that a specifier means; undefined for packages from outside and for files that are not there. */
  targetOf(from: string, specifier: string): string | undefined {
    return this.targets.of(from, specifier);
  }

  /** The folder of the package that a file belongs to; empty for the project's root. */
  packageOf(path: string): string {
    return this.targets.packageOf(path);
  }

  /** Follows a path of one file through the project's modules until it starts at a package, a global or a file's own code. */
  resolve(file: string, path: AccessPath): Place {
    return this.hops(file, path).at(-1) ?? { file, path };
  }

  /** The path itself and what it denotes from file to file, the last as `resolve` has it. */
  hops(file: string, path: AccessPath): readonly Place[] {
    const found = [{ file, path }];
    for (let hop = 0; hop < maxHops; hop++) {
      const at = found[found.length - 1] as Place;
      const { module, members } = splitPath(at.path);
      const target = this.targetOf(at.file, module);
      const next = target === undefined ? undefined : this.#denotedBy(target, members);
      if (!next) break;
      found.push(next);
    }
    return found;
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
      const fact = exportNamed(facts, name === '' ? 'default' : name);
      if (
        fact &&
        (fact.value || fact.members || fact.denotes === undefined || !this.isProjectPath(fact.denotes))
      )
        return { file: target, fact, rest };
      // `import tables from './tables'` read as `tables.users`.
      const whole = exportNamed(facts, 'default');
      if (!fact && name !== '' && whole?.members?.[name])
        return { file: target, fact: whole, rest: `.${members}` };
      const found = this.#denotedBy(target, members);
      if (!found) return undefined;
      at = found;
    }
    return undefined;
  }

  #denotedBy(target: string, members: string): Place | undefined {
    const key = `${target}\0${members}`;
    const known = this.#denoted.get(key);
    if (known !== undefined || this.#denoted.has(key)) return known;
    const found = this.#exported(target, members);
    this.#denoted.set(key, found);
    return found;
  }

  /** What `members` of a module's exports denotes: the first name is the export, the rest is read from it. */
  #exported(target: string, members: string, depth = 0): Place | undefined {
    const facts = this.files.get(target);
    if (!facts || depth > maxHops) return undefined;
    const [, name = '', rest = ''] = /^([\w$]*)(.*)$/s.exec(members) ?? [];
    const byName = exportNamed(facts, name);
    const whole = exportNamed(facts, 'default');
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

const exportsByName = new WeakMap<FileFacts, ReadonlyMap<string, ExportFact>>();

/** The first export of that name; a file with hundreds of them is asked for each. */
export function exportNamed(file: FileFacts, name: string): ExportFact | undefined {
  let known = exportsByName.get(file);
  if (!known) {
    const byName = new Map<string, ExportFact>();
    for (const each of file.exports) if (!byName.has(each.name)) byName.set(each.name, each);
    exportsByName.set(file, byName);
    known = byName;
  }
  return known.get(name);
}

function append(path: AccessPath, rest: string): AccessPath {
  if (rest.startsWith('.')) {
    const [, first = '', more = ''] = /^\.([\w$]+)(.*)$/s.exec(rest) ?? [];
    return member(path, first) + more;
  }
  return path + rest;
}
