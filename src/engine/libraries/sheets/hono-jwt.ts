import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'hono/jwt',
  packages: ['hono/jwt'],
  middleware: [{ path: '**', does: 'authenticates' }],
});
