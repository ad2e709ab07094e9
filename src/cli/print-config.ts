import { type Rule, Settings } from '../engine';
import { findTargets, fromWorkingDirectory, openWorkspace } from '../workspace';
import type { Catalogue } from './catalogue';
import { refuseFaults } from './check';
import { UsageError } from './usage-error';

/**
 * What holds for one file, as JSON in the form of a configuration: every rule with its severity and options, defaults filled in.
 * `file` is the configuration's own file, null where there is none. Throws a UsageError for an unknown path and a faulty configuration.
 */
export async function printConfig(
  file: string,
  workingDirectory: string,
  { rules }: Catalogue,
): Promise<string> {
  const { targets } = findTargets(workingDirectory, [file]);
  const [target] = targets;
  if (!target) throw new UsageError(`no such file or folder: ${file}`);
  const workspace = await openWorkspace(target.root, { rules });
  refuseFaults(workspace, workingDirectory);
  // For a folder: what holds for a file in it.
  const at = target.only?.[0] ?? 'x';
  const { configurations, root } = workspace;
  const own = configurations.fileOf(at);
  const { base, options, ...configuration } = configurations.of(at);
  const shown = {
    file: own === undefined ? null : fromWorkingDirectory(workingDirectory, root, own),
    ...configuration,
    rules: rulesOf(rules, new Settings({ base, options, ...configuration })),
  };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}

function rulesOf(rules: readonly Rule[], settings: Settings): Record<string, unknown> {
  const entries = rules.map(({ meta }) => {
    const options = settings.optionsOf(meta);
    const severity = settings.severityOf(meta);
    return [meta.id, Object.keys(options).length > 0 ? [severity, options] : severity] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
