import assert from 'node:assert/strict';
import { findTargets } from '../../src/workspace/targets';
import { tempFolders } from './temp-folder';

describe('findTargets', () => {
  const folder = tempFolders();
  const tree = () =>
    folder({
      'package.json': '{}',
      'src/a.ts': '',
      'src/deep/b.ts': '',
      'migrations/1.sql': '',
      'apps/api/package.json': '{}',
      'apps/api/src/c.ts': '',
    });

  it('takes a folder as a root, whatever is above it', () => {
    const { path, at } = tree();
    assert.deepEqual(findTargets(path, ['.']).targets, [{ root: path, under: [''] }]);
    assert.deepEqual(findTargets(path, ['src']).targets, [{ root: at('src'), under: [''] }]);
    assert.deepEqual(findTargets(at('src'), ['../apps/api/']).targets, [
      { root: at('apps/api'), under: [''] },
    ]);
    assert.deepEqual(findTargets('/', [at('src')]).targets, [{ root: at('src'), under: [''] }]);
  });

  it('takes several folders as one project, except those that are projects themselves', () => {
    const { path, at } = tree();
    assert.deepEqual(findTargets(path, ['src', 'migrations']).targets, [
      { root: path, under: ['src', 'migrations'] },
    ]);
    assert.deepEqual(findTargets(path, ['src/deep', 'apps/api', 'migrations']).targets, [
      { root: at('apps/api'), under: [''] },
      { root: path, under: ['src/deep', 'migrations'] },
    ]);
  });

  it('checks a file within the project around it', () => {
    const { path, at } = tree();
    assert.deepEqual(findTargets(path, ['src/a.ts', 'apps/api/src/c.ts', 'src/deep/b.ts']).targets, [
      { root: path, under: [''], only: ['src/a.ts', 'src/deep/b.ts'] },
      { root: at('apps/api'), under: [''], only: ['src/c.ts'] },
    ]);
  });

  it('checks a file that is in no project within its folder', () => {
    const { path, at } = folder({ 'lonely/a.ts': '' });
    assert.deepEqual(findTargets(path, ['lonely/a.ts']).targets, [
      { root: at('lonely'), under: [''], only: ['a.ts'] },
    ]);
  });

  it('takes nothing twice', () => {
    const { path } = tree();
    const once = [{ root: path, under: [''] }];
    assert.deepEqual(findTargets(path, ['.', '.', 'src', 'apps/api', 'src/a.ts']).targets, once);
    assert.deepEqual(findTargets(path, ['src/deep', 'src']).targets, findTargets(path, ['src']).targets);
  });

  it('names what does not exist, as it was typed', () => {
    const { path } = tree();
    assert.deepEqual(findTargets(path, ['sources', 'src', './nope.ts']).unknown, ['sources', './nope.ts']);
  });
});
