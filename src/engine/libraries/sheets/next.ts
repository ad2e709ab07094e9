import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Next.js',
  packages: ['next', 'next/*', 'next-connect'],
});
