import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { judgeText, readText, sizeLimit } from '../../src/workspace/read';
import { tempFolders } from './temp-folder';

describe('readText', () => {
  const folder = tempFolders();
  const read = (name: string, content: string | Buffer) => readText(folder({ [name]: content }).at(name));
  const reasonOf = (name: string, content: string | Buffer) => {
    const result = read(name, content);
    return 'reason' in result ? result.reason : Object.keys(result)[0];
  };

  it('reads UTF-8 with and without a byte order mark alike', () => {
    assert.deepEqual(read('a.ts', 'const ü = 1;\n'), { text: 'const ü = 1;\n' });
    assert.deepEqual(read('a.ts', '\uFEFFconst ü = 1;\n'), { text: 'const ü = 1;\n' });
  });

  it('reads UTF-16 that has a byte order mark', () => {
    const littleEndian = Buffer.from('\uFEFFSELECT 1;', 'utf16le');
    assert.deepEqual(read('a.sql', littleEndian), { text: 'SELECT 1;' });
    assert.deepEqual(read('a.sql', Buffer.from(littleEndian).swap16()), { text: 'SELECT 1;' });
  });

  it('does not stumble over bytes that are not UTF-8', () => {
    assert.deepEqual(read('a.ts', Buffer.from([0x61, 0xff, 0x62])), { text: 'a\uFFFDb' });
  });

  it('reads an empty file', () => {
    assert.deepEqual(read('a.ts', ''), { text: '' });
  });

  it('leaves out a file over the limit, and none of just that size', () => {
    const lines = 'let a = 1;\n'.repeat(sizeLimit / 10).slice(0, sizeLimit);
    assert.equal(reasonOf('a.ts', lines), 'text');
    assert.deepEqual(read('a.ts', `${lines};`), { reason: 'too-large', detail: '1.0 MB' });
  });

  it('takes larger lock files, which tools write, than files that people do', () => {
    const lines = 'pg@^8.0.0:\n  version "8.11.3"\n'.repeat(100_000);
    assert.equal(reasonOf('yarn.lock', lines), 'text');
    assert.equal(reasonOf('yarn.txt', lines), 'too-large');
    assert.deepEqual(judgeText('a/yarn.lock', lines.repeat(4)), { reason: 'too-large', detail: '12.0 MB' });
  });

  it('leaves out a binary file', () => {
    assert.equal(reasonOf('a.ts', Buffer.from([0x47, 0, 1, 2])), 'binary');
    assert.equal(reasonOf('a.ts', Buffer.concat([Buffer.alloc(9_000, 'a\n'), Buffer.from([0])])), 'binary');
  });

  it('leaves out minified scripts, by name or by shape', () => {
    assert.equal(reasonOf('a.min.js', 'x'), 'minified');
    assert.equal(reasonOf('a-min.js', 'x'), 'minified');
    assert.equal(reasonOf('a.js', `/*! licence */\n${'a(1);'.repeat(1_000)}`), 'minified');
    assert.equal(reasonOf('a.js', `${'a(1);'.repeat(1_000)}\n//# sourceMappingURL=a.js.map\n`), 'minified');
  });

  it('keeps what only has some long lines, is short, or is no script', () => {
    const source = 'export const value = compute(1);\n'.repeat(200);
    assert.equal(reasonOf('a.js', `${source}const image = '${'A'.repeat(20_000)}';\n`), 'text');
    assert.equal(reasonOf('a.js', 'a(1);'.repeat(300)), 'text');
    assert.equal(reasonOf('a.sql', `INSERT INTO t VALUES ${'(1),'.repeat(2_000)}(2);`), 'text');
    assert.equal(reasonOf('admin.js', 'x'), 'text');
  });

  it('says that nothing is there, or why it cannot be read, and never throws', () => {
    const { at } = folder({ 'file.ts': '' });
    assert.deepEqual(readText(at('gone.ts')), { missing: true });
    assert.deepEqual(readText(at('file.ts/below.ts')), { missing: true });
    mkdirSync(at('folder.ts'));
    assert.deepEqual(readText(at('folder.ts')), { reason: 'unreadable', detail: 'not a file' });
    assert.equal('reason' in readText('a\0b.ts'), true);
  });
});

describe('judgeText', () => {
  it('measures a document as a file is measured', () => {
    assert.deepEqual(judgeText('src/a.ts', 'x'), { text: 'x' });
    assert.deepEqual(judgeText('src/a.min.js', 'x'), {
      reason: 'minified',
      detail: 'has no line breaks to speak of',
    });
    assert.deepEqual(judgeText('src/a.ts', 'x\n'.repeat(600_000)), { reason: 'too-large', detail: '1.2 MB' });
  });
});
