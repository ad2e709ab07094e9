import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Hono',
  packages: ['hono', 'hono/tiny', 'hono/quick', '@hono/node-server'],
  handlers: [{ path: '', answers: 0, as: 'context' }],
  errorAnswers: [
    {
      path: '',
      uncaught: { unset: 'nothing', production: 'nothing', test: 'nothing' },
      source: 'measured 4.13',
    },
  ],
});
