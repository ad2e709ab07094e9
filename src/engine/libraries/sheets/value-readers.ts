import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Packages whose get() reads',
  packages: ['lodash', 'config', 'map', 'i18next', '@testing-library/*', 'msw', 'nock'],
  kinds: ['no-router'],
});
