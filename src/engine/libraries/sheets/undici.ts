import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'undici',
  packages: ['undici'],
  kinds: ['no-router'],
});
