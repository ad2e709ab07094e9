import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Graphile Worker',
  packages: ['graphile-worker'],
});
