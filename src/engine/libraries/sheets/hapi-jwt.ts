import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@hapi/jwt',
  packages: ['@hapi/jwt'],
  middleware: [{ path: '**', does: 'authenticates' }],
});
