/** What a lock file says of the packages that its project's files get when they import them. */
export interface LockFact {
  /**
   * Folder of a package that the file is about, below that of the lock file (empty for its own) → name, as it is imported → what is installed for it
   * there. What is not found in a folder may be in one above.
   */
  installed: Record<string, Record<string, Installed>>;
  /** Where the file does not speak of folders (yarn): name → range, as a package.json asks for it → what that comes to. */
  resolved: Record<string, Record<string, Installed>>;
}

/** An exact version, `8.11.3`; with the package where the name is an alias for it: `pg@8.11.3`. */
export type Installed = string;

const exact = /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/;

/** What is known of a package under a name; undefined where the version is none, as that of a link, of a folder or of a repository. */
export function installedAs(name: string, packageName: string, version: string): Installed | undefined {
  if (!exact.test(version)) return undefined;
  return packageName === name ? version : `${packageName}@${version}`;
}

/** The counterpart of `installedAs`. */
export function readInstalled(name: string, installed: Installed): { package: string; version: string } {
  const at = installed.lastIndexOf('@');
  return at > 0
    ? { package: installed.slice(0, at), version: installed.slice(at + 1) }
    : { package: name, version: installed };
}

/**
 * The package and the range that a range of a package.json asks for: `npm:pg@^8` is another package than the name it stands under, `npm:^8` and a
 * patched `patch:pg@npm%3A^8#…` are the same one.
 */
export function readRange(name: string, range: string): { package: string; range: string } {
  const patched = /^patch:((?:@[^/@]+\/)?[^/@]+)@([^#]*)/.exec(range);
  const plain = patched?.[2] === undefined ? range : patched[2].replace(/%3A/gi, ':').replace(/%40/g, '@');
  if (!plain.startsWith('npm:')) return { package: patched?.[1] ?? name, range: plain };
  const asked = plain.slice('npm:'.length);
  const at = asked.indexOf('@', 1);
  if (at > 0) return { package: asked.slice(0, at), range: asked.slice(at + 1) };
  return asked.startsWith('@')
    ? { package: asked, range: '' }
    : { package: patched?.[1] ?? name, range: asked };
}

/** Collects what is installed, by folder. */
export class InstalledPackages {
  readonly #byFolder = new Map<string, Map<string, Installed>>();

  /** Says that the lock file is about the package in this folder. */
  folder(folder: string): Map<string, Installed> {
    const known = this.#byFolder.get(folder) ?? new Map<string, Installed>();
    this.#byFolder.set(folder, known);
    return known;
  }

  add(folder: string, name: string, installed: Installed | undefined): void {
    if (installed !== undefined) this.folder(folder).set(name, installed);
  }

  toRecord(): LockFact['installed'] {
    return toRecord(this.#byFolder);
  }
}

export function toRecord<T>(
  maps: ReadonlyMap<string, ReadonlyMap<string, T>>,
): Record<string, Record<string, T>> {
  return Object.fromEntries([...maps].map(([key, values]) => [key, Object.fromEntries(values)]));
}

export type Json = Readonly<Record<string, unknown>>;

/** A value of a lock file as an object; an empty one where it is something else. */
export function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
