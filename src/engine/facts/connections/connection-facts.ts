import type { Span } from '../../source/span';
import type { AccessPath } from '../modules/path-facts';

// Connections: taken, and given back.

/** A connection that a function takes and does not give back on every path, or that it hands to its caller. */
export interface ConnectionFact {
  /** What takes it: the callee as `pg#Pool().connect`; the model resolves project paths further. */
  callee: AccessPath;
  /** As written, for messages: `pool.connect()`, `new Client()`. */
  words: string;
  /** The variable that holds it; empty where nothing does. */
  name: string;
  /** Taken from a pool, a connection of its own, or a whole pool or client that was made. */
  kind: 'taken' | 'connection' | 'pool';
  /** How it is given back: `release`, `end`, `close`. */
  release: string;
  span: Span;
  /** Where it is still held: nowhere given back, at a `return` or the end of a path, or when something throws. */
  open: 'never' | 'path' | 'throws' | 'handed';
  /** The way out on which it is still held. */
  at?: Span;
  /** Functions of other files that it is given to, which may give it back. */
  givenTo: AccessPath[];
  /** Set where only the model can tell whether a connection is taken: the project's function that may hand one out. */
  assumes?: 'pool' | 'source' | 'generated';
  /** How it can be given back in every case. */
  giveBack?: { span: Span; text: string }[];
  within?: number;
}

/** A function that gives back the connection it is given. */
export interface ConnectionReleaserFact {
  /** Index into `functions`. */
  function: number;
}
