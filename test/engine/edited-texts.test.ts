import { holdsThroughEdits } from './edited-texts';

describe('whatever is typed', () => {
  for (const seed of [1, 2, 3])
    it(`goes wrong nowhere and is followed to the letter (seed ${seed})`, () => holdsThroughEdits(seed, 25));
});
