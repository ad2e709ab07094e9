import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'jose',
  packages: ['jose'],
});
