import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'restify',
  packages: ['restify'],
});
