import semver from 'semver';

/** Which version of each package a file gets when it imports it. */
export interface PackageVersions {
  /** An exact version such as `5.1.0`; undefined where nothing tells, which counts as the newest. */
  versionOf(packageName: string): string | undefined;
  /** The package that a name stands for: another one where the package.json gives it one (`"pg8": "npm:pg@8"`), else the name itself. */
  packageOf(name: string): string;
  /** Equal for equal answers: how a file is read depends on it. */
  readonly key: string;
}

export const unknownVersions: PackageVersions = {
  versionOf: () => undefined,
  packageOf: (name) => name,
  key: '',
};

/** Stands for the newest release where a version is not known. */
const newest = '999999.0.0';

/** Whether a version lies in a range of a data sheet: `<5`, `>=5`, `>=4.2 <5`. A version that is not known is the newest. */
export function isWithin(version: string | undefined, range: string | undefined): boolean {
  if (range === undefined) return true;
  return semver.satisfies(version ?? newest, range, { includePrerelease: true });
}

/** Whether no version at all can lie in a range: `>=5 <3`. */
export function holdsForNone(range: string): boolean {
  const [lowest, bound] = range.split(' ');
  if (lowest === undefined || bound === undefined) return false;
  return !semver.intersects(lowest, bound, { includePrerelease: true });
}

/** `axios 1.6.0`, or `axios` where the version is not known: how messages name what a belief rests on. */
export function versionedName(name: string, version: string | undefined): string {
  return version === undefined ? name : `${name} ${version}`;
}

/** The package that an import asks for: `@scope/name` of `@scope/name/part`, `mysql2` of `mysql2/promise`. */
export function packageNameOf(specifier: string): string {
  const first = specifier.indexOf('/');
  const end = specifier.startsWith('@') && first > 0 ? specifier.indexOf('/', first + 1) : first;
  return end < 0 ? specifier : specifier.slice(0, end);
}
