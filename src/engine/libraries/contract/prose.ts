import type { Entry } from '../entry';

/** Calls that take texts for people or for other services. Such a text may read like SQL, and no database runs it. */
export type ProseEntry = Entry;
