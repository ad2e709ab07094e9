import type { DataClientEntry, FilterDefaults, QueryReader } from '../../../libraries/contract/data-clients';
import type { ModelQueryEntry } from '../../../libraries/contract/model-queries';
import { type Known, type Libraries, lastNamesOf, perLibraries } from '../../../libraries/look-up';
import { isWithin } from '../../../libraries/versions';
import { splitPath } from '../../reading/access-path';
import type { FileReader } from '../../reading/file-reader';

/** A method of a client as its data sheet has it. */
export type ClientMethod = ModelQueryEntry & Pick<DataClientEntry, 'asks'>;

/** What the data sheets say of clients, put together once for all files that are read with them. */
interface ClientKnowledge {
  readonly lines: ReadonlyMap<QueryReader, readonly Known<'dataClients'>[]>;
  readonly methods: ReadonlyMap<QueryReader, ReadonlyMap<string, readonly ClientMethod[]>>;
  readonly names: ReadonlyMap<QueryReader, RegExp>;
}

const knowledgeOf = perLibraries((libraries): ClientKnowledge => {
  const lines = new Map<QueryReader, Known<'dataClients'>[]>();
  const methods = new Map<QueryReader, Map<string, ClientMethod[]>>();
  const names = new Map<QueryReader, string[]>();
  for (const line of libraries.of('dataClients')) {
    const { reader, called = [] } = line.entry;
    lines.set(reader, [...(lines.get(reader) ?? []), line]);
    names.set(reader, [...(names.get(reader) ?? []), ...called]);
  }
  for (const { entry, library } of libraries.of('modelQueries')) {
    const asks = library.dataClients?.find((each) => each.reader === entry.reader)?.asks ?? 'orm';
    const named = methods.get(entry.reader) ?? new Map<string, ClientMethod[]>();
    methods.set(entry.reader, named);
    for (const name of lastNamesOf(entry)) named.set(name, [...(named.get(name) ?? []), { ...entry, asks }]);
  }
  return {
    lines,
    methods,
    names: new Map([...names].map(([reader, globs]) => [reader, toPattern(globs)])),
  };
});

/** Names of variables as one pattern; one that fits nothing where there are none. */
function toPattern(globs: readonly string[]): RegExp {
  const each = globs.map((glob) =>
    glob
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*'),
  );
  return each.length === 0 ? /$^/ : new RegExp(`^(${[...new Set(each)].join('|')})$`, 'i');
}

const importsOf = new WeakMap<FileReader, ReadonlySet<QueryReader>>();

/** Whether the file imports a package whose data sheet has clients for this reader. */
export function importsClient(file: FileReader, reader: QueryReader): boolean {
  let known = importsOf.get(file);
  if (!known) {
    known = new Set(file.facts.imports.flatMap(({ specifier }) => readersOf(file, specifier)));
    importsOf.set(file, known);
  }
  return known.has(reader);
}

function readersOf(file: FileReader, specifier: string): QueryReader[] {
  return file.libraries.all
    .sheetsOf(specifier)
    .flatMap((sheet) => (sheet.dataClients ?? []).map((each) => each.reader));
}

/** Whether a specifier, or the module that an access path starts from, is a package with clients for this reader. */
export function isClientsModule(
  file: FileReader,
  specifierOrPath: string | undefined,
  reader: QueryReader,
): boolean {
  if (specifierOrPath === undefined) return false;
  return readersOf(file, moduleOf(specifierOrPath)).includes(reader);
}

/** How the models of a package are asked: `orm` or `document`; undefined for packages that have none. */
export function asksOfModels(file: FileReader, specifierOrPath: string): 'orm' | 'document' | undefined {
  for (const sheet of file.libraries.all.sheetsOf(moduleOf(specifierOrPath)))
    for (const { reader, asks } of sheet.dataClients ?? [])
      if (reader === 'model' && asks !== 'builder') return asks;
  return undefined;
}

/** Whether the file imports a package that has model classes or collections of this kind. */
export function importsModels(file: FileReader, asks: 'orm' | 'document'): boolean {
  return (
    importsClient(file, 'model') &&
    file.facts.imports.some(({ specifier }) => asksOfModels(file, specifier) === asks)
  );
}

function moduleOf(specifierOrPath: string): string {
  return specifierOrPath.includes('#', 1) ? splitPath(specifierOrPath).module : specifierOrPath;
}

/** Whether an access path leads to a client that this reader reads. */
export function isClientPath(file: FileReader, path: string | undefined, reader: QueryReader): boolean {
  return file.libraries.find('dataClients', path)?.reader === reader;
}

/** Whether a name is one that such clients are customarily called: the last thing to go by. */
export function isCalledAsClient(file: FileReader, name: string, reader: QueryReader): boolean {
  return knowledgeOf(file.libraries.all).names.get(reader)?.test(name) ?? false;
}

/** Whether a name is one that clients of any library are customarily called. */
export function isCalledAsAnyClient(file: FileReader, name: string): boolean {
  return [...knowledgeOf(file.libraries.all).names.values()].some((pattern) => pattern.test(name));
}

/** The methods that a reader knows, by name: what the sheets of all its libraries say, the more general where they differ. */
export function methodNamed(file: FileReader, name: string, reader: QueryReader): ClientMethod | undefined {
  const [first, ...others] = knowledgeOf(file.libraries.all).methods.get(reader)?.get(name) ?? [];
  if (!first) return undefined;
  return others.some((each) => each.takes !== first.takes) ? { ...first, takes: 'either' } : first;
}

/** The names of the methods that readers know. */
export function methodNames(libraries: Libraries): ReadonlyMap<QueryReader, ReadonlyMap<string, unknown>> {
  return knowledgeOf(libraries).methods;
}

/** What the filters of a reader's library do by themselves, in the version that the file's package has. */
export function filtersOf(file: FileReader, reader: QueryReader): FilterDefaults {
  for (const { entry, library } of knowledgeOf(file.libraries.all).lines.get(reader) ?? []) {
    if (!entry.filters) continue;
    const version = library.packages.map((each) => file.libraries.versionOf(each)).find((each) => each);
    if (isWithin(version, entry.versions)) return entry.filters;
  }
  return {};
}
