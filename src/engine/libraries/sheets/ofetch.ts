import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'ofetch',
  packages: ['ofetch', 'ohmyfetch'],
});
