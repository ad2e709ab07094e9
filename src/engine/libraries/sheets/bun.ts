import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Bun',
  packages: ['bun', 'bun:sqlite'],
});
