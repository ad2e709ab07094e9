import type { Entry } from '../entry';

/** A custom by which files of a folder are routes, and their paths those of the files. Told by path and exports alone: such files need not import the library. */
export interface FileRouteEntry extends Entry {
  /** The folder, wherever it lies: `server/api`. */
  folder: string;
  /** What the paths of its routes start with: `/api`; absent for nothing. */
  under?: string;
  /** The only name that such a file has, where the path is that of its folder: `route`. */
  file?: string;
  /** What is exported, with the method that it answers: `{ GET: 'GET' }`; `ALL` for any. */
  exports: Readonly<Record<string, string>>;
  /** Functions one of which must make what is exported: `defineEventHandler`; absent where anything will do. */
  madeBy?: readonly string[];
  /** Whether the method may stand at the end of the file's name: `users.post.ts`. */
  methodInName?: boolean;
  /** Whether dots in names separate parts of the path, as slashes do; parts with a leading `_` and trailing `+` are folders, and `$` begins a parameter. */
  flat?: boolean;
  /** Whether a file that also exports something by default is a page, and no route. */
  pagesByDefault?: boolean;
}
