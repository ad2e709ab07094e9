import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { installVSCodeServer } from './server-install';

export interface ServerOptions {
  /** Whether VS Code asks whom to trust, as it does for people; else every folder is trusted. */
  asksForTrust?: boolean;
  /** Where the server keeps its data: settings, logs, state. Installed extensions go to `extensions` in it. */
  dataDir: string;
  /** Asked for in the address when given; without it, anybody on this machine may connect. */
  token?: string;
  /** Settings of the workbench, written before it starts. */
  settings?: Record<string, unknown>;
  /** Honour a `payload` in the address: extensions and tests loaded from folders. Only for tests. */
  testDriver?: boolean;
  env?: NodeJS.ProcessEnv;
}

export interface RunningServer {
  port: number;
  /** The workbench's address for a folder; `payload` as the VS Code server understands it. */
  urlFor(folder: string, payload?: [string, string][]): string;
  /** A path on this machine as the workbench names it. */
  remoteUri(path: string): string;
  /** Resolves when the server has ended, by itself or through `stop`. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

const readyWithinMs = 60_000;

/** Starts a VS Code server on the loopback interface, on a free port, and waits until it answers. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { node, folder } = installVSCodeServer();
  const port = await freePort();
  mkdirSync(options.dataDir, { recursive: true });
  if (options.settings) writeSettings(options.dataDir, options.settings);
  const log = createWriteStream(join(options.dataDir, 'server.log'));
  const child = spawn(
    node,
    [
      join(folder, 'out', 'server-main.js'),
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...(options.token ? ['--connection-token', options.token] : ['--without-connection-token']),
      ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...(options.asksForTrust ? [] : ['--disable-workspace-trust']),
      ...directories(options.dataDir),
    ],
    { cwd: folder, env: environment(node, options.env), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  // However this process ends, it leaves no server behind.
  process.once('exit', () => child.kill('SIGKILL'));
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGTERM');
    // It waits for connected pages to say goodbye; nobody needs to.
    const impatience = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await ended;
    clearTimeout(impatience);
  };
  const server: RunningServer = {
    port,
    ended,
    stop,
    remoteUri: (path) => `vscode-remote://127.0.0.1:${port}${path}`,
    urlFor: (workspace, payload) => {
      const query = new URLSearchParams({ folder: workspace });
      if (options.token) query.set('tkn', options.token);
      if (payload) query.set('payload', JSON.stringify(payload));
      return `http://127.0.0.1:${port}/?${query}`;
    },
  };
  await Promise.race([
    answers(server.urlFor('/')),
    ended.then(() => {
      throw new Error(`The VS Code server ended at once; see ${log.path}`);
    }),
  ]);
  return server;
}

/** Installs a packaged extension, as a user would, for servers started with the same `dataDir`. */
export function installExtension(vsix: string, dataDir: string): void {
  const { node, folder } = installVSCodeServer();
  const { status, stdout, stderr } = spawnSync(
    node,
    [
      join(folder, 'out', 'server-main.js'),
      '--install-extension',
      vsix,
      '--accept-server-license-terms',
      ...directories(dataDir),
    ],
    { cwd: folder, env: environment(node), encoding: 'utf8' },
  );
  if (status !== 0 || !/successfully installed/.test(stdout)) {
    throw new Error(`VS Code did not install ${vsix}:\n${stdout}${stderr}`);
  }
}

/** The browser keeps a user's own settings; those of the machine are a file. */
function writeSettings(dataDir: string, settings: Record<string, unknown>): void {
  const folder = join(dataDir, 'data', 'Machine');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

function directories(dataDir: string): string[] {
  return ['--server-data-dir', dataDir, '--extensions-dir', join(dataDir, 'extensions')];
}

function environment(node: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}`, ...more };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('No free port on 127.0.0.1.');
  return address.port;
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    const status = await fetch(url, { redirect: 'manual' }).then(
      (response) => response.status,
      () => 0,
    );
    if (status > 0 && status < 400) return;
    if (Date.now() > deadline)
      throw new Error(`The VS Code server does not answer at ${url} (status ${status}).`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
