import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'node:sqlite and sqlite',
  packages: ['sqlite'],
});
