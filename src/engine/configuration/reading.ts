import type { FileRole } from '../facts/facts';
import { noOwnModules, type OwnModules } from '../facts/reading/own-modules';
import { libraries } from '../libraries';
import { FileLibraries } from '../libraries/look-up';
import { type PackageVersions, unknownVersions } from '../libraries/versions';
import { recognizeEntry } from './recognize';
import type { Settings } from './settings';

/** What the files of a project say together of how each of them is read. */
export interface SharedByProject {
  /** Names by which the project imports its own files. */
  ownModules: OwnModules;
  /** Which versions of libraries the file has. */
  versions: PackageVersions;
}

/** What a configuration, and the project as a whole, say of the map step: how one file is read. Facts are made anew when it changes. */
export interface Reading extends SharedByProject {
  /** What the file is for, when not what its name suggests. */
  role?: FileRole;
  /** Last names of the project's own functions that send SQL. */
  queryFunctions: ReadonlySet<string>;
  /** Names of all its own helpers: calls of those are facts, whatever they lead to. */
  helpers: ReadonlySet<string>;
  /** What is known of libraries, as the file sees it. */
  libraries: FileLibraries;
}

export const defaultReading: Reading = {
  queryFunctions: new Set(),
  helpers: new Set(),
  ownModules: noOwnModules,
  versions: unknownVersions,
  libraries: new FileLibraries(libraries),
};

/**
 * How a file is read, and what that comes down to: files of the same key are read alike. `shared` is what the project as a whole says of it.
 */
export function readingOf(
  settings: Settings,
  path: string,
  shared: SharedByProject,
): { reading: Reading; key: string } {
  const { configuration } = settings;
  const { ownModules, versions } = shared;
  const role = settings.roleOf(path);
  const { queryFunctions } = configuration.recognize;
  const reading: Reading = {
    queryFunctions: lastNames(queryFunctions),
    helpers: lastNames(Object.values(configuration.recognize).flat()),
    ownModules,
    versions,
    libraries: new FileLibraries(settings.libraries, versions, (module) =>
      settings.ownModuleName(path, module),
    ),
  };
  if (role !== undefined) reading.role = role;
  const own = configuration.libraries.length === 0 ? '' : JSON.stringify(configuration.libraries);
  const names = [
    ...reading.queryFunctions,
    '',
    ...reading.helpers,
    '',
    ownModules.key,
    '',
    versions.key,
    own,
  ];
  const key = [configuration.dialect, role ?? '', ...names].join(' ');
  return { reading, key };
}

/**
 * Names only: which module a function comes from is for the model to say, and the text that such a call is given must look like
 * SQL all the same.
 */
function lastNames(entries: readonly string[]): Set<string> {
  return new Set(entries.flatMap((entry) => recognizeEntry(entry).names.slice(-1)));
}
