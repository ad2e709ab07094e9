import type { Recognizable } from '../configuration';
import type { AccessPath, FileFacts, QueryFact, ResponseFact } from '../facts/facts';
import type { FileLibraries } from '../libraries/look-up';
import type { CallGraph } from './call-graph';
import type { ModuleGraph } from './module-graph';

/**
 * What all questions about a project build on. `ProjectModel` is this and all questions; one that is answered in a file of its own sees no more
 * than this, so that no two of them need each other.
 */
export interface ModelCore {
  readonly files: ReadonlyMap<string, FileFacts>;
  /** All files by path: what is said must not depend on the order in which they came. */
  readonly filesInOrder: readonly FileFacts[];
  readonly modules: ModuleGraph;
  /** What is known of libraries, for paths that lead to one through other files of the project. */
  readonly libraries: FileLibraries;
  /** Which function runs which queries. */
  readonly calls: CallGraph;
  /** The queries of a file with tables and columns as the schema calls them. */
  queriesOf(file: FileFacts): readonly QueryFact[];
  /** The folder of the package that a file belongs to; empty for the project's root. */
  packageOf(path: string): string;
  /** What a path of a file denotes, followed through the project's modules. */
  resolve(file: string, path: AccessPath): AccessPath;
  /** Whether what an access path leads through is declared to be the project's own helper of that kind. */
  recognizes(kind: Recognizable, file: string, path: AccessPath): boolean;
  /** The status of a response; of an error that is thrown, what its class spells out in whatever file. */
  statusOf(file: FileFacts, response: ResponseFact): number | undefined;
  /** Where a file runs: what it says itself, else what its importers and its package say. */
  sideOf(path: string): FileFacts['side'];
}
