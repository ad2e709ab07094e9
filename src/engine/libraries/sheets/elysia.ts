import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Elysia',
  packages: ['elysia', '@elysiajs/*'],
});
