import type { TableEntry, TableReader } from '../../libraries/contract/tables';
import type { Libraries } from '../../libraries/look-up';
import type { FileReader } from '../reading/file-reader';

/** What the data sheets say of the packages that a file declares its tables with, the first import first. */
export function tableSources(file: FileReader): readonly { specifier: string; entry: TableEntry }[] {
  return file.facts.imports.flatMap(({ specifier }) =>
    file.libraries.all
      .sheetsOf(specifier)
      .flatMap((sheet) => (sheet.tables ?? []).map((entry) => ({ specifier, entry }))),
  );
}

/** The first import of a package whose tables this reader reads. */
export function tableSource(
  file: FileReader,
  reader: TableReader,
): { specifier: string; entry: TableEntry } | undefined {
  return tableSources(file).find(({ entry }) => entry.reader === reader);
}

const connections = new WeakMap<Libraries, ReadonlyMap<TableReader, readonly string[]>>();

/** What connections of the libraries whose tables this reader reads are called. */
export function connectionNames(file: FileReader, reader: TableReader): readonly string[] {
  const { all } = file.libraries;
  let known = connections.get(all);
  if (!known) {
    const names = new Map<TableReader, string[]>();
    for (const { entry } of all.of('tables'))
      if (entry.connection !== undefined)
        names.set(entry.reader, [...(names.get(entry.reader) ?? []), entry.connection]);
    known = names;
    connections.set(all, known);
  }
  return known.get(reader) ?? [];
}
