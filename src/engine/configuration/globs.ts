import ignore, { type Ignore } from 'ignore';

/** Globs in the manner of .gitignore: `scripts/` is a folder anywhere, `/scripts/**` one at the top, `!` takes back. */
export class Globs {
  readonly #matcher: Ignore | undefined;

  constructor(patterns: readonly string[]) {
    // Git's own default; the file system's habit must not decide what a rule says.
    if (patterns.length > 0)
      this.#matcher = ignore({ ignorecase: false, allowRelativePaths: true }).add(patterns);
  }

  /** Whether the path, or a folder above it, is meant. A folder's path ends in `/`. */
  match(path: string): boolean {
    return this.#matcher !== undefined && path !== '' && this.#matcher.ignores(path);
  }
}
