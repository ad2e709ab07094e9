import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'jsonwebtoken',
  packages: ['jsonwebtoken', 'jsonwebtoken-promisified'],
});
