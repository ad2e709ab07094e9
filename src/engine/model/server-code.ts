import type { Layer } from '../configuration';
import { isFrontEnd, isFullStack } from '../facts/code/boundaries';
import type { FileFacts, ImportFact } from '../facts/facts';
import { splitPath } from '../facts/reading/access-path';
import type { FileLibraries } from '../libraries/look-up';
import { isScript } from '../source/language';
import { findLayers } from './layers';
import { exportNamed, type ModuleGraph } from './module-graph';

/** Files that are looked at from one import on; what is further away is somebody else's import. */
const mostFiles = 40;
const maxDepth = 4;

/** Which files are for browsers alone, and which need a server as soon as they are loaded. */
export class ServerCode {
  #programs: [string, Layer][] | undefined;
  readonly #forBrowsers = new Map<FileFacts, boolean>();
  /** File → exported name → the file that it comes from. */
  readonly #holders = new Map<FileFacts, Map<string, FileFacts>>();
  readonly #needing = new Map<string, FileFacts | undefined>();

  constructor(
    private readonly files: ReadonlyMap<string, FileFacts>,
    private readonly modules: ModuleGraph,
    private readonly libraries: FileLibraries,
    private readonly sideOf: (path: string) => FileFacts['side'],
  ) {}

  /**
   * Whether a file is sent to browsers: it is marked so, it belongs to a package that is nothing but a front end, or to the folder of one that
   * stands beside a back end's.
   */
  isForBrowsers(file: FileFacts): boolean {
    // Asked for each import of the file.
    const known = this.#forBrowsers.get(file) ?? this.#decide(file);
    this.#forBrowsers.set(file, known);
    return known;
  }

  #decide(file: FileFacts): boolean {
    if (file.directive !== undefined) return file.directive === 'client';
    const folder = this.modules.packageOf(file.path);
    const manifest = this.files.get(folder === '' ? 'package.json' : `${folder}/package.json`)?.manifest;
    if (isFullStack(manifest, this.libraries) || file.side === 'server' || file.serverOnly) return false;
    if (isFrontEnd(manifest, this.libraries)) return this.sideOf(file.path) === 'browser';
    return this.#programOf(file.path) === 'frontend';
  }

  /** Whether two files belong to different programs: to other packages, or to folders of a front end and a back end. */
  areApart(file: FileFacts, other: FileFacts): boolean {
    if (this.modules.packageOf(file.path) !== this.modules.packageOf(other.path)) return true;
    const [one, two] = [this.#programOf(file.path), this.#programOf(other.path)];
    return one !== two && one !== undefined && two !== undefined;
  }

  /** The front end, back end or database by whose customary folder a path goes. */
  #programOf(path: string): string | undefined {
    this.#programs ??= Object.entries(
      findLayers(
        [...this.files.values()].flatMap((file) =>
          file.role === 'source' && isScript(file.language) ? [file.path] : [],
        ),
      ),
    );
    const isSplit = this.#programs.some(([name]) => name === 'frontend');
    return isSplit
      ? this.#programs.find(([, { files }]) => files.some((each) => path.startsWith(each)))?.[0]
      : undefined;
  }

  /** Files that an import takes something from, through those that only pass it on. */
  holdersOf(file: FileFacts, { specifier, names }: ImportFact): FileFacts[] {
    const target = this.#targetOf(file, specifier);
    if (!target) return [];
    const found = names.map(({ imported }) =>
      imported === '*' ? target : this.#knownHolder(target, imported),
    );
    return [...new Set(found.length > 0 ? found : [target])];
  }

  #targetOf(file: FileFacts, specifier: string): FileFacts | undefined {
    const path = this.modules.targetOf(file.path, specifier);
    return path === undefined ? undefined : this.files.get(path);
  }

  /** Names that an index passes on are asked for again and again, and each time all that it exports would be looked through. */
  #knownHolder(file: FileFacts, name: string): FileFacts {
    const byName = this.#holders.get(file) ?? new Map<string, FileFacts>();
    this.#holders.set(file, byName);
    const known = byName.get(name) ?? this.#holderOf(file, name, 0) ?? file;
    byName.set(name, known);
    return known;
  }

  /** The file that a name is exported from, through `export … from`: what such a file loads beside that, a bundler leaves out. */
  #holderOf(file: FileFacts, name: string, depth: number): FileFacts | undefined {
    if (depth > maxDepth || file.directive === 'server') return file;
    const own = exportNamed(file, name);
    const { module, members } = splitPath(own?.denotes ?? '#');
    if (own && (own.local !== undefined || !/^[\w$]*$/.test(members))) return file;
    const next = own ? this.#targetOf(file, module) : undefined;
    if (own) return (next && this.#holderOf(next, members === '' ? 'default' : members, depth + 1)) ?? file;
    for (const each of file.exports) {
      const through =
        each.name === '*' ? this.#targetOf(file, splitPath(each.denotes ?? '#').module) : undefined;
      const found = through && this.#holderOf(through, name, depth + 1);
      if (found) return found;
    }
    return undefined;
  }

  /** The file that needs a server, of a file and all that it loads with it; undefined where none does. */
  needsServer(start: FileFacts): FileFacts | undefined {
    if (this.#needing.has(start.path)) return this.#needing.get(start.path);
    const found = this.#search(start);
    this.#needing.set(start.path, found);
    return found;
  }

  #search(start: FileFacts): FileFacts | undefined {
    const seen = new Set([start]);
    let ring = [start];
    for (let depth = 0; depth < maxDepth && ring.length > 0; depth++) {
      const next: FileFacts[] = [];
      for (const file of ring) {
        // What is marked so is called from afar, and not loaded.
        if (file.directive === 'server') continue;
        if (file.serverOnly) return file;
        for (const each of file.imports) {
          if (each.typeOnly || each.names.length === 0) continue;
          for (const holder of this.holdersOf(file, each)) {
            if (seen.has(holder) || seen.size >= mostFiles) continue;
            seen.add(holder);
            next.push(holder);
          }
        }
      }
      ring = next;
    }
    return undefined;
  }
}
