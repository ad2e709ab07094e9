import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tempFolders } from '../workspace/temp-folder';
import { marcus } from './marcus';
import { fixingCatalogue } from './test-rules';

/** What a team needs to begin on code that has findings already: only what is new, only what has changed, and fixes. */
describe('marcus check on code with findings', () => {
  const folder = tempFolders();
  const odd = 'function odd() {}\n';
  const project = () => folder({ 'package.json': '{}', 'src/a.js': odd, 'src/b.js': `// first\n${odd}` });

  describe('with a baseline', () => {
    it('reports what the baseline does not know, also when lines move', async () => {
      const { path, write } = withWrite(project());
      const wrote = await marcus(path, 'check --baseline known.json --update-baseline');
      assert.deepEqual([wrote.status, wrote.out, wrote.err], [0, '', 'Wrote known.json: 2 findings.\n']);
      write({ 'src/a.js': `\n\n  ${odd}` });
      const same = await marcus(path, 'check --baseline known.json');
      assert.deepEqual(
        [same.status, same.out],
        [0, 'No findings in 3 files.\n2 findings known from the baseline.\n'],
      );
      write({ 'src/a.js': `${odd}${odd}` });
      const { status, out } = await marcus(path, 'check --baseline known.json');
      assert.equal(status, 1);
      assert.match(out, /^src\/a\.js\n {2}2:10 {2}warning/);
      assert.match(out, /\n1 finding \(1 warning\) in 1 of 3 files\./);
    });

    it('says what it knows that is no more', async () => {
      const { path, write } = withWrite(project());
      await marcus(path, 'check --baseline known.json --update-baseline');
      write({ 'src/a.js': '' });
      const { out } = await marcus(path, 'check --baseline known.json');
      assert.match(out, /1 finding known from the baseline; 1 of it is no more/);
      const { summary } = JSON.parse((await marcus(path, 'check --baseline known.json --format json')).out);
      assert.deepEqual([summary.findings, summary.known, summary.gone], [0, 1, 1]);
    });

    it('means the same files from another folder', async () => {
      const { path, at } = project();
      await marcus(path, 'check --baseline known.json --update-baseline');
      const { status } = await marcus(at('src'), 'check .. --baseline ../known.json');
      assert.equal(status, 0);
    });

    it('refuses one that is not there or no baseline', async () => {
      const { path, write } = withWrite(project());
      write({ 'other.json': '{ "version": 2 }' });
      for (const [file, said] of [
        ['none.json', /^marcus: cannot read none\.json; --update-baseline writes it\n$/],
        ['other.json', /^marcus: other\.json is no baseline of this version/],
      ] as const) {
        const { status, err } = await marcus(path, `check --baseline ${file}`);
        assert.equal(status, 2);
        assert.match(err, said);
      }
      assert.equal((await marcus(path, 'check --update-baseline')).status, 2);
    });
  });

  describe('with --changed', () => {
    const git = (path: string, ...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: path });

    it('reports changed and new files only', async () => {
      const { path, write } = withWrite(project());
      git(path, 'init', '-q');
      git(path, 'add', '.');
      git(path, 'commit', '-qm', 'first');
      assert.equal((await marcus(path, 'check --changed')).out, 'No findings in 0 files.\n');
      write({ 'src/b.js': odd, 'src/new file.js': odd });
      const { out } = await marcus(path, 'check --changed');
      assert.deepEqual(out.match(/^src.*$/gm), ['src/b.js', 'src/new file.js']);
      git(path, 'add', '.');
      git(path, 'commit', '-qm', 'second');
      assert.equal((await marcus(path, 'check --changed')).status, 0);
      assert.deepEqual((await marcus(path, 'check --changed HEAD~1')).out.match(/^src.*$/gm), [
        'src/b.js',
        'src/new file.js',
      ]);
    });

    it('says what is wrong where there is no repository or no such revision', async () => {
      const { path } = project();
      const outside = await marcus(path, 'check --changed');
      assert.equal(outside.status, 2);
      assert.match(outside.err, /^marcus: --changed HEAD: /);
      git(path, 'init', '-q');
      assert.match(
        (await marcus(path, 'check --changed nowhere')).err,
        /^marcus: --changed nowhere: fatal: /,
      );
      assert.match((await marcus(path, 'check --changed=--output=x')).err, /is no revision/);
    });
  });

  describe('with --fix', () => {
    const fixed = (path: string, name: string) => readFileSync(`${path}/${name}`);

    it('applies safe fixes to the files, and reports the rest', async () => {
      const { path } = folder({
        'package.json': '{}',
        'src/a.js': `${odd}function old() {}\nfunction old2() {}\n`,
        'src/c.js': 'function old() {}\n',
      });
      const { status, out } = await marcus(path, 'check --fix src/a.js', fixingCatalogue);
      assert.equal(status, 1);
      assert.match(out, /1:10 {2}warning/);
      assert.match(out, /1 finding \(1 warning\) in 1 of 1 file\.\n2 findings fixed\.\n$/);
      assert.equal(fixed(path, 'src/a.js').toString(), `${odd}function fresh() {}\nfunction fresh() {}\n`);
      assert.equal(fixed(path, 'src/c.js').toString(), 'function old() {}\n');
    });

    it('keeps a byte order mark, the encoding and the ends of lines', async () => {
      const text = '\ufefffunction old() {}\r\n';
      const { path } = folder({
        'package.json': '{}',
        'src/a.js': Buffer.from(text, 'utf8'),
        'src/b.js': Buffer.from(text, 'utf16le'),
        'src/c.js': Buffer.from(text, 'utf16le').swap16(),
      });
      await marcus(path, 'check --fix', fixingCatalogue);
      const expected = '\ufefffunction fresh() {}\r\n';
      assert.deepEqual(fixed(path, 'src/a.js'), Buffer.from(expected, 'utf8'));
      assert.deepEqual(fixed(path, 'src/b.js'), Buffer.from(expected, 'utf16le'));
      assert.deepEqual(fixed(path, 'src/c.js'), Buffer.from(expected, 'utf16le').swap16());
    });
  });

  it('writes the report to a file, in the form that its name asks for', async () => {
    const { path, at } = project();
    const { out, status } = await marcus(path, 'check -o report.sarif');
    assert.deepEqual([out, status], ['', 1]);
    assert.equal(JSON.parse(readFileSync(at('report.sarif'), 'utf8')).version, '2.1.0');
  });
});

function withWrite(made: ReturnType<ReturnType<typeof tempFolders>>) {
  return { path: made.path, at: made.at, write: (files: Record<string, string>) => made.write(files) };
}
