import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Koa',
  packages: ['koa', 'koa-router', '@koa/router', 'koa-joi-router'],
  handlers: [{ path: '', answers: 0, as: 'context' }],
  errorAnswers: [
    {
      path: '',
      uncaught: { unset: 'nothing', production: 'nothing', test: 'nothing' },
      source: 'measured 3.3',
    },
  ],
});
