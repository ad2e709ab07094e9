import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@databases/pg',
  packages: ['@databases/pg'],
});
