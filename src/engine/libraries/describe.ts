import type { Entry } from './entry';
import type { Library, Topic } from './library';
import schema from './library.schema.json';
import { linesOf } from './look-up';
import { isWithin } from './versions';

/** What a data sheet says, in words: for people who want to know what Marcus believes. */
export interface LibraryDescription {
  name: string;
  packages: readonly string[];
  kinds: readonly string[];
  topics: TopicDescription[];
}

export interface TopicDescription {
  topic: Topic;
  /** What the lines are about, in one sentence. */
  title: string;
  lines: LineDescription[];
}

export interface LineDescription {
  /** The members of the package that it is about; empty for the package itself. */
  about: readonly string[];
  /** What is known of them: `options 1, limits timeout and signal`. */
  says: string;
  /** The versions for which it holds; undefined for all. */
  versions?: string;
  source?: string;
}

/** What a sheet says of a version, or of all versions that it knows. */
export function describeLibrary(sheet: Library, version?: string): LibraryDescription {
  const topics = new Map<Topic, LineDescription[]>();
  for (const { topic, entry } of linesOf(sheet)) {
    if (version !== undefined && !isWithin(version, entry.versions)) continue;
    topics.set(topic, [...(topics.get(topic) ?? []), describeLine(entry)]);
  }
  return {
    name: sheet.name,
    packages: sheet.packages,
    kinds: kindsOf(sheet),
    topics: [...topics].map(([topic, lines]) => ({ topic, title: titleOf(topic), lines })),
  };
}

/** The topics that a sheet has lines of. */
export function topicsOf(sheet: Library): Topic[] {
  return [...new Set(linesOf(sheet).map(({ topic }) => topic))];
}

/** What its packages are for: `logger`, `rate limiter (@scope/limits)`. */
export function kindsOf({ kinds = [] }: Library): string[] {
  return kinds.map((each) =>
    typeof each === 'string' ? inWords({ [each]: true }) : `${each.kind} (${each.of.join(', ')})`,
  );
}

/** The bounds that a sheet has for versions: `<5`, `>=5`. */
export function versionRanges(sheet: Library): string[] {
  return [...new Set(linesOf(sheet).flatMap(({ entry }) => entry.versions ?? []))];
}

/** Where what a sheet says was learnt. */
export function sourcesOf(sheet: Library): string[] {
  return [...new Set(linesOf(sheet).flatMap(({ entry }) => entry.source?.split('; ') ?? []))];
}

function describeLine({ path, versions, source, ...rest }: Entry): LineDescription {
  const line: LineDescription = { about: [path].flat(), says: inWords(rest) };
  if (versions !== undefined) line.versions = versions;
  if (source !== undefined) line.source = source;
  return line;
}

/** The first sentence of what the contract says of a topic. */
export function titleOf(topic: Topic): string {
  // The schema may be older than the types: then `npm run docs` brings it up to date, and a test says so.
  const topics: Partial<Record<Topic, { items: { description: string } }>> = schema.properties;
  const [first = topic] = (topics[topic]?.items.description ?? topic).split(/(?<=\.)\s/);
  return first;
}

/** `{ options: 1, limits: { cancelToken: 'whole' }, single: true }` as `options 1, limits (cancelToken whole), single`: what code calls an option stays as it is. */
function inWords(value: object, nameOf = wordsOf): string {
  return Object.entries(value)
    .flatMap(([key, each]) => {
      const name = nameOf(key);
      if (each === undefined) return [];
      if (each === true) return [name];
      if (each === false) return [`not ${name}`];
      return [`${name} ${valueInWords(each)}`];
    })
    .join(', ');
}

function wordsOf(key: string): string {
  return key.replace(/(?<=[a-z])(?=[A-Z])|-/g, ' ').toLowerCase();
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueInWords).join(' or ');
  if (typeof value === 'object' && value !== null) return `(${inWords(value, (key) => key)})`;
  return String(value);
}
