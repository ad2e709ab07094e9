import type { FileFacts } from '../facts/facts';
import type { FileLibraries } from '../libraries/look-up';
import type { ModuleGraph } from './module-graph';

/** Where files run when they do not say so themselves: as all their importers do, else as their package does. */
export class Sides {
  readonly #known = new Map<string, FileFacts['side']>();
  readonly #importers = new Map<string, string[]>();

  constructor(
    private readonly files: ReadonlyMap<string, FileFacts>,
    private readonly modules: ModuleGraph,
    private readonly libraries: FileLibraries,
  ) {
    for (const file of files.values()) {
      for (const each of file.imports) {
        const target = each.typeOnly ? undefined : modules.targetOf(file.path, each.specifier);
        if (target === undefined) continue;
        const known = this.#importers.get(target);
        if (known) known.push(file.path);
        else this.#importers.set(target, [file.path]);
      }
    }
  }

  of(path: string): FileFacts['side'] {
    const known = this.#known.get(path);
    if (known) return known;
    this.#known.set(path, 'unknown');
    const side = this.#decide(path);
    this.#known.set(path, side);
    return side;
  }

  #decide(path: string): FileFacts['side'] {
    const file = this.files.get(path);
    if (file?.side !== 'unknown') return file?.side ?? 'unknown';
    const folder = this.modules.packageOf(path);
    const manifest = this.files.get(folder === '' ? 'package.json' : `${folder}/package.json`)?.manifest;
    const serves = manifest?.dependencies.some((each) => this.libraries.is(each, 'back-end')) ?? false;
    const shows =
      manifest?.dependencies.some((each) => this.libraries.is(each, 'browser-framework')) ?? false;
    if (serves !== shows) return serves ? 'server' : 'browser';
    const importers = new Set((this.#importers.get(path) ?? []).map((each) => this.of(each)));
    importers.delete('unknown');
    if (importers.size === 1) return [...importers][0] as FileFacts['side'];
    if (importers.has('server')) return 'server';
    return 'unknown';
  }
}
