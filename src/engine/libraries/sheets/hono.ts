import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Hono',
  packages: ['hono', 'hono/tiny', 'hono/quick', '@hono/node-server'],
});
