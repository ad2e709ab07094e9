import type { Severity } from '../finding';
import type { RuleMeta } from '../rule-meta';
import type { ConfigurationFile, RuleEntry } from './file';
import { swarmProfile } from './swarm-profile';

/** What `extends` can name. */
export const profileNames = ['marcus:recommended', 'marcus:strict', 'marcus:swarm'] as const;
export type ProfileName = (typeof profileNames)[number];

const raised: Record<Severity, Severity> = {
  hint: 'info',
  info: 'warning',
  warning: 'error',
  error: 'error',
};

/** The next worse severity; an error stays one. */
export function raise(severity: Severity): Severity {
  return raised[severity];
}

function profile(name: ProfileName, rules: readonly RuleMeta[]): ConfigurationFile {
  switch (name) {
    case 'marcus:recommended':
      // What holds without any configuration: named so that it can be written down.
      return {};
    case 'marcus:strict':
      return { rules: Object.fromEntries(rules.map(({ id, severity }) => [id, raise(severity)])) };
    case 'marcus:swarm':
      return swarmProfile(rules);
  }
}

/** What a file says, with the profiles that it extends put below it, in their order. */
export function withProfiles(own: ConfigurationFile, rules: readonly RuleMeta[]): ConfigurationFile {
  const named = own.extends === undefined ? [] : Array.isArray(own.extends) ? own.extends : [own.extends];
  const known = profileNames.filter((name) => named.includes(name));
  return [...known.map((name) => profile(name, rules)), own].reduce(below, {});
}

/** Two files as one: single values of the second stand, lists are joined, entries of the same name are replaced. */
function below(first: ConfigurationFile, second: ConfigurationFile): ConfigurationFile {
  const recognize = { ...first.recognize };
  for (const [kind, names] of Object.entries(second.recognize ?? {})) {
    const key = kind as keyof typeof recognize;
    recognize[key] = joined(recognize[key], names);
  }
  const dialect = second.dialect ?? first.dialect;
  return {
    rules: mergedRules(first.rules, second.rules),
    ignore: joined(first.ignore, second.ignore),
    roles: { ...first.roles, ...second.roles },
    ...(dialect === undefined ? {} : { dialect }),
    tenant: { ...first.tenant, ...second.tenant },
    smallTables: joined(first.smallTables, second.smallTables),
    recognize,
    libraries: [...(second.libraries ?? []), ...(first.libraries ?? [])],
    layers: { ...first.layers, ...second.layers },
    criticalPaths: byName(first.criticalPaths, second.criticalPaths),
    principles: byName(first.principles, second.principles),
  };
}

/** A severity without options leaves the options of a profile as they are. */
function mergedRules(
  first: Record<string, RuleEntry> = {},
  second: Record<string, RuleEntry> = {},
): Record<string, RuleEntry> {
  const merged = { ...first };
  for (const [id, entry] of Object.entries(second)) {
    const before = merged[id];
    const options = Array.isArray(before) ? before[1] : undefined;
    merged[id] = Array.isArray(entry) || !options ? entry : [entry, options];
  }
  return merged;
}

function joined(first: string[] = [], second: string[] = []): string[] {
  return [...new Set([...first, ...second])];
}

function byName<T extends { name: string }>(first: T[] = [], second: T[] = []): T[] {
  const own = new Set(second.map((each) => each.name));
  return [...first.filter((each) => !own.has(each.name)), ...second];
}
