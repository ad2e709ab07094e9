import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Test runners',
  packages: ['global', 'mocha', 'jest', 'vitest', '@jest/globals', 'cypress'],
  kinds: [{ kind: 'no-router', of: ['cypress'] }],
  prose: [{ path: '{describe,it,test,expect}.**' }],
});
