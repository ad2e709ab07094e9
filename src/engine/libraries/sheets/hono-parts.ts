import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Hono's parts",
  packages: ['hono/*', '@hono/*'],
});
