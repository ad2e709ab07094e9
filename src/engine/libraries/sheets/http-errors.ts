import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'http-errors',
  packages: ['http-errors'],
});
