import type { Entry } from '../entry';

/**
 * What something does that requests pass on the way to a handler, or that a handler asks. Where a sheet tells, no name is asked: `helmet.frameguard()` guards nothing.
 */
export interface MiddlewareEntry extends Entry {
  /**
   * `limits`: counts how often somebody asks, and refuses. `lifts`: takes such a limit away. `authenticates`: refuses who is not known. `authorizes`: refuses who may not.
   * `validates`: refuses what has another form. `opens`: lets in whom a guard would refuse. `nothing`: none of these, whatever it is called: it sets headers, parses, keeps
   * sessions, logs, compresses, serves files.
   */
  does: 'limits' | 'lifts' | 'authenticates' | 'authorizes' | 'validates' | 'opens' | 'nothing';
  /** Set where this is what a handler asks itself, and no middleware: `jwt.verify(token, key)`. Its calls count where they stand. */
  asked?: boolean;
}
