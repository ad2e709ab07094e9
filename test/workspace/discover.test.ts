import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { lockFileNames } from '../../src/engine';
import { readGlobs } from '../../src/workspace';
import { discover } from '../../src/workspace/discover';
import { IgnoreRules } from '../../src/workspace/ignore-rules';
import { isReadName } from '../../src/workspace/kinds';
import { type TempFolder, tempFolders } from './temp-folder';

const names = async (root: string, under?: string[]) =>
  (await discover(root, new IgnoreRules(root), { under })).files;
const empty = (...files: string[]) => Object.fromEntries(files.map((file) => [file, '']));

describe('discover', () => {
  const folder = tempFolders();

  it('lists the kinds that Marcus reads, sorted, and no others', async () => {
    const { path } = folder(
      empty(
        ...[
          'b.ts',
          'a.js',
          'c.tsx',
          'd.jsx',
          'e.mjs',
          'f.cjs',
          'g.mts',
          'h.cts',
          'i.sql',
          'schema.prisma',
          'package.json',
          'tsconfig.json',
          'tsconfig.base.json',
          'jsconfig.json',
          ...lockFileNames,
        ],
        ...['composer.lock', 'bun.lockb', 'my-package-lock.json'],
        ...['types.d.ts', 'types.d.mts', 'style.d.css.ts', 'README.md', 'tsconfigs.json', 'LICENSE', 'a.py'],
      ),
    );
    assert.deepEqual(await names(path), [
      ...[
        'a.js',
        'b.ts',
        'bun.lock',
        'c.tsx',
        'd.jsx',
        'e.mjs',
        'f.cjs',
        'g.mts',
        'h.cts',
        'i.sql',
        'jsconfig.json',
        'npm-shrinkwrap.json',
        'package-lock.json',
        'package.json',
        'pnpm-lock.yaml',
        'schema.prisma',
        'tsconfig.base.json',
        'tsconfig.json',
        'yarn.lock',
      ],
    ]);
  });

  it('is told of changes of each file that is read for its name', () => {
    for (const name of ['package.json', ...lockFileNames]) assert.ok(readGlobs.includes(`**/${name}`), name);
  });

  it('never enters folders of tools and of others, at any depth, but lists what only looks like one', async () => {
    const { path } = folder(
      empty(
        ...[
          'node_modules/x/a.js',
          'api/node_modules/x/a.js',
          '.git/a.js',
          '.next/a.js',
          'dist/a.js',
          'api/build/a.js',
        ],
        ...['out/a.js', 'coverage/a.js', 'vendor/a.js', 'api/distance.ts', 'builder/a.ts', 'src/output.ts'],
      ),
    );
    assert.deepEqual(await names(path), ['api/distance.ts', 'builder/a.ts', 'src/output.ts']);
  });

  it('lists a root that has the name of a skipped folder', async () => {
    const { at } = folder(empty('dist/a.js'));
    assert.deepEqual(await names(at('dist')), ['a.js']);
  });

  it('does not follow links: no loops, nothing from outside, nothing twice', async () => {
    const outside = folder(empty('secret.ts'));
    const { path, at } = folder(empty('src/a.ts'));
    symlinkSync(path, at('src/loop'));
    symlinkSync(outside.path, at('outside'));
    symlinkSync(outside.at('secret.ts'), at('secret.ts'));
    symlinkSync(at('src'), at('again'));
    assert.deepEqual(await names(path), ['src/a.ts']);
  });

  it('lists a root that is itself a link', async () => {
    const { at } = folder(empty('real/a.ts'));
    symlinkSync(at('real'), at('link'));
    assert.deepEqual(await names(at('link')), ['a.ts']);
  });

  it('lists only the folders under which it is told to look', async () => {
    const { path } = folder(empty('src/a.ts', 'migrations/1.sql', 'other/b.ts'));
    assert.deepEqual(await names(path, ['src', 'migrations']), ['migrations/1.sql', 'src/a.ts']);
  });

  it('reports a folder that it cannot list, and goes on', async () => {
    const { path, at } = folder(empty('a.ts'));
    const listing = await discover(path, new IgnoreRules(path), { under: ['gone', ''] });
    assert.deepEqual(listing.files, ['a.ts']);
    const detail = `ENOENT: no such file or directory, scandir '${at('gone')}'`;
    assert.deepEqual(listing.unreadable, [{ path: 'gone', detail }]);
  });

  it('stops when it is cancelled', async () => {
    const { path } = folder(empty('a.ts'));
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(discover(path, new IgnoreRules(path), { signal }), /enough/);
  });
});

describe('.gitignore', () => {
  const folder = tempFolders();
  const tree = (files: Record<string, string>) =>
    folder({ 'a.ts': '', 'gen/a.ts': '', 'src/gen/b.ts': '', 'src/b.ts': '', ...files });

  it('is honoured in the root, and below it only where it lies', async () => {
    assert.deepEqual(await names(tree({ '.gitignore': '/gen/\n' }).path), [
      'a.ts',
      'src/b.ts',
      'src/gen/b.ts',
    ]);
    assert.deepEqual(await names(tree({ 'src/.gitignore': 'gen\n' }).path), ['a.ts', 'gen/a.ts', 'src/b.ts']);
  });

  it('of a deeper folder stands before that of a higher one', async () => {
    const { path } = tree({ '.gitignore': 'b.ts\n', 'src/.gitignore': '!b.ts\n' });
    assert.deepEqual(await names(path), ['a.ts', 'gen/a.ts', 'src/b.ts', 'src/gen/b.ts']);
  });

  it('cannot bring back what lies in an ignored folder', async () => {
    const { path } = tree({ '.gitignore': 'gen/\n!gen/a.ts\n', 'gen/.gitignore': '!a.ts\n' });
    assert.deepEqual(await names(path), ['a.ts', 'src/b.ts']);
  });

  it('above the root counts up to the top of the repository, and not beyond', async () => {
    const { at } = tree({ '.gitignore': 'b.ts\n' });
    assert.deepEqual(await names(at('src')), ['b.ts', 'gen/b.ts']);
    execFileSync('git', ['init', '-q', at('.')]);
    assert.deepEqual(await names(at('src')), []);
  });

  it('above the root does not count when it ignores the root itself', async () => {
    const { at } = tree({ '.gitignore': 'src/\nb.ts\n', 'src/.gitignore': 'gen\n' });
    execFileSync('git', ['init', '-q', at('.')]);
    assert.deepEqual(await names(at('src')), ['b.ts']);
  });

  it('agrees with git itself', async () => {
    const { path } = folder({
      '.gitignore':
        '*.gen.ts\n/logs\ntmp/*\n!tmp/keep.ts\n**/cache/**\nfoo/bar\n\\#x.ts\n# comment\nspace\\ .ts\n',
      'pkg/.gitignore': '!important.gen.ts\n/local.ts\nsub/\n',
      ...empty(
        ...[
          'a.gen.ts',
          'pkg/a.gen.ts',
          'pkg/important.gen.ts',
          'logs/a.ts',
          'pkg/logs/a.ts',
          'tmp/a.ts',
          'tmp/keep.ts',
        ],
        ...[
          'x/cache/y/a.ts',
          'foo/bar/a.ts',
          'pkg/foo/bar/a.ts',
          '#x.ts',
          'pkg/local.ts',
          'pkg/deep/local.ts',
          'pkg/sub/a.ts',
        ],
        ...['pkg/deep/sub/a.ts', 'b.ts'],
      ),
    });
    execFileSync('git', ['init', '-q', path]);
    const listed = execFileSync('git', ['-C', path, 'ls-files', '-o', '--exclude-standard'], {
      encoding: 'utf8',
    });
    const expected = listed.split('\n').filter((name) => isReadName(name.slice(name.lastIndexOf('/') + 1)));
    assert.ok(expected.length > 5 && expected.length < 14);
    assert.deepEqual(await names(path), expected.sort());
  });

  it('that is no text ignores nothing', async () => {
    const { path } = tree({ 'gen/.gitignore/x': '' });
    assert.deepEqual(await names(path), ['a.ts', 'gen/a.ts', 'src/b.ts', 'src/gen/b.ts']);
  });
});

describe('IgnoreRules.admits', () => {
  const folder = tempFolders();
  const admits = ({ path }: TempFolder, file: string) => new IgnoreRules(path).admits(file);

  it('says of one path what the listing says of all', () => {
    const root = folder({
      '.gitignore': 'gen/\n',
      ...empty('src/a.ts', 'gen/a.ts', 'node_modules/x/a.js', 'a.md'),
    });
    symlinkSync(root.at('src'), root.at('link'));
    assert.equal(admits(root, 'src/a.ts'), true);
    assert.equal(admits(root, 'src/not-made-yet.ts'), true);
    for (const file of ['gen/a.ts', 'node_modules/x/a.js', 'a.md', 'link/a.ts', '../a.ts', 'src', '']) {
      assert.equal(admits(root, file), false, file);
    }
  });
});
