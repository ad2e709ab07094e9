import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Inversify',
  packages: ['inversify', 'inversify-express-utils'],
});
