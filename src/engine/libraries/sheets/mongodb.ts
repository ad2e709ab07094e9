import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'MongoDB driver',
  packages: ['mongodb'],
  kinds: ['login'],
});
