import assert from 'node:assert/strict';
import './dom';
import { patchCard } from '../../src/webview/patch-card';
import type { PatchView } from '../../src/webview/protocol';
import { button, recorder } from './helpers';

const patch: PatchView = {
  kind: 'patch',
  id: '7',
  title: 'Name the columns',
  safe: true,
  files: [
    {
      path: 'src/a.js',
      created: false,
      diff: [{ oldStart: 3, newStart: 3, lines: [' a', '-<b>old</b>', '+new', ' c'] }],
    },
  ],
  badge: { tone: 'good', label: 'Removes 1 finding, brings none', details: ['removes x/y at src/a.js:4'] },
  fate: { state: 'proposed' },
};

const second = { oldStart: 20, newStart: 20, lines: ['-x', '+y'] };
const twoHunks = patch.files.map((file) => ({ ...file, diff: [...file.diff, second] }));

function card(change: Partial<PatchView> = {}) {
  const { calls, on } = recorder();
  const element = patchCard(
    { ...patch, ...change },
    { preview: on('preview'), accept: on('accept'), reject: on('reject') },
  );
  const names = [...element.querySelectorAll('button')].map(
    (each) => each.getAttribute('aria-label') ?? each.textContent,
  );
  return { element, calls, names };
}

describe('patch card', () => {
  it('shows what the rules say, the lines with their numbers, and the way to the first of them', () => {
    const { element } = card();
    assert.match(element.querySelector('.badge-good')?.textContent ?? '', /Removes 1 finding, brings none/);
    assert.equal(element.querySelector<HTMLDetailsElement>('.patch-check')?.open, false);
    assert.match(element.querySelector('.patch-details')?.textContent ?? '', /removes x\/y at src\/a\.js:4/);
    const lines = [...element.querySelectorAll('.diff-line')].map((line) => line.textContent);
    assert.deepEqual(lines, ['3 a', '4-<b>old</b>', '4+new', '5 c']);
    assert.equal(element.querySelector('.place')?.getAttribute('data-place'), 'src/a.js:4');
  });

  it('offers preview, accept and reject', () => {
    const { element, calls, names } = card();
    assert.deepEqual(names, ['Accept', 'Preview diff', 'Reject']);
    for (const name of names) button(element, name).click();
    assert.deepEqual(calls, [
      ['accept', '7'],
      ['preview', '7'],
      ['reject', '7'],
    ]);
  });

  it('offers each hunk where there are several', () => {
    const { element, calls } = card({ files: twoHunks });
    button(element, 'Accept change 2 of 2').click();
    button(element, 'Reject change 1 of 2').click();
    button(element, 'Accept all').click();
    assert.deepEqual(calls, [
      ['accept', '7', { file: 0, hunk: 1 }],
      ['reject', '7', { file: 0, hunk: 0 }],
      ['accept', '7'],
    ]);
  });

  it('says what became of a hunk, and offers the rest', () => {
    const files = twoHunks.map((file) => ({
      ...file,
      diff: file.diff.map((hunk, index) => (index === 0 ? { ...hunk, fate: 'accepted' as const } : hunk)),
    }));
    const { element, names } = card({ files });
    assert.match(
      element.querySelector('.hunk-accepted .hunk-head')?.textContent ?? '',
      /Change 1 of 2Accepted/,
    );
    assert.deepEqual(names, [
      'Accept change 2 of 2',
      'Reject change 2 of 2',
      'Accept the rest',
      'Preview diff',
      'Reject the rest',
    ]);
  });

  it('offers each file where there are several, and folds them', () => {
    const other = { path: 'src/b.js', created: true, diff: [second] };
    const { element, calls } = card({ files: [...patch.files, other] });
    button(element, 'Accept src/b.js').click();
    button(element, 'Reject src/a.js').click();
    assert.deepEqual(calls, [
      ['accept', '7', { file: 1 }],
      ['reject', '7', { file: 0 }],
    ]);
    const fold = button(element, 'Fold src/b.js');
    fold.click();
    assert.equal(fold.getAttribute('aria-expanded'), 'false');
    assert.equal(element.querySelector<HTMLElement>('[aria-label="Changes to src/b.js"]')?.hidden, true);
    assert.match(element.textContent ?? '', /new file/);
  });

  it('offers nothing once it is decided, and says why it does not fit', () => {
    for (const state of ['accepted', 'rejected', 'partly'] as const)
      assert.deepEqual(card({ fate: { state }, files: twoHunks }).names, []);
    const { element, names } = card({ fate: { state: 'outdated', reason: 'The lines changed.' } });
    assert.match(element.textContent ?? '', /Not applied.*The lines changed\./);
    assert.deepEqual(names, ['Try again', 'Reject']);
  });

  it('warns of a suggestion, and shows at once what a bad patch brings', () => {
    const details = Array.from({ length: 7 }, (_, index) => `syntax: src/a.js:${index} oops`);
    const { element, names } = card({
      safe: false,
      badge: { tone: 'bad', label: 'Does not parse', details },
    });
    assert.deepEqual(names, ['Accept anyway', 'Preview diff', 'Reject']);
    assert.equal(button(element, 'Accept anyway').className, 'secondary', 'it is not what most people want');
    assert.match(element.textContent ?? '', /can change what the code does/);
    assert.equal(element.querySelector<HTMLDetailsElement>('.patch-check')?.open, true);
    assert.equal(element.querySelectorAll('.patch-details li').length, 6);
    assert.match(element.querySelector('.patch-details')?.textContent ?? '', /and 2 more/);
  });
});
