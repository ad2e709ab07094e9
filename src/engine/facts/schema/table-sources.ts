import type { TableEntry, TableReader } from '../../libraries/contract/tables';
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
