import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from './cache';
import { whyNoDisplay } from './desktop';
import type { IntegrationRun } from './integration-run';

/** Runs the suite in a desktop VS Code. Returns the number of failures. */
export async function runInDesktop(
  { workspace, tests, env, scratch }: IntegrationRun,
  vscodeExecutablePath: string,
): Promise<number> {
  if (whyNoDisplay()) return underVirtualDisplay();
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    extensionTestsEnv: env,
    launchArgs: [
      workspace,
      ...['--user-data-dir', join(scratch, 'desktop'), '--extensions-dir', join(scratch, 'extensions')],
      ...['--disable-workspace-trust', '--disable-gpu', '--skip-welcome', '--skip-release-notes'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  }).catch((error: Error) => {
    // Failing tests end VS Code with a status, too; without a report it is VS Code itself that failed.
    if (!existsSync(env.MARCUS_REPORT)) throw error;
  });
  return (JSON.parse(readFileSync(env.MARCUS_REPORT, 'utf8')) as { failed: number }).failed;
}

/** The same command again, with a display to draw on. */
function underVirtualDisplay(): number {
  const { status } = spawnSync(
    'xvfb-run',
    ['-a', process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    {
      stdio: 'inherit',
      env: { ...process.env, MARCUS_VSCODE: 'desktop' },
    },
  );
  return status ?? 1;
}
