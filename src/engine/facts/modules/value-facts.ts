import type { Span } from '../../source/span';
import type { AccessPath } from './path-facts';

// Where values come from.

/** A value that other files see. */
export interface ExportedValue extends ValueFact {
  /** For a function: indexes of the parameters that go into what it returns. */
  takes?: number[];
  /** A text that can be the path of a route, as spelled out: `/health`. */
  path?: string;
}

/**
 * Where a value comes from. `constant` and `enumeration` are spelled out in the code, `number` cannot carry text,
 * `placeholder` generates placeholders, `escaped` went through an escaping function, `request` comes from outside,
 * `parameter` is the enclosing function's, `environment` is configuration, `unknown` could be anything.
 */
export type Origin =
  | 'constant'
  | 'enumeration'
  | 'number'
  | 'placeholder'
  | 'escaped'
  | 'sql'
  | 'environment'
  | 'request'
  | 'parameter'
  | 'unknown';

/** Where a value comes from, as far as its file tells. */
export interface ValueFact {
  /** What to take it for where nothing else is known. */
  origin: Origin;
  /** For `request`: the path it was read from, as `req.query.sort`; for `parameter`: its name. */
  from?: string;
  /** Set where other files of the project tell more: `model.sourceOf` asks them. */
  elsewhere?: Elsewhere;
}

/** The parts of a value that are made in other files. */
export interface Elsewhere {
  /** The worst of the parts that this file tells. */
  known: Origin;
  from?: string;
  /** What each of the others is there, and what a function is given. */
  references: { path: AccessPath; given?: ValueFact[] }[];
}

/** A place in built text where a value goes in. */
export interface Hole extends ValueFact {
  /** The expression in the source. */
  span: Span;
  /** Source text of the expression, shortened. */
  text: string;
  /** Set where an earlier query of the file is built from the same place. */
  again?: boolean;
  /** Whether it stands where an identifier or keyword stands, inside quotes, where a value stands, or in a placeholder's name. */
  stands: 'value' | 'quoted' | 'identifier' | 'placeholder' | 'fragment';
}
