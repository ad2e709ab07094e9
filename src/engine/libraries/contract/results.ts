import type { Entry } from '../entry';

/** What the result of a call is made of: read where a value is followed back to whoever chose it. */
export interface ResultEntry extends Entry {
  /**
   * `escaped`: safe to be put into SQL, whatever it was made of. `names`: what code itself calls tables and columns. `arguments`: as
   * dangerous as the worst of its arguments. `callee`: the function that it is given, called in another way.
   */
  is: 'escaped' | 'names' | 'arguments' | 'callee';
  /** The first argument is a text, and its verbs are filled from those after it. */
  format?: {
    /** Last letters of verbs that put their argument in as it is: `s` of `%s`. Arguments of all others are escaped. */
    unescaped: string;
    /** Its arguments stand in one list. */
    list?: true;
  };
}
