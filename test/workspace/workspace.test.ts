import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { openWorkspace, Workspace } from '../../src/workspace';
import { tempFolders } from './temp-folder';

describe('Workspace', () => {
  const folder = tempFolders();
  const open = (root: string) => openWorkspace(root, { rules: [] });
  const paths = ({ project }: Workspace) => [...project.paths()].sort();

  it('fills a project with the texts on disk, under paths relative to the root', async () => {
    const { path } = folder({
      'src/a.ts': '\uFEFFlet a = 1;',
      'migrations/1.sql': 'SELECT 1;',
      'README.md': '',
    });
    const workspace = await open(path);
    assert.deepEqual(paths(workspace), ['migrations/1.sql', 'src/a.ts']);
    assert.equal(workspace.project.textOf('src/a.ts'), 'let a = 1;');
    assert.equal(workspace.fileCount, 2);
  });

  it('counts what it leaves out, each with its reason', async () => {
    const { path } = folder({
      'a.ts': '',
      'big.sql': `${'-- x\n'.repeat(250_000)}`,
      'binary.js': Buffer.from([1, 0, 2]),
      'app.min.js': 'x',
    });
    const workspace = await open(path);
    assert.deepEqual(paths(workspace), ['a.ts']);
    assert.deepEqual(workspace.leftOut, [
      { path: 'app.min.js', reason: 'minified', detail: 'has no line breaks to speak of' },
      { path: 'big.sql', reason: 'too-large', detail: '1.3 MB' },
      { path: 'binary.js', reason: 'binary', detail: 'has NUL bytes' },
    ]);
  });

  it('tells how far it is', async () => {
    const { path } = folder({ 'a.ts': '', 'b.ts': '', 'c.ts': '' });
    const calls: [number, number][] = [];
    await openWorkspace(path, { rules: [], onProgress: (done, total) => calls.push([done, total]) });
    assert.deepEqual(calls, [
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('lets others work while it loads', async () => {
    const statement = 'export function f(a: number) { return a + 1; }\n';
    const files = Array.from({ length: 20 }, (_, index) => [`${index}.ts`, statement.repeat(500)]);
    const { path } = folder(Object.fromEntries(files));
    const workspace = await Workspace.create(path, { rules: [] });
    let isLoaded = false;
    let turns = 0;
    const count = () => {
      turns++;
      if (!isLoaded) setImmediate(count);
    };
    setImmediate(count);
    await workspace.load();
    isLoaded = true;
    assert.ok(turns > 2, `${turns} turns of the event loop while 10,000 lines were read`);
  });

  it('stops when it is cancelled', async () => {
    const { path } = folder({ 'a.ts': '', 'b.ts': '', 'c.ts': '' });
    const workspace = await Workspace.create(path, { rules: [] });
    const controller = new AbortController();
    const loading = workspace.load({
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await assert.rejects(loading, /enough/);
    assert.deepEqual(paths(workspace), ['a.ts']);
  });

  describe('with open documents', () => {
    it("puts a document's text before the file's, until it is forgotten", async () => {
      const { path } = folder({ 'a.ts': 'disk' });
      const workspace = await open(path);
      assert.equal(workspace.setText('a.ts', 'editor'), true);
      await workspace.load();
      await workspace.reload('a.ts');
      assert.equal(workspace.project.textOf('a.ts'), 'editor');
      workspace.forget('a.ts');
      assert.equal(workspace.project.textOf('a.ts'), 'disk');
    });

    it('takes a document that arrives before the disk was read', async () => {
      const { path } = folder({ 'a.ts': 'disk', 'b.ts': 'disk' });
      const workspace = await Workspace.create(path, { rules: [] });
      workspace.setText('a.ts', 'editor');
      await workspace.load();
      assert.deepEqual(
        paths(workspace).map((file) => workspace.project.textOf(file)),
        ['editor', 'disk'],
      );
    });

    it('drops a document that was never saved when it is closed', async () => {
      const { path } = folder();
      const workspace = await open(path);
      assert.equal(workspace.setText('new/a.ts', 'x'), true);
      assert.deepEqual(paths(workspace), ['new/a.ts']);
      workspace.forget('new/a.ts');
      assert.deepEqual(paths(workspace), []);
    });

    it('does not look at documents whose files it would not read', async () => {
      const outside = folder({ 'b.ts': '' });
      const { path, at } = folder({ '.gitignore': 'gen/', 'gen/a.ts': '' });
      symlinkSync(outside.path, at('link'));
      const workspace = await open(path);
      for (const file of [
        'gen/a.ts',
        'node_modules/x/i.js',
        'notes.md',
        'types.d.ts',
        'link/b.ts',
        '../b.ts',
      ]) {
        assert.equal(workspace.setText(file, 'x'), false, file);
      }
      assert.deepEqual(paths(workspace), []);
      assert.deepEqual(workspace.leftOut, []);
    });

    it('leaves out a document that grows too large, and takes it back', async () => {
      const { path } = folder({ 'a.ts': 'disk' });
      const workspace = await open(path);
      assert.equal(workspace.setText('a.ts', 'x\n'.repeat(600_000)), false);
      assert.deepEqual(paths(workspace), []);
      assert.deepEqual(workspace.leftOut, [{ path: 'a.ts', reason: 'too-large', detail: '1.2 MB' }]);
      assert.equal(workspace.setText('a.ts', 'x'), true);
      assert.deepEqual(workspace.leftOut, []);
    });
  });

  describe('following the file system', () => {
    it('takes new and changed files, and drops those that are gone', async () => {
      const root = folder({ 'a.ts': '1', 'b.ts': '1' });
      const workspace = await open(root.path);
      root.write({ 'a.ts': '2', 'c/d.ts': '1' });
      rmSync(root.at('b.ts'));
      for (const file of ['a.ts', 'b.ts', 'c/d.ts']) assert.equal(await workspace.reload(file), true, file);
      assert.deepEqual(paths(workspace), ['a.ts', 'c/d.ts']);
      assert.equal(workspace.project.textOf('a.ts'), '2');
    });

    it('follows lock files, and the packages that they are about', async () => {
      const root = folder({
        'package.json': '{ "dependencies": { "pg": "^8.0.0" } }',
        'package-lock.json': '{ "packages": { "node_modules/pg": { "version": "8.0.3" } } }',
        'a.js': '',
      });
      const workspace = await open(root.path);
      const lock = () => workspace.project.factsOf('package-lock.json')?.lock?.installed;
      assert.deepEqual(lock(), { '': { pg: '8.0.3' } });
      root.write({ 'package-lock.json': '{ "packages": { "node_modules/pg": { "version": "8.11.3" } } }' });
      assert.equal(await workspace.reload('package-lock.json'), true);
      assert.deepEqual(lock(), { '': { pg: '8.11.3' } });
      rmSync(root.at('package-lock.json'));
      assert.equal(await workspace.reload('package-lock.json'), true);
      assert.deepEqual(paths(workspace), ['a.js', 'package.json']);
    });

    it('takes and drops whole folders by one event', async () => {
      const root = folder({ 'a.ts': '1', '.gitignore': 'gen\n' });
      const workspace = await open(root.path);
      root.write({
        'new/deep/b.ts': '1',
        'new/gen/c.ts': '1',
        'new/node_modules/d.js': '1',
        'new/big.min.js': '',
      });
      assert.equal(await workspace.reload('new'), true);
      assert.deepEqual(paths(workspace), ['a.ts', 'new/deep/b.ts']);
      assert.equal(workspace.leftOut.length, 1);
      rmSync(root.at('new'), { recursive: true });
      assert.equal(await workspace.reload('new'), true);
      assert.deepEqual(paths(workspace), ['a.ts']);
      assert.deepEqual(workspace.leftOut, []);
    });

    it('is not moved by files and folders that it does not read', async () => {
      const root = folder({
        '.gitignore': 'gen\n',
        'a.ts': '',
        'gen/a.ts': '',
        'node_modules/x/a.js': '',
        'x.md': '',
      });
      const workspace = await open(root.path);
      symlinkSync(root.path, root.at('loop'));
      for (const event of [
        'gen/a.ts',
        'gen',
        'node_modules',
        'node_modules/x/a.js',
        'x.md',
        'gone.md',
        'loop',
        'loop/a.ts',
      ]) {
        assert.equal(await workspace.reload(event), false, event);
      }
      assert.deepEqual(paths(workspace), ['a.ts']);
    });

    it('sees a changed .gitignore and a switched branch when it loads again', async () => {
      const root = folder({ 'a.ts': '1', 'gen/b.ts': '1', 'c.ts': '1', 'd.min.js': '' });
      const workspace = await open(root.path);
      root.write({ '.gitignore': 'gen\n', 'a.ts': '2', 'e.ts': '1' });
      for (const file of ['c.ts', 'd.min.js']) rmSync(root.at(file));
      await workspace.load();
      assert.deepEqual(paths(workspace), ['a.ts', 'e.ts']);
      assert.equal(workspace.project.textOf('a.ts'), '2');
      assert.deepEqual(workspace.leftOut, []);
    });
  });

  it('reads only the folders under which it is told to', async () => {
    const root = folder({ 'src/a.ts': '', 'migrations/1.sql': '', 'other/b.ts': '' });
    const workspace = await openWorkspace(root.path, { rules: [], under: ['src', 'migrations'] });
    assert.deepEqual(paths(workspace), ['migrations/1.sql', 'src/a.ts']);
    assert.equal(await workspace.reload('other/b.ts'), false);
    assert.equal(workspace.setText('other/b.ts', ''), false);
  });

  it('survives a root that is not there', async () => {
    const { at } = folder();
    const workspace = await open(at('gone'));
    assert.deepEqual(paths(workspace), []);
    assert.equal(workspace.leftOut[0]?.reason, 'unreadable');
  });
});
