import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, fetchStableVersions } from '@vscode/test-electron/out/download';
import { vscodeCache } from './cache';

/** How long the download server may take to name its newest version. Where it cannot be reached, this is all we wait. */
const probeMs = 5_000;

/** Why there can be no window here, or undefined when there can. */
export function whyNoDisplay(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return undefined;
  return 'there is no display';
}

/** Whether a virtual display can stand in for a real one: enough for tests, of no use to a person. */
export function hasVirtualDisplay(): boolean {
  return process.platform === 'linux' && spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0;
}

/**
 * The binary of a desktop VS Code of our own, downloaded on first use.
 * @throws when it cannot be downloaded; within seconds when its server cannot be reached
 */
export async function downloadDesktop(): Promise<string> {
  const [version] = await within(probeMs, fetchStableVersions(true, probeMs));
  if (!version) throw new Error('no version of VS Code is offered for download');
  const executable = await downloadAndUnzipVSCode({
    version,
    cachePath: join(vscodeCache, 'desktop'),
    timeout: 15_000,
  });
  if (!existsSync(executable)) throw new Error(`the download brought no ${executable}`);
  return executable;
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  });
  return Promise.race([promise, expired]).finally(() => clearTimeout(timer));
}
