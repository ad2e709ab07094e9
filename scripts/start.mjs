/**
 * `npm start`: builds Marcus, prints what he finds in the sample back end, and opens VS Code with him on a copy of it.
 *
 *     npm start                  a desktop VS Code where there is one, else the VS Code server for a browser
 *     npm start -- --no-open     the findings only; so does MARCUS_START=check
 *
 * Node built-ins only, up to where the dependencies are sure to be installed.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installDependencies, root } from './lib/install.mjs';

const sample = join('test', 'workspaces', 'swarm');
const onlyFindings = process.argv.includes('--no-open') || process.env.MARCUS_START === 'check';

/** @param {string[]} args arguments for `node` @returns its exit status */
function node(...args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

async function main() {
  installDependencies();
  console.log('Building…');
  if (node('esbuild.mjs', '--minify') !== 0) throw new Error('the build failed; its messages are above');
  console.log(`\nWhat Marcus finds in ${sample}:\n`);
  // 1 says that there are findings, which is what a sample is for.
  if (node(join('dist', 'cli.js'), 'check', sample) > 1)
    throw new Error(`dist/cli.js could not check ${sample}`);
  if (onlyFindings) return;
  const { tsImport } = await import('tsx/esm/api');
  const { openVSCode } = await tsImport('./vscode/open.ts', import.meta.url);
  await openVSCode(join(root, sample));
}

main().catch((error) => {
  console.error(`npm start: ${error.message}`);
  process.exitCode = 1;
});
