import type { Entry } from './entry';
import type { Library, LibraryKind, Topic, Topics } from './library';
import { anyMember, anySteps, call, expandPattern, PatternTree, readPath } from './path-patterns';
import { isWithin, type PackageVersions, packageNameOf, unknownVersions } from './versions';

/** One line of a sheet, with what it is about and whose it is. */
export interface Known<T extends Topic = Topic> {
  topic: T;
  entry: Topics[T];
  library: Library;
}

/** What is not about a path but about the sheet as a whole. */
const headFields = new Set(['name', 'packages', 'kinds', 'runtime']);

/** All data sheets, ready to be asked: by package, and by access path in a time that does not depend on how many sheets there are. */
export class Libraries {
  /** Import specifier → what its sheets say; those with a `*` are kept apart. */
  readonly #exact = new Map<string, Described>();
  readonly #globs: { specifier: string; pattern: RegExp; described: Described }[] = [];
  readonly #bySpecifier = new Map<string, Described | undefined>();
  readonly #kinds = new Map<string, ReadonlySet<LibraryKind>>();
  /** Name of a package, without a subpath → the sheets about some part of it. */
  readonly #byPackage = new Map<string, Library[]>();
  readonly #ofRuntimes = new Set(['global']);
  #describesFiles = false;
  /** Access path → the lines about it in any version: the same paths come up in file after file. */
  readonly #found = new Map<string, readonly Known[]>();
  readonly #byLastName = new Map<Topic, ReadonlyMap<string, readonly Known[]>>();
  #byTopic: ReadonlyMap<Topic, readonly Known[]> | undefined;

  /**
   * What a sheet says is worked out when somebody first asks about one of its packages.
   *
   * @param sheets Of two lines about the same thing, the one of the earlier sheet holds. Their patterns must be such: `expandPattern` takes them.
   */
  constructor(readonly sheets: readonly Library[]) {
    for (const sheet of sheets)
      for (const specifier of sheet.packages) {
        this.#describesFiles ||= specifier.startsWith('.');
        if (sheet.runtime) this.#ofRuntimes.add(specifier);
        const name = packageNameOf(specifier.replace(/\/?\*$/, ''));
        this.#byPackage.set(name, [...(this.#byPackage.get(name) ?? []), sheet]);
        this.#describe(specifier).sheets.push(sheet);
      }
  }

  #describe(specifier: string): Described {
    const known =
      this.#exact.get(specifier) ?? this.#globs.find((each) => each.specifier === specifier)?.described;
    if (known) return known;
    const described = new Described(specifier);
    if (specifier.includes('*')) this.#globs.push({ specifier, pattern: toPattern(specifier), described });
    else this.#exact.set(specifier, described);
    return described;
  }

  /** Whether a runtime gives what goes by this name. */
  isOfRuntime(name: string): boolean {
    return this.#ofRuntimes.has(name);
  }

  /** Whether some sheet is about a file of the project: `./src/http`. */
  get describesFiles(): boolean {
    return this.#describesFiles;
  }

  /** Whether some sheet is about this package: its name, without a subpath. */
  knows(packageName: string): boolean {
    return this.#byPackage.has(packageName) || this.#describedBy(packageName) !== undefined;
  }

  /** Whether what is believed of this package depends on its version, or was learnt of one. */
  isVersioned(packageName: string): boolean {
    const sheets = [...(this.#byPackage.get(packageName) ?? []), ...this.sheetsOf(packageName)];
    return sheets.some(isVersioned);
  }

  /** The sheets about what an import asks for. */
  sheetsOf(specifier: string): readonly Library[] {
    return this.#describedBy(specifier)?.sheets ?? [];
  }

  /** Whether what an import asks for is for this. What a sheet says of a whole scope holds for each of its packages, also of those that have a sheet of their own. */
  is(specifier: string, kind: LibraryKind): boolean {
    let known = this.#kinds.get(specifier);
    if (!known) {
      if (specifier.startsWith('.') && !this.#describesFiles) return false;
      const exact = this.#exact.get(specifier);
      const fitting = this.#globs.filter(({ pattern }) => pattern.test(specifier));
      known = new Set(
        [...(exact ? [exact] : []), ...fitting.map(({ described }) => described)].flatMap(({ kinds }) => [
          ...kinds,
        ]),
      );
      this.#kinds.set(specifier, known);
    }
    return known.has(kind);
  }

  /** Whether the sheets have anything to say about this of what an import asks for. */
  speakOf(specifier: string, topic: Topic): boolean {
    return this.#describedBy(specifier)?.topics.has(topic) ?? false;
  }

  /** The first members of the paths of a package that a topic speaks of: `fetch` and `globalThis` of what a runtime gives. */
  firstNames(specifier: string, topic: Topic): ReadonlySet<string> {
    const lines = this.sheetsOf(specifier).flatMap((each) => each[topic] ?? []);
    const paths = lines.flatMap(({ path }) => [path].flat().flatMap(expandPattern));
    return new Set(paths.flatMap((steps) => steps.slice(0, 1)));
  }

  /** All lines about an access path, the most exact first. */
  about(path: string, versions: PackageVersions = unknownVersions): readonly Known[] {
    const at = path.indexOf('#', 1);
    if (at < 0) return nothing;
    const specifier = path.slice(0, at);
    const name = packageNameOf(specifier);
    const meant = versions.packageOf(name);
    const found = this.#lines(meant === name ? path : `${meant}${path.slice(name.length)}`);
    if (!found.some(({ entry }) => entry.versions !== undefined)) return found;
    const version = this.isOfRuntime(name) ? undefined : versions.versionOf(name);
    return found.filter(({ entry }) => isWithin(version, entry.versions));
  }

  #lines(path: string): readonly Known[] {
    const known = this.#found.get(path);
    if (known) return known;
    const { module, steps } = readPath(path);
    const found = this.#describedBy(module)?.tree.find(steps) ?? nothing;
    // Paths of files that are gone are not kept for ever.
    if (this.#found.size >= mostPaths) this.#found.clear();
    this.#found.set(path, found);
    return found;
  }

  /** The last members of the paths that a topic speaks of: which calls are worth a look, by name. Wildcards have none. */
  lastNames(topic: Topic): ReadonlySet<string> {
    return new Set(this.#namesOf(topic).keys());
  }

  /** What the sheets say of anything that is called so, whatever package it is of: the last resort, where no path tells what a name denotes. */
  named<T extends Topic>(topic: T, name: string): Topics[T][] {
    return this.knownByName(topic, name).map(({ entry }) => entry);
  }

  /** Whether some sheet speaks of anything that is called so: the cheap question before a dear one. */
  speaksOfName(topic: Topic, name: string): boolean {
    return this.#namesOf(topic).has(name);
  }

  /** The same with the sheets that say so. */
  knownByName<T extends Topic>(topic: T, name: string): Known<T>[] {
    return (this.#namesOf(topic).get(name) ?? []).filter((each): each is Known<T> => isAbout(each, topic));
  }

  #namesOf(topic: Topic): ReadonlyMap<string, readonly Known[]> {
    const known = this.#byLastName.get(topic);
    if (known) return known;
    const names = new Map<string, Known[]>();
    for (const line of this.#lineList(topic))
      for (const last of lastNamesOf(line.entry)) names.set(last, [...(names.get(last) ?? []), line]);
    this.#byLastName.set(topic, names);
    return names;
  }

  /** All lines of a topic, in the order of the sheets. */
  of<T extends Topic>(topic: T): readonly Known<T>[] {
    return this.#lineList(topic).filter((each): each is Known<T> => isAbout(each, topic));
  }

  #lineList(topic: Topic): readonly Known[] {
    if (!this.#byTopic) {
      const lines = new Map<Topic, Known[]>();
      for (const line of this.sheets.flatMap(linesOf))
        lines.set(line.topic, [...(lines.get(line.topic) ?? []), line]);
      this.#byTopic = lines;
    }
    return this.#byTopic.get(topic) ?? nothing;
  }

  #describedBy(specifier: string): Described | undefined {
    const known = this.#bySpecifier.get(specifier);
    if (known !== undefined || this.#bySpecifier.has(specifier)) return known;
    if (specifier.startsWith('.') && !this.#describesFiles) return undefined;
    // Of several patterns the narrowest holds: `@hono/*validator` before `@hono/*`.
    const [narrowest] = this.#globs
      .filter(({ pattern }) => pattern.test(specifier))
      .sort((a, b) => b.specifier.length - a.specifier.length);
    const described = this.#exact.get(specifier) ?? narrowest?.described;
    this.#bySpecifier.set(specifier, described);
    return described;
  }
}

/** The last members of the paths that a line speaks of. Wildcards have none. */
export function lastNamesOf({ path }: Entry): string[] {
  return [path].flat().flatMap((pattern) =>
    expandPattern(pattern).flatMap((steps) => {
      const last = steps.findLast((step) => step !== call);
      return last === undefined || last === anyMember || last === anySteps ? [] : [last];
    }),
  );
}

/** `@scope/*` as a pattern: a star stands for any text. */
function toPattern(specifier: string): RegExp {
  const parts = specifier.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

const nothing: readonly Known[] = [];
/** How many access paths are remembered at most: a large project has some thousand. */
const mostPaths = 20_000;

/** What the sheets of one specifier say, worked out when somebody first asks. */
class Described {
  readonly sheets: Library[] = [];
  #known: { kinds: Set<LibraryKind>; topics: Set<Topic>; tree: PatternTree<Known> } | undefined;

  constructor(private readonly specifier: string) {}

  get kinds(): ReadonlySet<LibraryKind> {
    return this.#all().kinds;
  }

  get topics(): ReadonlySet<Topic> {
    return this.#all().topics;
  }

  get tree(): PatternTree<Known> {
    return this.#all().tree;
  }

  #all() {
    if (this.#known) return this.#known;
    const known = { kinds: new Set<LibraryKind>(), topics: new Set<Topic>(), tree: new PatternTree<Known>() };
    for (const sheet of this.sheets) {
      for (const each of sheet.kinds ?? [])
        if (typeof each === 'string') known.kinds.add(each);
        else if (each.of.includes(this.specifier)) known.kinds.add(each.kind);
      for (const line of linesOf(sheet)) {
        if (line.entry.of && !line.entry.of.includes(this.specifier)) continue;
        known.topics.add(line.topic);
        for (const pattern of [line.entry.path].flat()) known.tree.add(pattern, line);
      }
    }
    this.#known = known;
    return known;
  }
}

function isAbout<T extends Topic>(line: Known, topic: T): line is Known<T> {
  return line.topic === topic;
}

/** What was learnt of some version is said of the version that a file has: a finding that rests on it names it. */
function isVersioned(sheet: Library): boolean {
  return linesOf(sheet).some(({ entry }) => entry.versions !== undefined || entry.source !== undefined);
}

/** The lines of a sheet, whatever their topic. */
export function linesOf(sheet: Library): Known[] {
  return Object.entries(sheet).flatMap(([topic, entries]) =>
    headFields.has(topic)
      ? []
      : (entries as readonly Entry[]).map(
          (entry) =>
            ({ topic: topic as Topic, entry: entry as Topics[Topic], library: sheet }) satisfies Known,
        ),
  );
}

/** What is worked out of the sheets once for all files that are read with the same ones. */
export function perLibraries<T>(work: (libraries: Libraries) => T): (libraries: Libraries) => T {
  const done = new WeakMap<Libraries, { result: T }>();
  return (libraries) => {
    let known = done.get(libraries);
    if (!known) {
      known = { result: work(libraries) };
      done.set(libraries, known);
    }
    return known.result;
  };
}

/** The sheets as one file sees them: with the versions that its package has. What was asked once is kept. */
export class FileLibraries {
  readonly #known = new Map<string, readonly Known[]>();
  /** Each import is asked about many times. */
  readonly #names = new Map<string, string>();

  constructor(
    readonly all: Libraries,
    readonly versions: PackageVersions = unknownVersions,
    /** What sheets call a file of the project that is imported by a relative path: `./src/http`; undefined where no sheet is about one. */
    private readonly ownModuleName: (module: string) => string | undefined = () => undefined,
  ) {}

  /** What the sheets say of an access path about one topic: the most exact line. */
  find<T extends Topic>(topic: T, path: string | undefined): Topics[T] | undefined {
    return this.known(topic, path)?.entry;
  }

  /** The same with the sheet that says so. */
  known<T extends Topic>(topic: T, path: string | undefined): Known<T> | undefined {
    if (path === undefined) return undefined;
    let lines = this.#known.get(path);
    if (!lines) {
      const end = path.startsWith('.') ? path.indexOf('#') : -1;
      const named = end < 0 ? path : `${this.#named(path.slice(0, end))}${path.slice(end)}`;
      lines = this.all.about(named, this.versions);
      this.#known.set(path, lines);
    }
    return lines.find((each): each is Known<T> => isAbout(each, topic));
  }

  is(specifier: string, kind: LibraryKind): boolean {
    return this.all.is(this.#named(specifier), kind);
  }

  /** Whether the sheets of what an import asks for have lines of this topic. */
  speakOf(specifier: string, topic: Topic): boolean {
    return this.all.speakOf(this.#named(specifier), topic);
  }

  /** What sheets call what an import asks for: a file of the project by its path, a package by its own name where the project gives it another one. */
  #named(specifier: string): string {
    const known = this.#names.get(specifier);
    if (known !== undefined) return known;
    const named = this.#nameOf(specifier);
    this.#names.set(specifier, named);
    return named;
  }

  #nameOf(specifier: string): string {
    if (specifier.startsWith('.')) return this.ownModuleName(specifier) ?? specifier;
    const name = packageNameOf(specifier);
    const meant = this.versions.packageOf(name);
    return meant === name ? specifier : meant + specifier.slice(name.length);
  }

  /** The version of the package that an import asks for; undefined where nothing tells. */
  versionOf(specifier: string): string | undefined {
    const name = packageNameOf(specifier);
    return this.all.isOfRuntime(name) ? undefined : this.versions.versionOf(name);
  }
}
