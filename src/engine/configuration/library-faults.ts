import type { Library } from '../libraries/library';
import { linesOf } from '../libraries/look-up';
import { holdsForNone } from '../libraries/versions';

/** What is wrong with a project's data sheets that no schema can say, for it is about two places of one sheet. */
export interface LibraryFault {
  /** Where it is in the configuration. */
  path: (string | number)[];
  /** A whole sentence. */
  message: string;
}

/** @param sheets as the schema lets them through. */
export function libraryFaults(sheets: readonly Library[]): LibraryFault[] {
  return sheets.flatMap((sheet, index) => faultsOf(sheet, ['libraries', index]));
}

function faultsOf(sheet: Library, at: (string | number)[]): LibraryFault[] {
  const faults: LibraryFault[] = [];
  const askPackages = (of: readonly string[] | undefined, path: (string | number)[]): void => {
    of?.forEach((name, index) => {
      if (!sheet.packages.includes(name))
        faults.push({
          path: [...path, 'of', index],
          message: `'${name}' is none of the packages of this sheet.`,
        });
    });
  };
  sheet.kinds?.forEach((kind, index) => {
    if (typeof kind === 'object') askPackages(kind.of, [...at, 'kinds', index]);
  });
  for (const { topic, entry } of linesOf(sheet)) {
    const lines: readonly unknown[] = sheet[topic] ?? [];
    const path = [...at, topic, lines.indexOf(entry)];
    askPackages(entry.of, path);
    if (entry.versions !== undefined && holdsForNone(entry.versions))
      faults.push({ path: [...path, 'versions'], message: `No version is within '${entry.versions}'.` });
  }
  return faults;
}
