import { type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';
import { Breather } from './breather';
import type { IgnoreRules } from './ignore-rules';
import { isReadName, isSkippedFolder } from './kinds';

export interface Listing {
  /** Project paths of all files that Marcus would read, sorted. */
  files: string[];
  /** Folders that could not be listed, with the system's reason. */
  unreadable: { path: string; detail: string }[];
}

/**
 * Lists a root, or only the folders `under` it (project paths, `''` for the root). Links are never followed: what they
 * lead to inside the root is listed at its own place, what lies outside is not the project's, and a loop cannot arise.
 * Folders named in `under` are entered whatever their name. Throws only the signal's reason.
 */
export async function discover(
  root: string,
  rules: IgnoreRules,
  options: { under?: readonly string[]; signal?: AbortSignal } = {},
): Promise<Listing> {
  const breather = new Breather(options.signal);
  const listing: Listing = { files: [], unreadable: [] };
  const folders = [...(options.under ?? [''])];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    await breather.breathe();
    // Synchronous on purpose: a folder takes some 50 µs, and the asynchronous call several times that.
    const entries = entriesOf(path.join(root, folder));
    if (typeof entries === 'string') {
      listing.unreadable.push({ path: folder, detail: entries });
      continue;
    }
    for (const entry of entries) {
      const at = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (!isSkippedFolder(entry.name) && !rules.isIgnored(at, true)) folders.push(at);
      } else if (entry.isFile() && isReadName(entry.name) && !rules.isIgnored(at, false)) {
        listing.files.push(at);
      }
    }
  }
  listing.files.sort();
  return listing;
}

function entriesOf(folder: string): Dirent[] | string {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
