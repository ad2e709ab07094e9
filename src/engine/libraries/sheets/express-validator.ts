import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'express-validator',
  packages: ['express-validator', 'express-validator/*'],
  kinds: ['validator'],
  middleware: [{ path: '**', does: 'validates' }],
});
