import type { AccessPath } from '../facts';

/**
 * The names by which a project imports its own files beside relative paths: names of its packages, aliases of its compiler's configuration. They are
 * told by the whole project and are part of how one file is read, so that a path such as `@acme/db#pool` is known to lead to another file of
 * the project, and one such as `@nestjs/common#Injectable()` costs nothing.
 */
export class OwnModules {
  /** The first part of a name → the names that begin with it: those that end in `*` cover all that begins so. */
  readonly #byHead = new Map<string, string[]>();
  /** What these names come down to: equal for equal names. */
  readonly key: string;

  constructor(names: Iterable<string>) {
    const sorted = [...new Set(names)].sort();
    this.key = sorted.join(' ');
    for (const name of sorted) {
      const head = headOf(name);
      this.#byHead.set(head, [...(this.#byHead.get(head) ?? []), name]);
    }
  }

  /** Whether a specifier, or the module of an access path, is one of these names or lies below one. */
  covers(path: AccessPath): boolean {
    if (this.#byHead.size === 0) return false;
    const end = path.indexOf('#', 1);
    const specifier = end < 0 ? path : path.slice(0, end);
    const names = this.#byHead.get(headOf(specifier));
    return names?.some((name) => covers(name, specifier)) ?? false;
  }
}

export const noOwnModules = new OwnModules([]);

function covers(name: string, specifier: string): boolean {
  if (name.endsWith('*')) return specifier.startsWith(name.slice(0, -1));
  return specifier === name || specifier.startsWith(`${name}/`);
}

/** `@acme` of `@acme/db/users`, `shared` of `shared/time`. */
function headOf(name: string): string {
  const slash = name.indexOf('/');
  return slash < 0 ? name : name.slice(0, slash);
}
