/**
 * A pattern over access paths: the members that are read and the calls `()`, as `Pool().query`. Empty for the module itself, `()` for what it makes when it is
 * called; `{get,post}` is one of these, `[create().]get` with or without, `*` any one member, `**` any steps.
 *
 * @format access-pattern
 */
export type AccessPattern = string;

/** What every line of a data sheet can say, whatever it is about. */
export interface Entry {
  /** What it is about, by a pattern over the members of the package: `Pool().query`, `{get,post}`, `[create().]get`, `*`, `**`. Several are alternatives. */
  path: AccessPattern | readonly AccessPattern[];
  /** Of which of the sheet's packages it is said, spelled as there; left out, of all. */
  of?: readonly string[];
  /**
   * The versions for which it holds: `<5`, `>=5`, `>=4.2 <5`; left out, it holds for all.
   *
   * @pattern ^(>=\d+(\.\d+){0,2}(-[\w.-]+)?|(>=\d+(\.\d+){0,2}(-[\w.-]+)? )?<\d+(\.\d+){0,2}(-[\w.-]+)?)$
   */
  versions?: string;
  /**
   * Where it was learnt: `findings/NAME.sh`, a script that shows it and names the versions; otherwise `measured`, `documentation` or `source` with the version, as in
   * `source 6.24 and 7.29` or `documentation Bun 1.x: idleTimeout 120 s`. Several are separated by `; `.
   */
  source?: string;
}
