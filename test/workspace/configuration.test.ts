import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { rules } from '../../rules';
import { ConfigurationFiles, openWorkspace } from '../../src/workspace';
import { tempFolders } from './temp-folder';

const id = 'database/select-star';
const config = (severity: string, more: object = {}) =>
  JSON.stringify({ rules: { [id]: severity }, ...more });

describe('the configuration of a file', () => {
  const folder = tempFolders();
  const open = (root: string) => openWorkspace(root, { rules });
  const severity = (files: ConfigurationFiles, path: string) => files.of(path).rules[id];

  it('is the nearest file’s, and nothing of those above it', () => {
    const { path } = folder({
      'marcus.config.json': config('error', { smallTables: ['countries'] }),
      'apps/api/marcus.config.json': config('hint'),
      'apps/api/src/deep/marcus.config.json': '{}',
      'apps/web/x.js': '',
    });
    const files = new ConfigurationFiles(path, rules);
    const at = (file: string) => [
      severity(files, file),
      files.fileOf(file),
      files.of(file).smallTables.length,
    ];
    assert.deepEqual(at('x.js'), ['error', 'marcus.config.json', 1]);
    assert.deepEqual(at('apps/web/src/x.js'), ['error', 'marcus.config.json', 1]);
    assert.deepEqual(at('apps/api/src/x.js'), ['hint', 'apps/api/marcus.config.json', 0]);
    assert.deepEqual(at('apps/api/src/deep/x.js'), [undefined, 'apps/api/src/deep/marcus.config.json', 0]);
    assert.equal(files.of('apps/web/a.js'), files.of('lib/b.js'), 'one object for files that share it');
  });

  it('may lie above the root, up to the top of the repository', () => {
    const { at } = folder({ 'marcus.config.json': config('error'), 'repo/apps/api/x.js': '' });
    assert.equal(severity(new ConfigurationFiles(at('repo/apps/api'), rules), 'x.js'), 'error');
    mkdirSync(at('repo/.git'));
    const inside = new ConfigurationFiles(at('repo/apps/api'), rules);
    assert.equal(inside.fileOf('x.js'), undefined, 'what lies above a repository is another project’s');
    const own = folder({
      '.git/x': '',
      'marcus.config.json': config('info', { ignore: ['/apps/api/old/'] }),
      'apps/api/x.js': '',
    });
    const files = new ConfigurationFiles(own.at('apps/api'), rules);
    assert.equal(files.fileOf('x.js'), '../../marcus.config.json');
    assert.deepEqual([files.ignores('old', true), files.ignores('src/old', true)], [true, false]);
  });

  it('leaves out files and whole folders, each by its nearest', async () => {
    const { path } = folder({
      'marcus.config.json': '{ "ignore": ["*.gen.js", "/old/"] }',
      'a.gen.js': '',
      'a.js': '',
      'old/b.js': '',
      'apps/api/marcus.config.json': '{ "ignore": ["skip.js"] }',
      'apps/api/c.gen.js': '',
      'apps/api/skip.js': '',
    });
    const workspace = await open(path);
    assert.deepEqual([...workspace.project.paths()].sort(), ['a.js', 'apps/api/c.gen.js']);
    assert.equal(workspace.admits('old/b.js'), false);
    assert.equal(workspace.setText('a.gen.js', ''), false);
    assert.deepEqual(workspace.leftOut, [], 'what was asked for is not counted as left out');
  });

  it('lets a root be seen into that is ignored from above', async () => {
    const { at } = folder({
      '.git/x': '',
      'marcus.config.json': config('error', { ignore: ['old/'] }),
      'old/a.js': '',
    });
    const workspace = await open(at('old'));
    assert.deepEqual([...workspace.project.paths()], ['a.js']);
    assert.equal(workspace.configurations.of('a.js').rules[id], 'error');
  });

  it('is told of its faults, with their places', async () => {
    const { path } = folder({
      'marcus.config.json': '{\n  "rules": { "nope": "off" }\n}',
      'apps/api/marcus.config.json': Buffer.from([0, 1]),
      'apps/api/x.js': '',
    });
    const { configurations } = await open(path);
    assert.deepEqual(
      configurations
        .problems()
        .map(({ path: at, line, column, endColumn, message }) => [at, line, column, endColumn, message]),
      [
        ['marcus.config.json', 2, 14, 20, "There is no rule 'nope'."],
        ['apps/api/marcus.config.json', 1, 1, 1, 'This file cannot be read: has NUL bytes.'],
      ].sort((a, b) => (String(a[0]) < String(b[0]) ? 1 : -1)),
    );
  });

  describe('while it is edited', () => {
    const statements = { 'a.js': "db.query('SELECT * FROM t');", 'old/b.js': "db.query('SELECT * FROM t');" };
    const found = ({ project }: Awaited<ReturnType<typeof open>>) =>
      project.check().findings.map((finding) => `${finding.path} ${finding.severity}`);

    it('holds as the editor has it, until the document is closed', async () => {
      const { path } = folder({ ...statements, 'marcus.config.json': config('hint') });
      const workspace = await open(path);
      assert.deepEqual(found(workspace), ['a.js hint', 'old/b.js hint']);
      assert.equal(workspace.setText('marcus.config.json', config('error', { ignore: ['old/'] })), false);
      assert.equal(await workspace.configure(), true);
      assert.deepEqual(found(workspace), ['a.js error']);
      workspace.setText('marcus.config.json', config('off', { ignore: ['old/'] }));
      await workspace.configure();
      assert.deepEqual(found(workspace), []);
      assert.equal(await workspace.configure(), false, 'nothing has changed since');
      workspace.forget('marcus.config.json');
      await workspace.configure();
      assert.deepEqual(found(workspace), ['a.js hint', 'old/b.js hint']);
    });

    it('holds before it was ever saved', async () => {
      const { path } = folder(statements);
      const workspace = await open(path);
      workspace.setText('old/marcus.config.json', config('off'));
      await workspace.configure();
      assert.deepEqual(found(workspace), ['a.js warning']);
    });

    it('follows the disk', async () => {
      const made = folder({ ...statements, 'marcus.config.json': config('hint') });
      const workspace = await open(made.path);
      rmSync(made.at('marcus.config.json'));
      await workspace.load();
      assert.deepEqual(found(workspace), ['a.js warning', 'old/b.js warning']);
      made.write({ 'old/marcus.config.json': config('error') });
      await workspace.load();
      assert.deepEqual(found(workspace), ['a.js warning', 'old/b.js error']);
    });
  });

  describe('has a dialect', () => {
    const dialects: [name: string, files: Record<string, string>, expected: Record<string, string>][] = [
      ['PostgreSQL when nothing tells', { 'a.sql': '' }, { 'a.sql': 'postgresql' }],
      [
        'the one it names',
        { 'package.json': '{"dependencies":{"pg":"1"}}', 'marcus.config.json': '{"dialect":"sqlite"}' },
        { 'a.sql': 'sqlite' },
      ],
      [
        'the driver’s',
        { 'package.json': '{"dependencies":{"mysql2":"1","knex":"1"}}' },
        { 'src/a.js': 'mysql' },
      ],
      [
        'not the one that tests run on',
        { 'package.json': '{"dependencies":{"mysql2":"1"},"devDependencies":{"better-sqlite3":"1"}}' },
        { 'a.js': 'mysql' },
      ],
      [
        'PostgreSQL among several',
        { 'package.json': '{"dependencies":{"mysql2":"1","pg":"1"}}' },
        { 'a.js': 'postgresql' },
      ],
      [
        'the Prisma schema’s',
        {
          'package.json': '{}',
          'prisma/schema.prisma':
            'generator x {\n  provider = "prisma-client-js"\n}\ndatasource db {\n  provider = "sqlite"\n}',
        },
        { 'src/a.js': 'sqlite' },
      ],
      [
        'its package’s own',
        {
          'package.json': '{}',
          'one/package.json': '{"dependencies":{"mssql":"1"}}',
          'two/package.json': '{"dependencies":{"mariadb":"1"}}',
          'two/x.js': '',
        },
        { 'one/a.js': 'transactsql', 'two/src/a.js': 'mariadb', 'db/1.sql': 'transactsql' },
      ],
    ];
    for (const [name, files, expected] of dialects) {
      it(name, async () => {
        const { configurations } = await open(folder(files).path);
        assert.deepEqual(
          Object.fromEntries(Object.keys(expected).map((file) => [file, configurations.of(file).dialect])),
          expected,
        );
      });
    }

    it('that files are read in, also once the dependencies change', async () => {
      const root = folder({ 'package.json': '{}', 'a.sql': 'SELECT a FROM t LIMIT 5, 10;' });
      const workspace = await open(root.path);
      assert.equal(workspace.project.factsOf('a.sql')?.gaps.length, 1);
      root.write({ 'package.json': '{"dependencies":{"mysql2":"1"}}' });
      await workspace.reload('package.json');
      await workspace.configure();
      assert.deepEqual(workspace.project.factsOf('a.sql')?.gaps, []);
    });
  });
});
