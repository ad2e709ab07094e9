import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configurationName, findTargets, fromWorkingDirectory, openWorkspace } from '../workspace';
import { suggestConfiguration } from '../workspace/suggest-configuration';
import type { Catalogue } from './catalogue';
import { UsageError } from './usage-error';

/**
 * Writes a `marcus.config.json` for the project in a folder, after looking at it; resolves with what there is to tell. Throws a UsageError for an unknown
 * folder, and where there is one already.
 */
export async function init(folder: string, workingDirectory: string, { rules }: Catalogue): Promise<string> {
  const { targets } = findTargets(workingDirectory, [folder]);
  const [target] = targets;
  if (!target || target.only !== undefined) throw new UsageError(`no such folder: ${folder}`);
  const file = path.join(target.root, configurationName);
  const shown = fromWorkingDirectory(workingDirectory, target.root, configurationName);
  if (existsSync(file)) throw new UsageError(`${shown} is there already; change or delete it`);
  const workspace = await openWorkspace(target.root, { rules });
  const { text, seen } = suggestConfiguration(workspace.project.model());
  // `wx`: a file that somebody wrote meanwhile stays.
  writeFileSync(file, text, { flag: 'wx' });
  return `${[...seen, `Wrote ${shown}.`].join('\n')}\n`;
}
