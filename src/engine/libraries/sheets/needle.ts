import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'needle',
  packages: ['needle'],
  kinds: ['no-router'],
  secrets: [{ path: '**', accounts: ['auth'], variable: 'PASSWORD' }],
});
