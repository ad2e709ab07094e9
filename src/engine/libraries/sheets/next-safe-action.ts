import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'next-safe-action',
  packages: ['next-safe-action'],
});
