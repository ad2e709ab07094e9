import type { FileFacts, Manifest } from '../facts/facts';
import { packageOf } from './packages';

interface Compiler {
  /** Pattern → paths of the project that it may stand for; the most exact pattern first. */
  paths: [pattern: string, targets: string[]][];
  base?: string;
}

const maxExtends = 6;
/** What stands for the folder of the configuration that builds on others. */
const leafFolder = `\${configDir}`;

/**
 * What a name that is no relative path means, as far as a project says it: the paths and the base of the nearest compiler configuration, names of
 * its packages with what they export, a package's own `imports`, and the customs `@/`, `~/` and `src/`.
 */
export class ModuleNames {
  readonly #packages = new Map<string, { folder: string; manifest: Manifest }>();
  /** Folder → the configurations in it. */
  readonly #compilerFiles = new Map<string, string[]>();
  /** Folder → the configurations that hold for files in it, nearest first. */
  readonly #compilers = new Map<string, Compiler[]>();

  constructor(private readonly files: ReadonlyMap<string, FileFacts>) {
    for (const { path, manifest, compiler } of files.values()) {
      const folder = folderOf(path);
      const known = manifest?.name === undefined ? undefined : this.#packages.get(manifest.name);
      // Of two packages of one name the outer one is meant: the other is a copy that something has made.
      if (manifest?.name !== undefined && (!known || folder.length < known.folder.length))
        this.#packages.set(manifest.name, { folder, manifest });
      if (compiler) this.#compilerFiles.set(folder, [...(this.#compilerFiles.get(folder) ?? []), path]);
    }
  }

  /** Project paths, without extension, that a name may mean in a file, best first. */
  meaningsOf(from: string, name: string): string[] {
    return [
      ...this.#imported(from, name),
      ...this.#byCompiler(from, name),
      ...this.#byPackage(name),
      ...this.#byCustom(from, name),
    ];
  }

  /** `#db`: what the file's package says of it. */
  #imported(from: string, name: string): string[] {
    if (!name.startsWith('#')) return [];
    const folder = packageOf(this.files, from);
    const imports = this.files.get(join(folder, 'package.json') ?? '')?.manifest?.imports;
    return imports
      ? matches(Object.entries(imports), name).flatMap((target) => sourcesOf(folder, target))
      : [];
  }

  #byCompiler(from: string, name: string): string[] {
    return this.#compilersFor(folderOf(from)).flatMap(({ paths, base }) => [
      ...matches(paths, name),
      ...(base === undefined || name.startsWith('#') ? [] : under(base, name)),
    ]);
  }

  #byPackage(name: string): string[] {
    const parts = name.split('/');
    const length = name.startsWith('@') ? 2 : 1;
    const found = this.#packages.get(parts.slice(0, length).join('/'));
    if (!found) return [];
    const { folder, manifest } = found;
    const subpath = parts.slice(length).join('/');
    const exported = matches(Object.entries(manifest.exports ?? {}), subpath === '' ? '.' : `./${subpath}`);
    if (subpath !== '')
      return [
        ...exported.flatMap((each) => sourcesOf(folder, each)),
        ...sourcesOf(folder, subpath),
        ...under(folder, `src/${subpath}`),
      ];
    const entries = [...exported, ...(manifest.entries ?? []), 'src/index', 'index', 'src/main', 'src'];
    return entries.flatMap((each) => sourcesOf(folder, each));
  }

  /** `@/users`, `~/users` and `#src/users` stand for the package's own sources, by a custom that nearly all projects keep. */
  #byCustom(from: string, name: string): string[] {
    if (!/^(@|~|#[\w-]*|src)\//.test(name)) return [];
    const rest = name.slice(name.indexOf('/') + 1);
    const own = /^#?([\w-]+)\//.exec(name)?.[1];
    const folder = packageOf(this.files, from);
    const starts = own === undefined ? ['src', '', 'app'] : [own, 'src', ''];
    return starts.flatMap((start) => under(folder, `${start}/${rest}`));
  }

  #compilersFor(folder: string): Compiler[] {
    const known = this.#compilers.get(folder);
    if (known) return known;
    const own = (this.#compilerFiles.get(folder) ?? [])
      .sort(byPlainness)
      .flatMap((path) => this.#read(path, folder, 0) ?? []);
    const above = folder === '' ? [] : this.#compilersFor(folderOf(folder));
    const found = [...own, ...above];
    this.#compilers.set(folder, found);
    return found;
  }

  /** A configuration with what it builds on; undefined where it says nothing of names. */
  #read(path: string, leaf: string, depth: number): Compiler | undefined {
    const compiler = this.files.get(path)?.compiler;
    if (!compiler || depth > maxExtends) return undefined;
    const folder = folderOf(path);
    const below = (target: string) =>
      target.startsWith(leafFolder) ? join(leaf, target.slice(leafFolder.length)) : join(folder, target);
    const inherited = compiler.extends.flatMap((each) => {
      const target = this.#configurationAt(folder, each);
      return (target !== undefined && this.#read(target, leaf, depth + 1)) || [];
    });
    const result: Compiler = { paths: inherited.findLast((each) => each.paths.length > 0)?.paths ?? [] };
    const base =
      compiler.baseUrl === undefined
        ? inherited.findLast((each) => each.base !== undefined)?.base
        : below(compiler.baseUrl);
    if (base !== undefined) result.base = base;
    if (compiler.paths)
      result.paths = Object.entries(compiler.paths)
        .sort(([a], [b]) => b.length - a.length)
        .map(([pattern, targets]) => [
          pattern,
          targets.flatMap(
            (each) => (base !== undefined && !each.startsWith('$') ? join(base, each) : below(each)) ?? [],
          ),
        ]);
    return result.paths.length > 0 || result.base !== undefined ? result : undefined;
  }

  /** The file of the project that `extends` names; what a package from outside says is not known. */
  #configurationAt(folder: string, name: string): string | undefined {
    const start = name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/');
    const base = name.startsWith('.')
      ? join(folder, name)
      : join(this.#packages.get(start)?.folder ?? '\0', name.slice(start.length));
    if (base === undefined) return undefined;
    return [base, `${base}.json`, `${base}/tsconfig.json`].find(
      (each) => this.files.get(each)?.compiler !== undefined,
    );
  }
}

/** What the first pattern that fits a name may stand for, its star filled in. */
function matches(patterns: readonly (readonly [string, readonly string[]])[], name: string): string[] {
  for (const [pattern, targets] of patterns) {
    const [start = '', end] = pattern.split('*');
    if (
      end === undefined
        ? name !== pattern
        : !(name.startsWith(start) && name.endsWith(end) && name.length >= start.length + end.length)
    )
      continue;
    const star = end === undefined ? '' : name.slice(start.length, name.length - end.length);
    return targets.map((each) => each.replace('*', star));
  }
  return [];
}

/** Where what a package is made into comes from: `dist/users/index.js` from `src/users/index`. */
function sourcesOf(folder: string, target: string): string[] {
  const plain = target.replace(/^\.?\//, '').replace(/(\.d)?\.[cm]?[jt]sx?$/, '');
  const made = /^(dist|build|lib|out|esm|cjs|output|types|es)\/((esm|cjs|es|types|src|source)\/)*/.exec(
    plain,
  )?.[0];
  const rest = made === undefined ? undefined : plain.slice(made.length);
  return [plain, ...(rest === undefined ? [] : [`src/${rest}`, rest])].flatMap((each) => under(folder, each));
}

function under(folder: string, path: string): string[] {
  const joined = join(folder, path);
  return joined === undefined ? [] : [joined];
}

/** `tsconfig.json` speaks before the others of its folder. */
function byPlainness(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Joins a folder and a relative path; undefined when it leaves the project. */
export function join(folder: string, path: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else parts.push(part);
  }
  return parts.join('/');
}
