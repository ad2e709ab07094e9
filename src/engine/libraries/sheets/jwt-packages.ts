import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Packages that are called after JSON Web Tokens',
  packages: ['*jwt*', '*jsonwebtoken*'],
  kinds: ['tokens'],
});
