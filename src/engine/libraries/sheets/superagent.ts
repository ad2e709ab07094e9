import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'superagent',
  packages: ['superagent', 'supertest'],
  kinds: ['no-router'],
});
