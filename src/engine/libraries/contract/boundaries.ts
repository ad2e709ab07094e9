import type { Entry } from '../entry';

/** What of a package cannot be loaded in a browser, where the package as a whole can: `PrismaClient`, beside the types that pages use. */
export type BoundaryEntry = Entry;
