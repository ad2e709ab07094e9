import type { ConnectionEntry } from '../../libraries/contract/connections';

/** All that gives a connection back, whatever made it. */
const givesBack =
  /^(release|end|close|destroy|quit|disconnect|\$disconnect|dispose|stop|terminate|releaseConnection|unref|closeConnection|done|drain)$/;

/** Whether a method of this name gives a connection back: of its own package, or of any other. */
export function isGivenBackBy(name: string, { release }: Pick<ConnectionEntry, 'release'>): boolean {
  return name === release || givesBack.test(name);
}

/** A connection of a pool that the file cannot see, or that a function of the project hands out. */
export const pooled: ConnectionEntry = { path: [], kind: 'taken', release: 'release' };
