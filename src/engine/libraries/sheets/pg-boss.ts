import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'pg-boss',
  packages: ['pg-boss'],
});
