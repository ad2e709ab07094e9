/**
 * `npm test`: everything there is to check, with one summary. Its last line is `N passed, N failed`, over all suites.
 *
 *     npm test
 *     npm test -- --only unit,integration     these (and the build that they need)
 *     npm test -- --only unit --grep "select" what follows an unknown option goes to mocha
 *
 * Node built-ins only: in a fresh clone it installs the dependencies first.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies, root } from './lib/install.mjs';

const mocha = [
  'node_modules/mocha/bin/mocha.js',
  '--reporter',
  'scripts/lib/mocha-reporter.cjs',
  '--forbid-only',
  '--forbid-pending',
];
/** @param {string} name @param {string[]} options */
const tsc = (name, ...options) => [
  'node_modules/typescript/bin/tsc',
  '--noEmit',
  '--incremental',
  ...['--tsBuildInfoFile', `.cache/tsc/${name}.tsbuildinfo`],
  ...options,
];

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[][]} commands arguments for `node`; a suite stops at the first that fails
 * @property {boolean} [mocha] its tests are counted one by one; without it the suite counts as one test
 * @property {boolean} [needsBuild]
 * @property {boolean} [onRequest] runs only when named
 */
/** @type {Suite[]} */
const suites = [
  {
    name: 'lint',
    commands: [['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  },
  { name: 'typecheck', commands: [tsc('node'), tsc('webview', '--project', 'src/webview')] },
  { name: 'build', commands: [['esbuild.mjs', '--minify']] },
  { name: 'unit', commands: [mocha], mocha: true, needsBuild: true },
  {
    name: 'integration',
    commands: [['--import', 'tsx', 'scripts/vscode/integration.ts']],
    mocha: true,
    needsBuild: true,
  },
  {
    name: 'e2e',
    commands: [[...mocha, '--config', 'test/e2e/.mocharc.json']],
    mocha: true,
    needsBuild: true,
  },
  {
    name: 'long',
    commands: [[...mocha, '--config', '.mocharc.long.json']],
    mocha: true,
    needsBuild: true,
    onRequest: true,
  },
];

const reports = join(root, '.cache', 'reports');

/** @typedef {{ name: string, passed: number, failed: number, seconds: number, problems: string[] }} Outcome */

/** @param {Suite} suite @param {string[]} mochaOptions @returns {Outcome} */
function run(suite, mochaOptions) {
  console.log(`\n━━ ${suite.name} ━━`);
  const report = join(reports, `${suite.name}.json`);
  rmSync(report, { force: true });
  const begun = performance.now();
  const succeeded = suite.commands.every(
    (args) =>
      spawnSync(process.execPath, suite.mocha ? [...args, ...mochaOptions] : args, {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, MARCUS_REPORT: report },
      }).status === 0,
  );
  const seconds = (performance.now() - begun) / 1000;
  return {
    name: suite.name,
    seconds,
    ...(suite.mocha ? readReport(report, succeeded) : countAsOne(suite, succeeded)),
  };
}

/** @param {Suite} suite @param {boolean} succeeded */
function countAsOne({ name }, succeeded) {
  return succeeded
    ? { passed: 1, failed: 0, problems: [] }
    : { passed: 0, failed: 1, problems: [`${name} failed; its messages are above`] };
}

/**
 * A suite that dies without a report, finds no test, or ends badly with all its tests green has failed too.
 * @param {string} path @param {boolean} succeeded
 */
function readReport(path, succeeded) {
  if (!existsSync(path))
    return { passed: 0, failed: 1, problems: ['ended without a report; its messages are above'] };
  const { passed, failed, pending, tests } = JSON.parse(readFileSync(path, 'utf8'));
  const problems = tests.filter((test) => test.error).map((test) => test.title);
  // Nothing is skipped in silence.
  if (pending > 0) problems.push(`${pending} skipped, which counts as failed`);
  const silent = failed + pending === 0 && (!succeeded || passed === 0);
  if (silent)
    problems.push(passed === 0 ? 'no tests were found' : 'the process failed although its tests passed');
  return { passed, failed: failed + pending + (silent ? 1 : 0), problems };
}

/** @param {string[]} args @returns {{ chosen: Suite[], mochaOptions: string[] }} */
function choose(args) {
  const at = args.indexOf('--only');
  if (at < 0) return { chosen: suites.filter((suite) => !suite.onRequest), mochaOptions: args };
  const names = (args[at + 1] ?? '').split(',');
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    throw new Error(
      `There is no suite "${unknown}"; there are ${suites.map((suite) => suite.name).join(', ')}.`,
    );
  }
  const named = suites.filter((suite) => names.includes(suite.name));
  const chosen = suites.filter(
    (suite) => named.includes(suite) || (suite.name === 'build' && named.some((one) => one.needsBuild)),
  );
  return { chosen, mochaOptions: [...args.slice(0, at), ...args.slice(at + 2)] };
}

/** @param {Outcome[]} outcomes */
function summarize(outcomes) {
  console.log('\n━━ summary ━━');
  for (const { name, passed, failed, seconds, problems } of outcomes) {
    const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
    console.log(`${failed > 0 ? '✗' : '✓'} ${name.padEnd(12)} ${counts} ${seconds.toFixed(1).padStart(7)} s`);
    for (const problem of problems) console.log(`    ${problem}`);
  }
}

/** @param {Outcome[]} outcomes @param {'passed' | 'failed'} what */
const total = (outcomes, what) => outcomes.reduce((sum, outcome) => sum + outcome[what], 0);

function main() {
  /** @type {Outcome[]} */
  const outcomes = [];
  try {
    const { chosen, mochaOptions } = choose(process.argv.slice(2));
    installDependencies();
    mkdirSync(reports, { recursive: true });
    for (const suite of chosen) {
      const noBuild = suite.needsBuild && outcomes.some(({ name, failed }) => name === 'build' && failed > 0);
      outcomes.push(
        noBuild
          ? { name: suite.name, passed: 0, failed: 1, seconds: 0, problems: ['not run: the build failed'] }
          : run(suite, mochaOptions),
      );
    }
  } catch (error) {
    outcomes.push({ name: 'start', passed: 0, failed: 1, seconds: 0, problems: [error.message] });
  }
  summarize(outcomes);
  console.log(`\n${total(outcomes, 'passed')} passed, ${total(outcomes, 'failed')} failed`);
  process.exitCode = total(outcomes, 'failed') > 0 ? 1 : 0;
}

main();
