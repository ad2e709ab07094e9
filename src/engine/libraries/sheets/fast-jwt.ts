import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'fast-jwt',
  packages: ['fast-jwt'],
});
