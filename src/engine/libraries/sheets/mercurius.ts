import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Mercurius',
  packages: ['mercurius'],
});
