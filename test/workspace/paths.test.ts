import assert from 'node:assert/strict';
import path from 'node:path';
import {
  fromUri,
  fromWorkingDirectory,
  toAbsolute,
  toProjectPath,
  toUri,
  uriToAbsolute,
} from '../../src/workspace/paths';

const root = path.resolve('/projects/shop');

describe('paths', () => {
  it('go from the file system to the project and back', () => {
    assert.equal(toProjectPath(root, path.join(root, 'src', 'a.ts')), 'src/a.ts');
    assert.equal(toAbsolute(root, 'src/a.ts'), path.join(root, 'src', 'a.ts'));
    assert.equal(toProjectPath(root, root), '');
  });

  it('outside the root are none of the project', () => {
    assert.equal(toProjectPath(root, path.resolve('/projects/shop2/a.ts')), undefined);
    assert.equal(toProjectPath(root, path.resolve('/projects')), undefined);
    assert.equal(toProjectPath(root, path.join(root, '..a.ts')), '..a.ts');
  });

  it('go to URIs and back, also with letters that URIs escape', () => {
    for (const name of ['src/a.ts', 'src/[id]/a b#c?.ts', 'src/ü%20.ts', 'src/@x/$y.ts']) {
      assert.equal(fromUri(root, toUri(root, name)), name);
    }
    if (path.sep === '/') assert.equal(toUri(root, 'src/[id].ts'), 'file:///projects/shop/src/%5Bid%5D.ts');
  });

  it('of other URI schemes are none', () => {
    assert.equal(fromUri(root, 'untitled:Untitled-1'), undefined);
    assert.equal(fromUri(root, 'git:/projects/shop/src/a.ts'), undefined);
    assert.equal(uriToAbsolute('untitled:Untitled-1'), undefined);
    assert.equal(uriToAbsolute(toUri(root, 'a.ts')), path.join(root, 'a.ts'));
  });

  it('are shown as seen from the working directory', () => {
    assert.equal(fromWorkingDirectory(root, root, 'src/a.ts'), 'src/a.ts');
    assert.equal(fromWorkingDirectory(path.dirname(root), root, 'a.ts'), 'shop/a.ts');
    assert.equal(fromWorkingDirectory(path.join(root, 'src', 'deep'), root, 'a.ts'), '../../a.ts');
    assert.equal(fromWorkingDirectory(root, root, ''), '.');
  });
});
