import { lockFileNames } from '../engine';

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
export const readNames = ['package.json', 'tsconfig.json', 'jsconfig.json', ...lockFileNames] as const;
/** `tsconfig.base.json` and its like, which others build on. */
const compilerConfiguration = /^[tj]sconfig[.-][\w.-]+\.json$/;

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

/** Globs that all names of configurations fit, and others as well. */
const configurationGlobs = ['**/*.{json,yml,yaml}', '**/.env*'];

/** A glob of everything that is read into a project, for watchers: one for the extensions, one for each name. */
export const readGlobs: readonly string[] = [
  `**/*.{${readExtensions.join(',')}}`,
  ...configurationGlobs,
  ...readNames.map((name) => `**/${name}`),
];

const extensions = new Set<string>(readExtensions);
const names = new Set<string>(readNames);
const folders = new Set<string>(skippedFolders);
const declaration = /\.d(\.[^.]+)?\.[cm]?ts$/;

/** Names of JSON files that hold settings or keys. Most JSON is data: texts, fixtures, what tools write. */
const settings =
  /^(app)?(config|configuration|settings|secrets?|credentials?|keys?|default|development|production|staging|local|database|ormconfig)(\.[\w-]+)*\.json$|^(service[-_]?account|gcp|firebase)[\w.-]*\.json$|[-_.](config|settings|credentials|secrets?|key|adminsdk[\w-]*)\.json$/i;
const noSettings =
  /^(ts|js)config|^marcus\.config\.json$|\.schema\.json$|lock\.(json|ya?ml)$|^(openapi|swagger)\b/i;
const exampleOfEnvironment = /[.-](example|sample|template|tpl|dist|defaults?|schema|test|ci)\b/i;

/** A description of the project's own API. */
const apiDescription = /^([\w-]+\.)?(openapi|swagger)([-_.][\w.-]+)?\.(ya?ml|json)$/i;

/** Whether a file of this name configures the project, so that somebody may have written a credential into it. */
function isConfiguration(name: string): boolean {
  if (/^\.env(\.[\w.-]+)?$/.test(name)) return !exampleOfEnvironment.test(name);
  if (noSettings.test(name)) return false;
  return /\.ya?ml$/i.test(name) ? !exampleOfEnvironment.test(name) : settings.test(name);
}

/** Whether Marcus reads files of this name. Declarations (`.d.ts`) say nothing about what runs, and are not read. */
export function isReadName(name: string): boolean {
  if (
    names.has(name) ||
    compilerConfiguration.test(name) ||
    isConfiguration(name) ||
    apiDescription.test(name)
  )
    return true;
  const dot = name.lastIndexOf('.');
  if (dot < 0 || !extensions.has(name.slice(dot + 1).toLowerCase())) return false;
  return !declaration.test(name);
}

/** Whether a folder of this name is never entered. A project's root may have any name. */
export function isSkippedFolder(name: string): boolean {
  return name.startsWith('.') || folders.has(name);
}
