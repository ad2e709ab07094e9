import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'pg-promise',
  packages: ['pg-promise'],
  kinds: ['server-only'],
});
