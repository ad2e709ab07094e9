import type { AnswerEntry, ErrorAnswerEntry, HandlerEntry, HttpErrorEntry } from './contract/answers';
import type { ProseEntry } from './contract/prose';
import type { RemoteShellEntry, RunEntry } from './contract/runs';
import type { SecretEntry } from './contract/secrets';
import type { TokenEntry } from './contract/tokens';

/**
 * What Marcus can say of a library, by topic: each a list of lines about parts of its exports. A topic has a file in `contract/`, which says what
 * its lines mean and who reads them.
 */
export interface Topics {
  prose: ProseEntry;
  tokens: TokenEntry;
  secrets: SecretEntry;
  runs: RunEntry;
  remoteShells: RemoteShellEntry;
  answers: AnswerEntry;
  handlers: HandlerEntry;
  errorAnswers: ErrorAnswerEntry;
  httpErrors: HttpErrorEntry;
}

export type Topic = keyof Topics;

/** What a package is for, as a whole: said of an import, whatever is used of it. */
export type LibraryKind =
  /** It writes log lines. */
  | 'logger'
  /** It signs or checks JSON Web Tokens. */
  | 'tokens'
  /** It logs in somewhere with the password of its options. */
  | 'login'
  /** It checks values against schemas. */
  | 'validator';

/** A data sheet: all that Marcus believes of one library, or of a family that is used in the same way. Plain data, also in a configuration. */
export type Library = LibraryHead & { readonly [T in Topic]?: readonly Topics[T][] };

export interface LibraryHead {
  /** What people call it, in messages and documents. */
  name: string;
  /**
   * What is imported: `pg`, `mysql2/promise`, `drizzle-orm/*` for everything below it. Packages that are used in the same way stand here too. `global` is
   * what a runtime gives without an import.
   */
  packages: readonly string[];
  kinds?: readonly LibraryKind[];
}

/** Gives a data sheet its type: `export default defineLibrary({ … })`. */
export function defineLibrary(sheet: Library): Library {
  return sheet;
}
