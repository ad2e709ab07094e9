import type { ConnectionEntry } from '../../libraries/contract/connections';

/** All that gives a connection back, whatever made it. */
export const givesBack =
  /^(release|end|close|destroy|quit|disconnect|\$disconnect|dispose|stop|terminate|releaseConnection|unref|closeConnection|done|drain)$/;

/** A connection of a pool that the file cannot see, or that a function of the project hands out. */
export const pooled: ConnectionEntry = { path: [], kind: 'taken', release: 'release' };
