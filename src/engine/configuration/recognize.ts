import type { AccessPath } from '../facts/facts';
import { type Configuration, fromBase } from './configuration';

/** An entry of `recognize`: a bare name, or a name that a module exports. */
interface Entry {
  /** A package, or a project path as the configuration sees it, without extension; undefined for a bare name. */
  module?: string;
  /** The names after each other: `db.scoped` is two. */
  names: string[];
}

/** Tells whether an access path leads through something that the project has declared. */
export class Recognizer {
  readonly #entries: readonly Entry[];

  constructor(
    entries: readonly string[],
    private readonly configuration: Configuration,
  ) {
    this.#entries = entries.map(recognizeEntry);
  }

  /**
   * `file` is where the path is written: `./limits#api` of `src/app.ts` is the `api` of `src/limits`. A bare name is recognised
   * anywhere on the path, so that `limiter` stands for `limiter.api` and `limiter()` too.
   */
  recognizes(file: string, path: AccessPath): boolean {
    const at = path.indexOf('#');
    const module = at < 0 ? undefined : this.#moduleOf(file, path.slice(0, at));
    const names = namesIn(path.slice(at + 1));
    return this.#entries.some((entry) => {
      if (entry.module === undefined) return isWithin(entry.names, names);
      return entry.module === module && entry.names.every((name, index) => names[index] === name);
    });
  }

  /** What `module` of an access path is called in entries: a package as it is, a project file by its path. */
  #moduleOf(file: string, module: string): string | undefined {
    if (/^(param:\d+|global|this)$/.test(module)) return undefined;
    if (module !== 'local' && !module.startsWith('.')) return module;
    return ownModuleName(this.configuration, file, module);
  }
}

/**
 * What a configuration calls a file of the project that another one imports by a relative path: `src/http` for `./http` of `src/app.ts`; for `local`, the file
 * itself. Undefined for what does not lie below the configuration.
 */
export function ownModuleName(
  configuration: Configuration,
  file: string,
  module: string,
): string | undefined {
  const target = module === 'local' ? file : join(file.slice(0, Math.max(0, file.lastIndexOf('/'))), module);
  const own = target === undefined ? undefined : fromBase(configuration, target);
  return own === undefined ? undefined : withoutExtension(own);
}

/** Reads an entry as people write it: `limiter`, `db.scoped`, `@acme/limits#api`, `./src/limits.ts#api`. */
export function recognizeEntry(text: string): Entry {
  const at = text.lastIndexOf('#');
  const names = namesIn(text.slice(at + 1));
  if (at < 0) return { names };
  // A default export has no name of its own on an access path.
  const own = names[0] === 'default' ? names.slice(1) : names;
  return { module: withoutExtension(text.slice(0, at).replace(/^\.\//, '')), names: own };
}

/** `Pool().query` → Pool, query. */
function namesIn(members: string): string[] {
  return members
    .replace(/\([^()]*\)/g, '')
    .split('.')
    .filter(Boolean);
}

function isWithin(wanted: readonly string[], names: readonly string[]): boolean {
  if (wanted.length === 0) return false;
  return names.some((_, start) => wanted.every((name, index) => names[start + index] === name));
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
}

function join(folder: string, specifier: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of specifier.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
