import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'ky',
  packages: ['ky'],
  kinds: ['no-router'],
});
