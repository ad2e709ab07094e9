import assert from 'node:assert/strict';
import type { JsonReport } from '../../src/cli/json-reporter';
import { tempFolders } from '../workspace/temp-folder';
import { marcus } from './marcus';
import { brokenCatalogue, testCatalogue } from './test-rules';

describe('marcus check', () => {
  const folder = tempFolders();
  const project = (files: Record<string, string | Buffer> = {}) =>
    folder({
      'package.json': '{}',
      'src/a.ts': 'function wrong() {}\n\nfunction odd() {}\n',
      'src/b.js': 'function odd() {}\nfunction meh() {}\nfunction secret() {}\n',
      'migrations/1.sql': 'CREATE TABLE t (id int);\n',
      ...files,
    });

  async function json(workingDirectory: string, args: string, catalogue = testCatalogue) {
    const { out, ...rest } = await marcus(workingDirectory, `check --format json ${args}`, catalogue);
    return { ...rest, report: JSON.parse(out) as JsonReport };
  }

  const idsOf = ({ findings }: JsonReport) => findings.map(({ path, ruleId }) => `${path} ${ruleId}`);

  describe('reports', () => {
    it('prints the findings of the working directory to the letter', async () => {
      const { path } = project();
      assert.deepEqual(await marcus(path, 'check'), {
        status: 1,
        err: '',
        out: `src/a.ts
  1:10  error    The function wrong should have another name.  architecture/no-wrong
  3:10  warning  The function odd should have another name.  architecture/no-odd

src/b.js
  1:10  warning  The function odd should have another name.  architecture/no-odd
  2:10  info     The function meh should have another name.  architecture/no-meh

4 findings (1 error, 2 warnings, 1 info) in 2 of 4 files.
`,
      });
    });

    it('prints the same as JSON', async () => {
      const { path } = folder({ 'src/a.ts': 'function wrong() {}\n' });
      const { status, err, report } = await json(path, '');
      assert.deepEqual({ status, err }, { status: 1, err: '' });
      assert.equal(Number.isInteger(report.summary.durationMs) && report.summary.durationMs >= 0, true);
      assert.deepEqual(report, {
        version: 1,
        findings: [
          {
            ruleId: 'architecture/no-wrong',
            severity: 'error',
            message: 'The function wrong should have another name.',
            path: 'src/a.ts',
            line: 1,
            column: 10,
            endLine: 1,
            endColumn: 15,
            related: [],
            fixes: [],
          },
        ],
        summary: { files: 1, findings: 1, durationMs: report.summary.durationMs, leftOut: 0, notAnalysed: 0 },
        errors: [],
        leftOut: [],
        notAnalysed: [],
      });
    });

    it('gives paths as seen from the working directory', async () => {
      const { path, at } = project();
      assert.deepEqual(idsOf((await json(path, 'src')).report)[0], 'src/a.ts architecture/no-wrong');
      assert.deepEqual(
        idsOf((await json(at('migrations'), '../src')).report)[0],
        '../src/a.ts architecture/no-wrong',
      );
      assert.deepEqual(
        idsOf((await json('/', at('src'))).report)[0],
        `${at('src/a.ts').slice(1)} architecture/no-wrong`,
      );
    });

    it('shows only the findings of files that are named', async () => {
      const { path } = project();
      const { report, status } = await json(path, 'src/b.js');
      assert.deepEqual(idsOf(report), ['src/b.js architecture/no-odd', 'src/b.js architecture/no-meh']);
      assert.equal(report.summary.files, 1);
      assert.equal(status, 1);
    });

    it('takes several paths and sorts all findings by path', async () => {
      const { path } = project({
        'api/package.json': '{}',
        'api/c.js': 'function odd() {}',
        'lib/d.js': 'function odd() {}',
      });
      const { report } = await json(path, 'src/b.js lib api');
      assert.deepEqual(
        [...new Set(report.findings.map((finding) => finding.path))],
        ['api/c.js', 'lib/d.js', 'src/b.js'],
      );
    });

    it('says so when it does not read a file that was named', async () => {
      const { path } = project({ 'notes.txt': '', '.gitignore': 'gen', 'gen/a.ts': 'function wrong() {}' });
      const { report, status } = await json(path, 'notes.txt gen/a.ts');
      assert.equal(status, 0);
      assert.deepEqual(
        report.leftOut.map(({ path: file, reason }) => [file, reason]),
        [
          ['notes.txt', 'ignored'],
          ['gen/a.ts', 'ignored'],
        ],
      );
      assert.match((await marcus(path, 'check notes.txt')).out, /1 file left out: 1 ignored/);
    });

    it('runs only the rules that are named, also those that are off by default', async () => {
      const { path } = project({
        'c.ts': '// marcus-disable-next-line architecture/no-odd -- reason\nlet a;\n',
      });
      const { report } = await json(path, '--rule architecture/no-secret --rule architecture/no-meh');
      assert.deepEqual(idsOf(report), ['src/b.js architecture/no-meh', 'src/b.js architecture/no-secret']);
    });
  });

  describe('bad input', () => {
    it('leaves out and counts a file that is too large, minified or binary', async () => {
      const { path } = project({
        'src/large.ts': `${'function wrong() {}\n'.repeat(60_000)}`,
        'src/app.js': `${'function wrong(){}'.repeat(500)}`,
        'src/binary.ts': Buffer.from('function wrong() {}\0'),
      });
      const { report } = await json(path, '');
      assert.equal(report.findings.length, 4);
      assert.deepEqual(
        report.leftOut.map(({ path: file, reason }) => `${file} ${reason}`),
        ['src/app.js minified', 'src/binary.ts binary', 'src/large.ts too-large'],
      );
      assert.equal(report.summary.leftOut, 3);
      assert.equal(report.summary.files, 4);
      assert.match(
        (await marcus(path, 'check')).out,
        /^3 files left out: 1 over 1 MB, 1 minified, 1 binary \(-v lists them\)\.$/m,
      );
    });

    it('still yields what can be known of a file with a syntax error', async () => {
      const { path } = folder({ 'a.ts': 'function odd() {}\nconst x = = 1;\n' });
      const { report, status } = await json(path, '');
      assert.deepEqual(idsOf(report), ['a.ts architecture/no-odd']);
      assert.equal(status, 1);
      assert.equal(report.summary.notAnalysed, 1);
      assert.deepEqual(report.notAnalysed, [
        { path: 'a.ts', line: 2, column: 11, message: 'Expression expected.' },
      ]);
      assert.deepEqual(report.errors, []);
    });

    it('reports a rule that throws once, and what the others say', async () => {
      const { path } = project();
      const { report } = await json(path, '', brokenCatalogue);
      assert.equal(report.findings.length, 4);
      assert.equal(report.errors.length, 1);
      assert.equal(report.errors[0]?.ruleId, 'architecture/no-thrower');
      assert.match(report.errors[0]?.message ?? '', /the rule is broken/);
      assert.match(
        (await marcus(path, 'check', brokenCatalogue)).out,
        /^Marcus failed at .* in architecture\/no-thrower: /m,
      );
    });

    it('finds nothing in an empty folder', async () => {
      const { path } = folder();
      assert.deepEqual(await marcus(path, 'check'), { status: 0, out: 'No findings in 0 files.\n', err: '' });
    });
  });

  describe('exit status', () => {
    const only = (text: string) => folder({ 'a.ts': text }).path;
    const statusOf = async (text: string, args = '') => (await marcus(only(text), `check ${args}`)).status;

    it('is 1 for errors, whatever the number of warnings', async () => {
      assert.equal(await statusOf('function wrong() {}'), 1);
      assert.equal(await statusOf('function wrong() {}', '--max-warnings 9'), 1);
      assert.equal(await statusOf('function wrong() {}', '--quiet'), 1);
    });

    it('is 1 for warnings, unless there are no more than --max-warnings', async () => {
      const two = 'function odd() {}\n{ function odd() {} }';
      assert.equal(await statusOf(two), 1);
      assert.equal(await statusOf(two, '--max-warnings 0'), 1);
      assert.equal(await statusOf(two, '--max-warnings 1'), 1);
      assert.equal(await statusOf(two, '--max-warnings 2'), 0);
    });

    it('is 0 for infos, and when there is nothing', async () => {
      assert.equal(await statusOf('function meh() {}', '--max-warnings 0'), 0);
      assert.equal(await statusOf('function fine() {}'), 0);
    });

    it('does not count warnings with --quiet, unless --max-warnings asks for them', async () => {
      assert.deepEqual(await marcus(only('function odd() {}'), 'check --quiet'), {
        status: 0,
        out: 'No findings in 1 file.\n',
        err: '',
      });
      assert.equal(await statusOf('function odd() {}', '--quiet --max-warnings 0'), 1);
    });
  });
});
