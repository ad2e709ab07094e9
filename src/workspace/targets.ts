import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { toProjectPath } from './paths';

/** A project to check, found from the paths that a person named. */
export interface Target {
  /** Absolute. */
  root: string;
  /** Project paths of the folders to read; `['']` is the whole root. */
  under: string[];
  /** Project paths of the only files whose findings were asked for. The model is of the whole project all the same. */
  only?: string[];
}

/** What makes a folder the root of a project. */
const markers = ['package.json', 'marcus.config.json', '.git'];

/**
 * The projects that these paths (absolute or relative to `workingDirectory`) speak of:
 * - a folder is a project's root, and what is above it is not looked at;
 * - several folders that have no package.json, marcus.config.json or .git of their own, as `src migrations`, are one
 *   project together, whose root is the folder that holds them all;
 * - a file belongs to the nearest folder above that has one of these, or else to its own folder.
 * What lies inside a folder that is named too is not taken twice. `unknown` are the paths, as given, that do not exist.
 */
export function findTargets(
  workingDirectory: string,
  paths: readonly string[],
): { targets: Target[]; unknown: string[] } {
  const unknown: string[] = [];
  const folders = new Set<string>();
  const files = new Set<string>();
  for (const given of paths) {
    const absolute = path.resolve(workingDirectory, given);
    const stat = statSync(absolute, { throwIfNoEntry: false });
    if (!stat) unknown.push(given);
    else (stat.isDirectory() ? folders : files).add(absolute);
  }
  const outermost = [...folders].filter((folder) => !isInsideAny(folder, folders));
  const loose = [...files].filter((file) => !isInsideAny(file, folders));
  const own = outermost.filter(isMarked).map((root) => ({ root, under: [''] }));
  return {
    targets: [...own, ...together(outermost.filter((folder) => !isMarked(folder))), ...ofFiles(loose)],
    unknown,
  };
}

function isInsideAny(absolute: string, folders: Iterable<string>): boolean {
  for (const folder of folders) {
    if (toProjectPath(folder, absolute)) return true;
  }
  return false;
}

function isMarked(folder: string): boolean {
  return markers.some((marker) => existsSync(path.join(folder, marker)));
}

function together(folders: string[]): Target[] {
  const [first, ...others] = folders;
  if (first === undefined) return [];
  if (others.length === 0) return [{ root: first, under: [''] }];
  let root = path.dirname(first);
  while (!folders.every((folder) => toProjectPath(root, folder) !== undefined)) {
    // Folders on two drives of Windows have nothing above them in common.
    if (path.dirname(root) === root) return folders.map((folder) => ({ root: folder, under: [''] }));
    root = path.dirname(root);
  }
  return [{ root, under: folders.map((folder) => toProjectPath(root, folder) ?? '') }];
}

function ofFiles(files: string[]): Target[] {
  const byRoot = new Map<string, string[]>();
  for (const file of files) {
    const root = nearestMarked(path.dirname(file));
    const only = byRoot.get(root) ?? [];
    byRoot.set(root, only);
    only.push(toProjectPath(root, file) ?? path.basename(file));
  }
  return [...byRoot].map(([root, only]) => ({ root, under: [''], only }));
}

function nearestMarked(folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (isMarked(at)) return at;
    if (path.dirname(at) === at) return folder;
  }
}
