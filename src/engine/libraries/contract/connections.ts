import type { Entry } from '../entry';

/** What has to be given back: the call that takes a connection, or makes a client with connections of its own. */
export interface ConnectionEntry extends Entry {
  /** Taken from a pool, a connection of its own, or a client that has a pool. */
  kind: 'taken' | 'connection' | 'pool';
  /** The method that gives it back, as the fix calls it. Others are told by what they are called. */
  release: string;
  /** Methods that connect it: until one is called there is nothing to give back. Left out where making it connects. */
  opens?: readonly string[];
  /** The call's name is told apart from all others, so that it counts on a receiver that nothing tells. */
  anywhere?: true;
  /** A generator of the package writes the class into the project: an import of that name from the project's own files counts too. */
  generated?: true;
}

/** What statements are sent on. Read where a transaction, or another state of a session, is asked for. */
export interface HandleEntry extends Entry {
  /** `pool`: each statement may go to another connection. `connection`: what one statement sets holds for those after it. */
  is: 'pool' | 'connection';
}
