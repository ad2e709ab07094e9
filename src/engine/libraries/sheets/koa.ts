import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Koa',
  packages: ['koa', 'koa-router', '@koa/router'],
});
