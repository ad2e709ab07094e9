/**
 * How much Marcus costs: `npm run bench` on a generated back end, `npm run bench -- PATH` on any project.
 *
 *     --files N    files to generate (300)
 *     --cache      what facts of an earlier run save: nothing cached, nothing changed since, one file changed
 *     --json       one JSON object with all figures, for comparing runs
 *
 * Everything is given as a ratio to merely parsing and visiting the same files with raw TypeScript, measured in
 * turns in the same run: milliseconds differ between machines and hours, ratios hold.
 *
 * What is measured is bundled as it ships, into .cache/bench.cjs, and runs in a process of its own: code run through tsx is
 * slower, and would count in the peak of memory. `node --cpu-prof .cache/bench.cjs` shows where the time goes.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';

async function main(): Promise<void> {
  const root = path.dirname(__dirname);
  const outfile = path.join(root, '.cache', 'bench.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/bench/main.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    loader: { '.md': 'text', '.sql': 'text' },
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

// esbuild has printed its own errors with their places.
main().catch(() => {
  process.exitCode = 1;
});
