import type { Entry } from '../entry';

/**
 * A call that ends a chain by the function that answers, in an API whose calls are typed: `publicProcedure.input(schema).query(({ input }) => …)`. What such a chain begins with
 * is mostly made in another file, so that it is told by its name and by its steps.
 */
export interface ProcedureEntry extends Entry {
  method: 'QUERY' | 'MUTATION' | 'SUBSCRIPTION' | 'ACTION';
  /** Words that the name of what a chain begins with has in it, in lower case: `procedure`. */
  begins: readonly string[];
  /** Whole names that it has in a file that uses the library. */
  named?: readonly string[];
  /** Steps that say what comes in, by a schema. */
  inputs: readonly string[];
  /** Steps that give what stands before the answer. */
  middleware: readonly string[];
  /** What the function that answers is handed of the caller's, by a name of its own, checked by the schema: `parsedInput`. */
  given: readonly string[];
}
