import type { SharedByProject } from '../configuration/reading';
import type { FileFacts } from '../facts/facts';
import type { OwnModules } from '../facts/reading/own-modules';
import { isLockFile } from '../libraries/lock-files';
import type { Libraries } from '../libraries/look-up';
import { findOwnModules } from './own-modules';
import { ProjectVersions } from './package-versions';

/**
 * Whether a file can tell how others are read: by which names files are imported, or which versions of libraries they have. How such a file itself is
 * read depends on none of that.
 */
export function tellsReading(path: string): boolean {
  return /(^|\/)(package|[tj]sconfig([.-][^/]*)?)\.json$/.test(path) || isLockFile(path);
}

/** What the files of a project say together of how each of them is read. */
export class SharedReading {
  readonly #ownModules: OwnModules;
  readonly #versions: ProjectVersions;
  /** Equal where all files are read alike. */
  readonly key: string;

  constructor(files: ReadonlyMap<string, FileFacts>, libraries: Pick<Libraries, 'knows' | 'isVersioned'>) {
    this.#ownModules = findOwnModules(files);
    this.#versions = new ProjectVersions(files, libraries);
    this.key = `${this.#ownModules.key}\n${this.#versions.key}`;
  }

  /** What is said of a file. */
  of(path: string): SharedByProject {
    return { ownModules: this.#ownModules, versions: this.#versions.of(path) };
  }
}
