import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Encore',
  packages: ['encore.dev', 'encore.dev/*'],
});
