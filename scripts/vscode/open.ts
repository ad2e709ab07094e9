import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './cache';
import { downloadDesktop, whyNoDisplay } from './desktop';
import { packageExtension } from './package';
import { installExtension, startServer } from './server';
import { quietWorkbench } from './settings';

const scratch = join(root, '.cache', 'start');

/**
 * Opens VS Code with Marcus on a copy of a folder, so that trying things out leaves no trace in git: a desktop VS Code where there is a
 * screen and one can be had, else the VS Code server, which it keeps running until Ctrl-C.
 */
export async function openVSCode(folder: string): Promise<void> {
  const workspace = join(scratch, 'workspace');
  rmSync(workspace, { recursive: true, force: true });
  cpSync(folder, workspace, { recursive: true });
  const noDesktop = await openDesktop(workspace);
  if (noDesktop === undefined) return;
  console.log(`\nNo desktop VS Code (${noDesktop}); starting the VS Code server instead…`);
  await serve(workspace);
}

/** Opens a desktop VS Code, or returns why not. */
async function openDesktop(workspace: string): Promise<string | undefined> {
  const noDisplay = whyNoDisplay();
  if (noDisplay) return noDisplay;
  // The person's own VS Code gets one more window, in which Marcus runs from here: nothing is installed into it.
  const development = [`--extensionDevelopmentPath=${root}`, workspace];
  if (run('code', ['--new-window', ...development])) return undefined;
  const executable = await downloadDesktop().catch((error: Error) => error);
  if (executable instanceof Error) return executable.message;
  const own = ['--user-data-dir', join(scratch, 'desktop'), '--extensions-dir', join(scratch, 'extensions')];
  spawn(executable, [...own, ...development], { detached: true, stdio: 'ignore' }).unref();
  console.log('\nVS Code opens with Marcus on a copy of the sample.');
  return undefined;
}

/** Whether a command is there and succeeds. */
function run(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
}

async function serve(workspace: string): Promise<void> {
  const dataDir = join(scratch, 'server');
  installExtension(packageExtension(), dataDir);
  const server = await startServer({
    dataDir,
    settings: quietWorkbench,
    token: randomBytes(16).toString('hex'),
  });
  const url = server.urlFor(workspace);
  console.log(
    `\nMarcus is at work on a copy of the sample. Open this in a browser:\n\n    ${url}\n\nCtrl-C ends it.`,
  );
  if (!whyNoDisplay()) run(process.platform === 'darwin' ? 'open' : 'xdg-open', [url]);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop());
  await server.ended;
}
