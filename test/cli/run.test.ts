import assert from 'node:assert/strict';
import { run } from '../../src/cli/run';
import { tempFolders } from '../workspace/temp-folder';
import { fakeTerminal } from './fake-terminal';
import { marcus } from './marcus';
import { testCatalogue } from './test-rules';

describe('marcus', () => {
  const folder = tempFolders();

  describe('usage errors', () => {
    const cases: [args: string, message: string][] = [
      ['check nowhere', 'no such file or folder: nowhere'],
      ['check src nowhere gone.ts', 'no such file or folder: nowhere, gone.ts'],
      [
        'check --rule architecture/no-od',
        "unknown rule 'architecture/no-od'; did you mean architecture/no-odd?",
      ],
      ['check --rule completely-else', "unknown rule 'completely-else'; 'marcus rules' lists them all"],
      ['check --fromat json', "unknown option '--fromat' (Did you mean --format?)"],
      [
        'check --format xml',
        "option '--format <format>' argument 'xml' is invalid. Allowed choices are stylish, json, sarif, html, markdown, github.",
      ],
      [
        'check --max-warnings few',
        "option '--max-warnings <n>' argument 'few' is invalid. It takes a whole number.",
      ],
      ['check --max-warnings', "option '--max-warnings <n>' argument missing"],
      ['explain', 'explain takes the id of a rule, or --library with the name of a package'],
      [
        'explain architecture/no-odd --library pg',
        'explain takes the id of a rule, or --library with the name of a package',
      ],
      ['explain --library winstn', "no data sheet speaks of 'winstn'; did you mean winston?"],
      ['explain --library winston@new', "'new' is no version; write one as winston@1.2.3"],
      ['explain --library winston@3.0.0.1', "'3.0.0.1' is no version; write one as winston@1.2.3"],
      ['explain --library axios/lib/core', "no data sheet speaks of 'axios/lib/core'; did you mean axios?"],
      ['explain --library @fastify/jwt@', "'' is no version; write one as @fastify/jwt@1.2.3"],
      ['explain --library @scope', "no data sheet speaks of '@scope'; docs/libraries.md lists all"],
      ['explain no-odd2', "unknown rule 'no-odd2'; did you mean architecture/no-odd?"],
      ['chek', "unknown command 'chek' (Did you mean check?)"],
      ['', "no command given; try 'marcus check', or 'marcus --help'"],
    ];
    for (const [args, message] of cases) {
      it(`is status 2 and one line on standard error: marcus ${args}`, async () => {
        const { path } = folder({ 'src/a.ts': 'function wrong() {}' });
        assert.deepEqual(await marcus(path, args), { status: 2, out: '', err: `marcus: ${message}\n` });
      });
    }
  });

  describe('rules', () => {
    it('lists all rules in columns', async () => {
      assert.equal(
        (await marcus('/', 'rules')).out,
        `rule                    severity       scope  fix   what it flags
architecture/no-meh     info           file   none  Function named meh
architecture/no-odd     warning        file   none  Function named odd
architecture/no-secret  warning (off)  file   none  Function named secret
architecture/no-wrong   error          file   none  Function named wrong
`,
      );
    });

    it('lists their data sheets as JSON', async () => {
      const { version, rules } = JSON.parse((await marcus('/', 'rules --format json')).out);
      assert.equal(version, 1);
      assert.equal(rules.length, 4);
      assert.deepEqual(rules[0], {
        id: 'architecture/no-meh',
        category: 'architecture',
        title: 'Function named meh',
        scope: 'file',
        severity: 'info',
        recommended: true,
        confidence: 'high',
        fix: 'none',
      });
    });
  });

  describe('explain', () => {
    it('prints the Markdown as it is in a pipe', async () => {
      const { status, out } = await marcus('/', 'explain architecture/no-odd');
      assert.equal(status, 0);
      assert.equal(out, '# architecture/no-odd\n\n## Issue\n\nThe name says nothing.\n');
    });

    it('renders it on a terminal', async () => {
      const terminal = fakeTerminal('/');
      terminal.out.isTTY = true;
      await run(['explain', 'architecture/no-odd'], terminal, async () => testCatalogue);
      assert.ok(terminal.out.text.includes('\x1b[1mIssue\x1b[22m'));
      assert.ok(!terminal.out.text.includes('#'));
    });
  });

  describe('explain --library', () => {
    it('prints what is believed of a package, for all versions or for one', async () => {
      for (const asked of ['winston', 'winston@3.1.0', 'Winston-daily-rotate-file']) {
        const { status, out } = await marcus('/', `explain --library ${asked.toLowerCase()}`);
        assert.equal(status, 0);
        assert.match(out, /^winston/);
        assert.match(out, /It is: logger/);
        assert.match(out, /Calls that take texts for people or for other services\.\n {2}\*\*/);
      }
    });

    const heads: [asked: string, head: RegExp][] = [
      ['@fastify/jwt@10.2.0', /^@fastify\/jwt 10\.2\.0\nPackages: @fastify\/jwt/],
      ['mysql2/promise', /^mysql2\nPackages: /],
      ['axios@v1.14.0-beta.1', /^axios 1\.14\.0-beta\.1\n/],
      ['node:fs', /^Node's fs\n/],
    ];
    for (const [asked, head] of heads)
      it(`takes ${asked}`, async () => {
        const { status, out } = await marcus('/', `explain --library ${asked}`);
        assert.equal(status, 0);
        assert.match(out, head);
      });

    it('writes options as code does', async () => {
      const { out } = await marcus('/', 'explain --library axios');
      assert.match(out, /limits \(timeout silence, signal whole, cancelToken whole\)/);
    });

    it('takes the name that people give a library', async () =>
      assert.match((await marcus('/', 'explain --library bullmq')).out, /^BullMQ\nPackages: bullmq/));
  });

  it('prints help and version on standard output', async () => {
    const help = await marcus('/', '--help');
    assert.equal(help.status, 0);
    for (const command of ['check', 'rules', 'explain', 'lsp'])
      assert.match(help.out, new RegExp(`^ {2}${command}\\b`, 'm'));
    assert.match((await marcus('/', 'check --help')).out, /Exit status:\n {2}0 {2}/);
    assert.match((await marcus('/', '--version')).out, /^\d+\.\d+\.\d+\n$/);
  });
});
