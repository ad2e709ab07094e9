import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Elysia',
  packages: ['elysia', '@elysiajs/*'],
  kinds: [
    { kind: 'router', of: ['elysia'] },
    { kind: 'server', of: ['elysia'] },
    { kind: 'back-end', of: ['elysia'] },
  ],
});
