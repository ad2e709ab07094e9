import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Zod',
  packages: ['zod', 'zod/*'],
  kinds: ['validator'],
});
