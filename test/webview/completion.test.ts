import assert from 'node:assert/strict';
import './dom';
import { completed, wordAt } from '../../src/webview/completion';

describe('the word that is being typed', () => {
  for (const [text, expected] of [
    ['#', { word: '#', start: 0 }],
    ['why #fi', { word: '#fi', start: 4 }],
    ['why (#schema:tic', { word: '#schema:tic', start: 5 }],
    ['/', { word: '/', start: 0 }],
    ['/rev', { word: '/rev', start: 0 }],
    ['a /rev', undefined],
    ['issue#3', undefined],
    ['#file ', undefined],
    ['', undefined],
    ['line\n#file', { word: '#file', start: 5 }],
    ['/review #fi', { word: '#fi', start: 8 }],
  ] as const) {
    it(`in ${JSON.stringify(text)}: ${expected?.word ?? 'none'}`, () =>
      assert.deepEqual(wordAt(text, text.length), expected));
  }

  it('ends at the cursor', () => assert.deepEqual(wordAt('#file is', 3), { word: '#fi', start: 0 }));
});

describe('a completion that is taken', () => {
  const take = (text: string, choice: string) => {
    const open = wordAt(text, text.length);
    assert.ok(open);
    const { text: after, cursor, reference } = completed(text, open, choice);
    return { after: `${after.slice(0, cursor)}|${after.slice(cursor)}`, reference };
  };

  for (const [name, text, choice, after, reference] of [
    ['a command goes into the text', '/re', '/review', '/review |', undefined],
    ['a beginning asks for more', 'why #r', '#route:', 'why #route:|', undefined],
    ['a whole reference becomes a chip', '#f', '#file:src/a.ts', '|', '#file:src/a.ts'],
    ['its name stays in a sentence', 'why is #f', '#file:src/a.ts', 'why is src/a.ts |', '#file:src/a.ts'],
    ['not behind a command alone', '/review #f', '#file:src/a.ts', '/review |', '#file:src/a.ts'],
    ['a word without a name leaves the sentence', 'mend #fi', '#findings', 'mend |', '#findings'],
  ] as const) {
    it(name, () => assert.deepEqual(take(text, choice), { after, reference }));
  }
});
