import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Passport',
  packages: ['passport', 'passport-*'],
});
