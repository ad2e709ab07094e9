import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Injection of dependencies',
  packages: ['tsyringe', 'typedi', 'reflect-metadata', 'awilix'],
  kinds: ['injector'],
});
