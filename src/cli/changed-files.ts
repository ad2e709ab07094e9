import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UsageError } from './usage-error';

const run = promisify(execFile);

/** Bytes: a list of every file of a large repository fits. */
const mostOutput = 64_000_000;

/**
 * Files below `root` that differ from a revision, and those that git does not track yet: paths relative to `root`, with `/`. Throws a UsageError where
 * there is no repository, no git, or no such revision.
 */
export async function changedFiles(root: string, revision: string): Promise<Set<string>> {
  if (revision.startsWith('-')) throw new UsageError(`'${revision}' is no revision`);
  const [tracked, untracked] = await Promise.all([
    git(
      root,
      revision,
      'diff',
      '--name-only',
      '--no-ext-diff',
      '--no-textconv',
      '--relative',
      '-z',
      revision,
      '--',
    ),
    git(root, revision, 'ls-files', '--others', '--exclude-standard', '-z'),
  ]);
  return new Set(`${tracked}\0${untracked}`.split('\0').filter(Boolean));
}

/** What a repository configures to be run while git looks (a monitor of the file system) is not run. */
async function git(root: string, revision: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await run('git', ['-c', 'core.fsmonitor=false', ...args], {
      cwd: root,
      maxBuffer: mostOutput,
    });
    return stdout;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new UsageError(`--changed ${revision}: ${said.split('\n')[0] || 'git could not be started'}`);
  }
}
