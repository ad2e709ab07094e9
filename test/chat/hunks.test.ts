import assert from 'node:assert/strict';
import { keyOf, openParts, partsOf, reanchored, subPatch } from '../../src/chat/patch/decisions';
import { type FilePatch, fileCreation, fileEdit, type Patch } from '../../src/chat/patch/patch';
import { resolvePatch } from '../../src/chat/patch/resolve';

/** Forty lines, of which two far apart change, and a third in between of the same text as its neighbours. */
const base = Array.from({ length: 40 }, (_, index) => (index % 10 === 5 ? 'same();' : `line${index};`)).join(
  '\n',
);
const lines = base.split('\n');
const changed = (...at: number[]): string =>
  lines.map((line, index) => (at.includes(index) ? `changed${index};` : line)).join('\n');

function editOf(from: string, to: string): Extract<FilePatch, { kind: 'edit' }> {
  const file = fileEdit('file:///w/x.js', 'x.js', from, to);
  assert.ok(file?.kind === 'edit');
  return file;
}

const patch: Patch = { title: 'Change', safe: false, files: [editOf(base, changed(2, 15, 30))] };

async function applied(part: Patch, current: string): Promise<string> {
  const result = await resolvePatch(part, { readText: async () => ({ text: current, version: 1 }) });
  assert.ok(result.ok, result.ok ? '' : result.reason);
  return result.files[0]?.text ?? '';
}

describe('patch: hunks', () => {
  it('are one for each place, and each can be taken alone', async () => {
    assert.deepEqual(partsOf(patch).map(keyOf), ['0.0', '0.1', '0.2']);
    assert.equal(await applied(subPatch(patch, [{ file: 0, hunk: 1 }]), base), changed(15));
    assert.equal(
      await applied(
        subPatch(patch, [
          { file: 0, hunk: 0 },
          { file: 0, hunk: 2 },
        ]),
        base,
      ),
      changed(2, 30),
    );
  });

  it('keep to their own change where their surroundings overlap', async () => {
    const repeated = Array.from({ length: 12 }, (_, index) =>
      index === 2 || index === 8 ? 'z();' : 'x();',
    ).join('\n');
    const rows = repeated.split('\n');
    const near = (...at: number[]) =>
      rows.map((row, index) => (at.includes(index) ? 'y();' : row)).join('\n');
    const both: Patch = { ...patch, files: [editOf(repeated, near(2, 8))] };
    assert.equal(both.files[0]?.kind === 'edit' && both.files[0].hunks.length, 2);
    assert.equal(await applied(both, repeated), near(2, 8));
    assert.equal(await applied(subPatch(both, [{ file: 0, hunk: 1 }]), repeated), near(8));
  });

  it('that are left follow the file once others are in it', async () => {
    const first = subPatch(patch, [{ file: 0, hunk: 0 }]);
    const after = await applied(first, base);
    const whole = await applied(patch, base);
    const [file] = patch.files;
    assert.ok(file);
    const rest = reanchored(file, after, whole, [1, 2]);
    assert.equal(
      await applied(subPatch({ ...patch, files: [rest] }, [{ file: 0, hunk: 1 }]), after),
      changed(2, 15),
    );
    assert.equal(
      await applied(
        subPatch({ ...patch, files: [rest] }, [
          { file: 0, hunk: 1 },
          { file: 0, hunk: 2 },
        ]),
        after,
      ),
      whole,
    );
  });

  it('that are left keep their anchors where that cannot be told', () => {
    const [file] = patch.files;
    assert.ok(file);
    assert.equal(reanchored(file, base, changed(2), [1, 2]), file);
  });

  it('of a decided part are no longer open', () => {
    assert.deepEqual(openParts(patch, { '0.0': 'accepted', '0.2': 'rejected' }), [{ file: 0, hunk: 1 }]);
    assert.deepEqual(openParts(patch, {}, { file: 0, hunk: 2 }), [{ file: 0, hunk: 2 }]);
    assert.deepEqual(openParts(patch, {}, { file: 3 }), []);
  });

  it('of a new file are one', () => {
    const creation: Patch = { ...patch, files: [fileCreation('file:///w/y.js', 'y.js', 'a\nb\n')] };
    assert.deepEqual(partsOf(creation), [{ file: 0, hunk: 0 }]);
    assert.deepEqual(subPatch(creation, [{ file: 0, hunk: 0 }]), creation);
    assert.deepEqual(subPatch(creation, []).files, []);
  });

  it('show the lines as they are, with two around', () => {
    const [file] = patch.files;
    assert.ok(file?.kind === 'edit');
    assert.deepEqual(file.hunks[0]?.diff, {
      oldStart: 1,
      newStart: 1,
      lines: [' line0;', ' line1;', '-line2;', '+changed2;', ' line3;', ' line4;'],
    });
  });
});
