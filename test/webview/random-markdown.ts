import assert from 'node:assert/strict';
import { streamed, whole, withoutSections } from './streamed';

const words = [
  'a',
  ' ',
  '\n',
  '\n\n',
  '- ',
  '1. ',
  '2',
  '# ',
  '### Issue\n',
  '```',
  '`',
  '**',
  '> ',
  '    ',
  '|',
  '---',
  '[x](http://y.z)',
  '<i>',
  '\t',
  '=',
  '*',
  '_',
  'src/a.ts:1',
];

/** Random texts, in random pieces, must come out as they do whole. The same seed makes the same texts. */
export function compareRandomTexts(seed: number, rounds: number): void {
  let state = seed;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  for (let round = 0; round < rounds; round++) {
    const pieces = Array.from({ length: 1 + random(25) }, () => words[random(words.length)] ?? '');
    const text = pieces.join('');
    assert.equal(streamed(pieces), streamed([text]), JSON.stringify(pieces));
    assert.equal(withoutSections(streamed(pieces)), withoutSections(whole(text)), JSON.stringify(text));
  }
}
