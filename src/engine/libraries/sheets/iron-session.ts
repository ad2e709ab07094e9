import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'iron-session',
  packages: ['iron-session'],
  middleware: [{ path: '**', does: 'authenticates' }],
});
