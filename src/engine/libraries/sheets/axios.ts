import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'axios',
  packages: ['axios'],
  kinds: ['no-router'],
});
