import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'got',
  packages: ['got'],
  kinds: ['no-router'],
});
