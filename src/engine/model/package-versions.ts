import semver from 'semver';
import type { FileFacts } from '../facts/facts';
import { lockFileNames } from '../libraries/lock-files';
import { type Installed, type LockFact, readInstalled, readRange } from '../libraries/lock-files/lock-fact';
import { plainRange } from '../libraries/lock-files/yarn';
import type { Libraries } from '../libraries/look-up';
import { type PackageVersions, unknownVersions } from '../libraries/versions';
import { folderOf } from './module-names';

/** What a name stands for where it is imported; without a version where only the package is known. */
interface Meaning {
  package: string;
  version?: string;
}

/**
 * Which version of each library the files of a project have, by their packages: what the nearest lock file at or above a package says, else the
 * lowest version that the range of its package.json allows, else what holds for the package around it. Only of packages that `libraries` says something
 * else of by version, and of other names for those that it knows.
 */
export class ProjectVersions {
  /** Folder of a package → what its package.json asks for. */
  readonly #packages = new Map<string, ReadonlyMap<string, string>>();
  /** Folder → its lock files, the one that is asked first before the others. */
  readonly #locks = new Map<string, Lock[]>();
  /** Package → whether its version matters: each package of a workspace asks again. */
  readonly #versioned = new Map<string, boolean>();
  readonly #versions = new Map<string, PackageVersions>();
  /** Folder → that of its package. */
  readonly #packageOf = new Map<string, string>();
  /** Equal for equal answers in all packages. */
  readonly key: string;

  constructor(
    files: ReadonlyMap<string, FileFacts>,
    private readonly libraries: Pick<Libraries, 'knows' | 'isVersioned'>,
  ) {
    // What lies in no package is taken to be of one at the root.
    this.#packages.set('', new Map());
    const locks: { path: string; lock: LockFact }[] = [];
    for (const { path, manifest, lock } of files.values()) {
      if (manifest)
        this.#packages.set(folderOf(path), new Map(this.#telling(manifest.requires ?? {}, askedFor)));
      if (lock) locks.push({ path, lock });
    }
    locks.sort((a, b) => rankOf(a.path) - rankOf(b.path));
    for (const { path, lock } of locks) {
      const folder = folderOf(path);
      this.#locks.set(folder, [...(this.#locks.get(folder) ?? []), this.#lock(lock)]);
    }
    const byKey = new Map<string, PackageVersions>();
    for (const folder of [...this.#packages.keys()].sort()) {
      const found = new FoundVersions(this.#meaningsIn(folder));
      const versions = byKey.get(found.key) ?? found;
      byKey.set(found.key, versions);
      this.#versions.set(folder, versions);
    }
    this.key = [...this.#versions].map(([folder, { key }]) => `${folder}: ${key}`).join('\n');
  }

  /** The versions that a file has. */
  of(path: string): PackageVersions {
    const folder = folderOf(path);
    const known = this.#packageOf.get(folder);
    const packageFolder = known ?? [...upwards(folder)].find((each) => this.#packages.has(each)) ?? '';
    this.#packageOf.set(folder, packageFolder);
    return this.#versions.get(packageFolder) ?? unknownVersions;
  }

  #lock({ installed, resolved }: LockFact): Lock {
    return new Lock(
      new Map(
        Object.entries(installed).map(([folder, names]) => [
          folder,
          new Map(this.#telling(names, asInstalled)),
        ]),
      ),
      new Map(
        Object.entries(resolved).flatMap(([name, ranges]) => {
          const telling = this.#telling(ranges, (_, value) => asInstalled(name, value), name);
          return telling.length > 0 ? [[name, new Map(telling)]] : [];
        }),
      ),
    );
  }

  /** The entries about packages whose version matters, or that go by another name. */
  #telling<T>(
    entries: Readonly<Record<string, T>>,
    packageOf: (name: string, value: T) => string,
    under?: string,
  ): [string, T][] {
    return Object.entries(entries).filter(([key, value]) => {
      const name = under ?? key;
      const meant = packageOf(name, value);
      return this.#isVersioned(meant) || (meant !== name && this.libraries.knows(meant));
    });
  }

  #isVersioned(packageName: string): boolean {
    const known = this.#versioned.get(packageName) ?? this.libraries.isVersioned(packageName);
    this.#versioned.set(packageName, known);
    return known;
  }

  #meaningsIn(folder: string): Map<string, Meaning> {
    const names = new Set<string>();
    for (const at of upwards(folder)) {
      for (const name of this.#packages.get(at)?.keys() ?? []) names.add(name);
      for (const lock of this.#locks.get(at) ?? []) for (const name of lock.names) names.add(name);
    }
    const meanings = new Map<string, Meaning>();
    for (const name of [...names].sort()) {
      const meaning = this.#meaningOf(name, folder);
      if (meaning && (meaning.version !== undefined || meaning.package !== name)) meanings.set(name, meaning);
    }
    return meanings;
  }

  /** A package without a word of this one, as one that only says of which type its files are, gets what the package around it has. */
  #meaningOf(name: string, folder: string): Meaning | undefined {
    for (const at of upwards(folder)) {
      const requires = this.#packages.get(at);
      if (!requires) continue;
      const range = requires.get(name);
      const { locks, within } = this.#nearestLocks(at);
      for (const lock of locks) {
        const installed =
          lock.installedIn(within, name) ?? (range === undefined ? undefined : lock.resolve(name, range));
        if (installed !== undefined) return readInstalled(name, installed);
      }
      if (range !== undefined) return leastOf(name, range);
    }
    for (const lock of this.#nearestLocks(folder).locks) {
      const installed = lock.only(name);
      if (installed !== undefined) return readInstalled(name, installed);
    }
    return undefined;
  }

  /** The lock files of the nearest folder that has some, and where a package lies below it. */
  #nearestLocks(folder: string): { locks: readonly Lock[]; within: string } {
    for (const at of upwards(folder)) {
      const locks = this.#locks.get(at);
      if (locks) return { locks, within: at === '' ? folder : folder.slice(at.length + 1) };
    }
    return { locks: [], within: folder };
  }
}

/** One lock file, with what matters of it. */
class Lock {
  /** All names that it speaks of: asked for by each package of a workspace. */
  readonly names: ReadonlySet<string>;

  constructor(
    private readonly installed: ReadonlyMap<string, ReadonlyMap<string, Installed>>,
    private readonly resolved: ReadonlyMap<string, ReadonlyMap<string, Installed>>,
  ) {
    this.names = new Set([
      ...[...installed.values()].flatMap((names) => [...names.keys()]),
      ...resolved.keys(),
    ]);
  }

  /** What is installed for a package in a folder below the lock file: nothing where the file is not about that package. */
  installedIn(folder: string, name: string): Installed | undefined {
    if (!this.installed.has(folder)) return undefined;
    for (const at of upwards(folder)) {
      const found = this.installed.get(at)?.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /**
   * What a range of a package.json comes to. Where a catalog, a tag or an override stands between the two, it is the newest of those that the range
   * allows, or the only one that there is.
   */
  resolve(name: string, range: string): Installed | undefined {
    const exact = this.resolved.get(name)?.get(plainRange(range));
    if (exact !== undefined) return exact;
    if (!isRange(range)) return /^catalog:|^[\w.-]+$/.test(range) ? this.only(name) : undefined;
    return this.#distinct(name)
      .filter((each) => semver.satisfies(readInstalled(name, each).version, range))
      .sort((a, b) => semver.rcompare(readInstalled(name, a).version, readInstalled(name, b).version))[0];
  }

  /** What a name comes to whoever asks for it. */
  only(name: string): Installed | undefined {
    const [first, ...others] = this.#distinct(name);
    return others.length === 0 ? first : undefined;
  }

  #distinct(name: string): Installed[] {
    return [...new Set(this.resolved.get(name)?.values() ?? [])];
  }
}

class FoundVersions implements PackageVersions {
  readonly key: string;

  constructor(private readonly meanings: ReadonlyMap<string, Meaning>) {
    this.key = [...meanings]
      .map(
        ([name, { package: meant, version }]) =>
          `${name}=${meant === name ? '' : `${meant}@`}${version ?? ''}`,
      )
      .join(' ');
  }

  versionOf(packageName: string): string | undefined {
    return this.meanings.get(packageName)?.version;
  }

  packageOf(name: string): string {
    return this.meanings.get(name)?.package ?? name;
  }
}

/** The lowest version that a range allows, where it is a range that says something: `*`, a tag, a link and a repository do not. */
function leastOf(name: string, asked: string): Meaning {
  const { package: meant, range } = readRange(name, asked);
  const least = isRange(range) ? semver.minVersion(range, { loose: true })?.version : undefined;
  return least === undefined || least === '0.0.0' ? { package: meant } : { package: meant, version: least };
}

function isRange(range: string): boolean {
  return semver.validRange(range, { loose: true }) !== null;
}

function askedFor(name: string, range: string): string {
  return readRange(name, range).package;
}

function asInstalled(name: string, installed: Installed): string {
  return readInstalled(name, installed).package;
}

function rankOf(lockPath: string): number {
  return lockFileNames.indexOf(lockPath.slice(lockPath.lastIndexOf('/') + 1));
}

/** A folder and those around it, up to the root. */
function* upwards(folder: string): Generator<string> {
  for (let at = folder; at !== ''; at = folderOf(at)) yield at;
  yield '';
}
