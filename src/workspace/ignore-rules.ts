import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isReadName, isSkippedFolder } from './kinds';
import { toPosix } from './paths';
import { entryAt } from './read';

/** Git compares names as the file system does. */
const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';

/**
 * Which paths under a root are left out without a word: by a .gitignore (nested ones, and those between the root and the
 * top of its repository), by a configuration, by the name of a folder, or because they are links. Each .gitignore is read once; `forget`
 * makes them be read again.
 */
export class IgnoreRules {
  /** Where the outermost .gitignore lies that has a say: the repository's top, or the root. */
  private readonly top: string;
  /** From `top` to the root, with `/` at the end; empty when they are the same. */
  private readonly prefix: string;
  /** Folder (relative to `top`, `''` or ending in `/`) → its .gitignore, or undefined where it has none. */
  private levels = new Map<string, Ignore | undefined>();

  constructor(
    private readonly root: string,
    /** What configurations leave out. */
    private readonly isConfiguredOut: (projectPath: string, isFolder: boolean) => boolean = () => false,
  ) {
    const repository = repositoryOf(root);
    this.top = repository ?? root;
    this.prefix =
      repository === undefined || repository === root ? '' : `${toPosix(path.relative(repository, root))}/`;
    // Who opens a folder that the repository ignores wants to see into it.
    if (this.isPrefixIgnored()) {
      this.top = root;
      this.prefix = '';
      this.levels.clear();
    }
  }

  /** Whether a .gitignore or a configuration leaves out this entry. The folders above it are taken to be let in. */
  isIgnored(projectPath: string, isFolder: boolean): boolean {
    return (
      this.isIgnoredFromTop(this.prefix + projectPath, isFolder) ||
      this.isConfiguredOut(projectPath, isFolder)
    );
  }

  /**
   * Whether the listing of the root has, or would have, this file: a kind that Marcus reads, no folder above it skipped or
   * ignored, and no link on the way. The file need not exist.
   */
  admits(projectPath: string): boolean {
    const segments = projectPath.split('/');
    const name = segments.pop();
    if (!name || !isReadName(name) || segments.includes('..')) return false;
    let walked = '';
    for (const segment of segments) {
      walked += walked ? `/${segment}` : segment;
      if (isSkippedFolder(segment) || this.isIgnored(walked, true) || isLink(path.join(this.root, walked)))
        return false;
    }
    return !this.isIgnored(projectPath, false) && !isLink(path.join(this.root, projectPath));
  }

  forget(): void {
    this.levels.clear();
  }

  private isPrefixIgnored(): boolean {
    for (let slash = this.prefix.indexOf('/'); slash >= 0; slash = this.prefix.indexOf('/', slash + 1)) {
      if (this.isIgnoredFromTop(this.prefix.slice(0, slash), true)) return true;
    }
    return false;
  }

  /** The deepest .gitignore that has an opinion decides. */
  private isIgnoredFromTop(fromTop: string, isFolder: boolean): boolean {
    const entry = isFolder ? `${fromTop}/` : fromTop;
    for (let slash = fromTop.lastIndexOf('/'); ; slash = fromTop.lastIndexOf('/', slash - 1)) {
      const folder = fromTop.slice(0, slash + 1);
      const verdict = this.level(folder)?.test(entry.slice(folder.length));
      if (verdict?.ignored) return true;
      if (verdict?.unignored || slash < 0) return false;
    }
  }

  private level(folder: string): Ignore | undefined {
    if (!this.levels.has(folder))
      this.levels.set(folder, readIgnoreFile(path.join(this.top, folder, '.gitignore')));
    return this.levels.get(folder);
  }
}

function readIgnoreFile(file: string): Ignore | undefined {
  // Most folders have none, and asking is much cheaper than catching.
  if (!existsSync(file)) return undefined;
  try {
    return ignore({ ignorecase: ignoreCase }).add(readFileSync(file, 'utf8'));
  } catch {
    // A .gitignore that cannot be read ignores nothing; git does the same, with a warning.
    return undefined;
  }
}

function isLink(absolute: string): boolean {
  return entryAt(absolute)?.isSymbolicLink() ?? false;
}

/** The nearest folder at or above that holds `.git`. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return at;
    if (path.dirname(at) === at) return undefined;
  }
}
