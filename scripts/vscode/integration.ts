/**
 * Runs test/integration inside the extension host of a real VS Code. There is one suite and two ways to it: a desktop VS Code where
 * one can be had, else the VS Code server with a headless browser. MARCUS_VSCODE=desktop or =server forces one.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './cache';
import { downloadDesktop, hasVirtualDisplay, whyNoDisplay } from './desktop';
import { runInDesktop } from './integration-desktop';
import type { IntegrationRun } from './integration-run';
import { runInServer } from './integration-server';

async function main(): Promise<void> {
  const scratch = join(root, '.cache', 'integration');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const grepAt = process.argv.findIndex((arg) => arg === '--grep' || arg === '-g');
  const run: IntegrationRun = {
    scratch,
    workspace: copySample(join(scratch, 'workspace')),
    tests: await bundleTests(join(scratch, 'tests')),
    env: {
      MARCUS_REPORT: process.env.MARCUS_REPORT ?? join(scratch, 'report.json'),
      MARCUS_REPORTER: join(root, 'scripts', 'lib', 'mocha-reporter.cjs'),
      ...(grepAt < 0 ? {} : { MARCUS_GREP: process.argv[grepAt + 1] ?? '' }),
    },
  };
  const desktop = await chooseDesktop();
  const failures = desktop ? await runInDesktop(run, desktop) : await runInServer(run);
  process.exitCode = failures > 0 ? 1 : 0;
}

/** The desktop VS Code to use, or undefined for the server; says why. */
async function chooseDesktop(): Promise<string | undefined> {
  const forced = process.env.MARCUS_VSCODE;
  if (forced === 'desktop') return downloadDesktop();
  if (forced !== undefined && forced !== 'server')
    throw new Error(`MARCUS_VSCODE is "${forced}"; it may be desktop or server.`);
  if (forced === 'server') return undefined;
  const reason = hasVirtualDisplay() ? undefined : whyNoDisplay();
  if (reason) {
    console.log(`Testing in the VS Code server: ${reason}.`);
    return undefined;
  }
  return downloadDesktop().catch((error: Error) => {
    console.log(`Testing in the VS Code server: no desktop VS Code can be downloaded (${error.message}).`);
    return undefined;
  });
}

function copySample(target: string): string {
  const sample = join(root, 'test', 'workspaces', 'swarm');
  if (!existsSync(sample)) throw new Error(`The sample workspace is not there: ${sample}`);
  cpSync(sample, target, { recursive: true });
  return target;
}

/** Each test file becomes a bundle of its own next to that of index.ts, which finds them there. */
async function bundleTests(outdir: string): Promise<string> {
  const folder = join(root, 'test', 'integration');
  const files = readdirSync(folder).filter((name) => name === 'index.ts' || name.endsWith('.test.ts'));
  await build({
    entryPoints: files.map((name) => join(folder, name)),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    // Mocha must be the one that the reporter extends, and is found in node_modules from where the bundle lies.
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return join(outdir, 'index.js');
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
