import semver from 'semver';
import {
  describeLibrary,
  type Library,
  type LibraryDescription,
  libraries,
  nearestId,
  packageNameOf,
} from '../engine';
import type { Colors } from './terminal';
import { UsageError } from './usage-error';

/**
 * What Marcus believes of a library: `axios`, or `axios@1.6.0` for what holds in that version alone. The name is the package's, or the one that people
 * give it. Throws a UsageError for one that no sheet speaks of.
 */
export function explainLibrary(asked: string, colors: Colors): string {
  const at = asked.lastIndexOf('@');
  const [name, written] = at > 0 ? [asked.slice(0, at), asked.slice(at + 1)] : [asked, undefined];
  const version = written === undefined ? undefined : (semver.valid(written) ?? undefined);
  if (written !== undefined && version === undefined)
    throw new UsageError(`'${written}' is no version; write one as ${name}@1.2.3`);
  return sheetsFor(name)
    .map((sheet) => rendered(describeLibrary(sheet, version), version, colors))
    .join('\n');
}

function sheetsFor(name: string): readonly Library[] {
  const byPackage = libraries.sheetsOf(name.replace(/^node:/, ''));
  if (byPackage.length > 0) return byPackage;
  const byName = libraries.sheets.filter((each) => each.name.toLowerCase() === name.toLowerCase());
  if (byName.length > 0) return byName;
  const known = libraries.sheets.flatMap((each) => [each.name, ...each.packages]);
  const whole = packageNameOf(name);
  const near = libraries.sheetsOf(whole).length > 0 ? whole : nearestId(name, known);
  throw new UsageError(
    `no data sheet speaks of '${name}'; ${near === undefined ? 'docs/libraries.md lists all' : `did you mean ${near}?`}`,
  );
}

function rendered(
  { name, packages, kinds, topics }: LibraryDescription,
  version: string | undefined,
  colors: Colors,
): string {
  const head = [
    colors.bold(version === undefined ? name : `${name} ${version}`),
    `Packages: ${packages.join(', ')}`,
    ...(kinds.length > 0 ? [`It is: ${kinds.join(', ')}`] : []),
  ];
  const body = topics.flatMap(({ title, lines }) => [
    '',
    colors.bold(title),
    ...lines.map(({ about, says, versions, source }) => {
      const paths = about.map((each) => (each === '' ? 'the package itself' : each)).join(', ');
      const where = [versions && `in ${versions}`, source && `from ${source}`].filter(Boolean).join('; ');
      return `  ${colors.cyan(paths)}${says === '' ? '' : `: ${says}`}${where === '' ? '' : colors.dim(` [${where}]`)}`;
    }),
  ]);
  const nothing = topics.length === 0 && kinds.length === 0 ? ['', 'Nothing more is known of it yet.'] : [];
  return `${[...head, ...body, ...nothing].join('\n')}\n`;
}
