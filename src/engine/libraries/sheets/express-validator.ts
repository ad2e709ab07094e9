import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'express-validator',
  packages: ['express-validator'],
});
