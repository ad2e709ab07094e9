import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './cache';

/** Makes dist/marcus.vsix, the package that users install (`npm run package`), and returns its path. */
export function packageExtension(): string {
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'package'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm run package failed:\n${stdout}${stderr}`);
  return join(root, 'dist', 'marcus.vsix');
}
