import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Objection',
  packages: ['objection'],
  kinds: ['store'],
});
