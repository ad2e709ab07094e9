/** What every line of a data sheet can say, whatever it is about. */
export interface Entry {
  /** What it is about: a pattern over the members of the package, see `path-patterns.ts`; several are alternatives. */
  path: string | readonly string[];
  /** Of which of the sheet's packages it is said, spelled as there; left out, of all. */
  of?: readonly string[];
  /** The versions for which it holds: `<5`, `>=5`, `>=4.2 <5`; left out, it holds for all. */
  versions?: string;
  /** Where it was learnt: `findings/NAME.sh`, or the documentation or source of which version. */
  source?: string;
}
