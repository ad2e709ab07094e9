import { compareRandomTexts } from './random-markdown';

describe('streamed Markdown, many texts', () => {
  for (let seed = 1; seed <= 10; seed++) {
    it(`is the same for random texts in random pieces, seed ${seed}`, () => compareRandomTexts(seed, 150));
  }
});
