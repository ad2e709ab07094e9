import type { RouterEntry } from '../../libraries/contract/routers';
import type { Libraries } from '../../libraries/look-up';
import type { FileReader } from '../reading/file-reader';

/** What the methods of routers do that a file may use: as the data sheets of what it imports have it. */
export interface RouterMethods {
  /** They return the router that they are called on, or one for the same place. */
  chaining: ReadonlySet<string>;
  /** They add what every later route passes. */
  hooks: ReadonlySet<string>;
  /** They hand a part of the router to a function. */
  groups: ReadonlySet<string>;
  /** They return it under a prefix. */
  prefixing: ReadonlySet<string>;
  /** The router of a library whose routes have their options behind their handlers; undefined where the file uses none. */
  withOptionsLast?: RouterEntry;
  /** What is called on a route or group that is defined already. */
  afterwards?: RouterEntry['afterwards'];
}

export const verbs = ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all'];

/** What nearly all routers have. */
const common = [...verbs, 'use', 'on', 'route', 'register'];

const known = new WeakMap<FileReader, RouterMethods>();

export function routerMethods(file: FileReader): RouterMethods {
  const methods = known.get(file) ?? read(file);
  known.set(file, methods);
  return methods;
}

function read({ facts, libraries: own }: FileReader): RouterMethods {
  const entries = facts.imports
    .filter(({ specifier }) => own.speakOf(specifier, 'routers'))
    .flatMap(({ specifier }) => own.all.sheetsOf(specifier))
    .flatMap(({ routers = [] }) => routers);
  const optionsLast = entries.find((each) => each.optionsLast);
  const afterwards = entries.find((each) => each.afterwards)?.afterwards;
  return {
    chaining: new Set([...common, ...kinds.flatMap((kind) => namesOf(entries, kind))]),
    hooks: new Set(namesOf(entries, 'hooks')),
    groups: new Set(namesOf(entries, 'groups')),
    prefixing: new Set(namesOf(entries, 'prefixing')),
    ...(optionsLast ? { withOptionsLast: optionsLast } : {}),
    ...(afterwards ? { afterwards } : {}),
  };
}

const kinds = ['chaining', 'hooks', 'groups', 'prefixing'] as const;

function namesOf(entries: readonly RouterEntry[], kind: (typeof kinds)[number]): string[] {
  return entries.flatMap((each) => each[kind] ?? []);
}

/** The names of all methods that define routes, hooks and groups, whatever library they are of: which calls are worth a look. */
export function routerMethodNames(libraries: Libraries): string[] {
  const entries = libraries.sheets.flatMap(({ routers = [] }) => routers);
  return [...new Set([...common, ...namesOf(entries, 'hooks'), ...namesOf(entries, 'groups')])];
}
