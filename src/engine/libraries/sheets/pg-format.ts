import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'pg-format',
  packages: ['pg-format'],
});
