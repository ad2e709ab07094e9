/**
 * What Marcus reads. This is the only list: the file watcher's glob, the language client's document selector and the
 * listing of folders are all made from it.
 */

/** Extensions of the files that Marcus reads, without the dot. */
export const readExtensions = [
  'js',
  'jsx',
  'mjs',
  'cjs',
  'ts',
  'tsx',
  'mts',
  'cts',
  'sql',
  'prisma',
  'conf',
] as const;

/** Files that are read for their name alone. */
export const readNames = ['package.json'] as const;

/**
 * Folders that are never entered, whatever .gitignore says: what tools make, and what others wrote. Folders whose name
 * starts with a dot (.git, .next, .cache, …) are not entered either.
 */
export const skippedFolders = [
  'node_modules',
  'bower_components',
  'jspm_packages',
  'vendor',
  'vendors',
  'third_party',
  'dist',
  'build',
  'out',
  'coverage',
] as const;

/** A glob of everything that is read into a project, for watchers: one for the extensions, one for each name. */
export const readGlobs: readonly string[] = [
  `**/*.{${readExtensions.join(',')}}`,
  ...readNames.map((name) => `**/${name}`),
];

const extensions = new Set<string>(readExtensions);
const names = new Set<string>(readNames);
const folders = new Set<string>(skippedFolders);
const declaration = /\.d(\.[^.]+)?\.[cm]?ts$/;

/** Whether Marcus reads files of this name. Declarations (`.d.ts`) say nothing about what runs, and are not read. */
export function isReadName(name: string): boolean {
  if (names.has(name)) return true;
  const dot = name.lastIndexOf('.');
  if (dot < 0 || !extensions.has(name.slice(dot + 1).toLowerCase())) return false;
  return !declaration.test(name);
}

/** Whether a folder of this name is never entered. A project's root may have any name. */
export function isSkippedFolder(name: string): boolean {
  return name.startsWith('.') || folders.has(name);
}
