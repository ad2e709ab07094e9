import { readBunLock } from './bun';
import type { LockFact } from './lock-fact';
import { readNpmLock } from './npm';
import { readPnpmLock } from './pnpm';
import { readYarnLock } from './yarn';

const readers = new Map<string, (text: string) => LockFact>([
  ['pnpm-lock.yaml', readPnpmLock],
  ['yarn.lock', readYarnLock],
  ['bun.lock', readBunLock],
  ['npm-shrinkwrap.json', readNpmLock],
  ['package-lock.json', readNpmLock],
]);

/**
 * Names of the lock files that are read. Where a folder has several, the first one is asked first: a `package-lock.json` beside another is what somebody's
 * `npm install` has left behind.
 */
export const lockFileNames: readonly string[] = [...readers.keys()];

export function isLockFile(path: string): boolean {
  return readers.has(nameOf(path));
}

/** What a lock file says. Of a text that cannot be read, nothing is known; it never throws. */
export function readLock(path: string, text: string): LockFact {
  try {
    return readers.get(nameOf(path))?.(text) ?? unreadable;
  } catch {
    return unreadable;
  }
}

const unreadable: LockFact = { installed: {}, resolved: {} };

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
