import type { BindingFact, FileFacts, ShapeFact } from '../facts/facts';
import { splitPath } from '../facts/reading/access-path';
import type { ModuleGraph } from './module-graph';

/** A class, interface, object or factory's result, and the file that declares it. */
export interface ShapeRef {
  file: FileFacts;
  shape: ShapeFact;
}

/**
 * Which class stands behind an interface: the only one that says it implements it, or the one that a container is told to make. In a
 * monorepo several packages may have an interface of the same name, so each package is asked for itself.
 */
export class Containers {
  /** Interface or abstract class → the classes that say they are one, by package. */
  readonly #classes = new Map<string, ShapeRef[]>();
  readonly #bindings = new Map<string, { file: FileFacts; binding: BindingFact }[]>();
  readonly #tokens = new Map<string, Set<string>>();
  readonly #asked = new Map<string, ShapeRef | undefined>();

  constructor(
    private readonly files: ReadonlyMap<string, FileFacts>,
    private readonly modules: ModuleGraph,
    private readonly shapeOf: (file: FileFacts, name: string) => ShapeRef | undefined,
  ) {
    for (const file of files.values()) {
      if (file.role !== 'source') continue;
      for (const shape of file.shapes) for (const name of shape.is) add(this.#classes, name, { file, shape });
      for (const binding of file.bindings) {
        if (binding.made !== undefined) add(this.#bindings, binding.token, { file, binding });
        if (binding.contract === undefined) continue;
        const tokens = this.#tokens.get(binding.contract) ?? new Set();
        this.#tokens.set(binding.contract, tokens.add(binding.token));
      }
    }
  }

  /** The class that is made where an interface is asked for in a package. */
  made(contract: string, folder: string): ShapeRef | undefined {
    const key = `${folder}\0${contract}`;
    if (this.#asked.has(key)) return this.#asked.get(key);
    const all = (this.#classes.get(contract) ?? []).filter(({ shape }) => shape.kind === 'class');
    const near = all.filter(({ file }) => this.modules.packageOf(file.path) === folder);
    const candidates = near.length > 0 ? near : all;
    const found = candidates.length === 1 ? candidates[0] : this.#bound(contract, folder);
    this.#asked.set(key, found);
    return found;
  }

  /** The class that a container makes for a bare name. */
  named(token: string, folder: string): ShapeRef | undefined {
    return this.#only([token], folder);
  }

  #bound(contract: string, folder: string): ShapeRef | undefined {
    return this.#only([...(this.#tokens.get(contract) ?? [])], folder);
  }

  #only(tokens: readonly string[], folder: string): ShapeRef | undefined {
    const bound = tokens.flatMap((token) => this.#bindings.get(token) ?? []);
    const near = bound.filter(({ file }) => this.modules.packageOf(file.path) === folder);
    const made = new Map<string, ShapeRef>();
    for (const { file, binding } of near.length > 0 ? near : bound) {
      const resolved = this.modules.resolve(file.path, binding.made ?? '');
      const target = this.files.get(resolved.file);
      const { module, members } = splitPath(resolved.path);
      const name = members.replace(/\(\)$/, '');
      const shape = target && module === 'local' ? this.shapeOf(target, name) : undefined;
      // One that cannot be followed may be the one that is used.
      if (!shape) return undefined;
      made.set(`${shape.file.path}\0${name}`, shape);
    }
    return made.size === 1 ? [...made.values()][0] : undefined;
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
