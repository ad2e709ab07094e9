import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'needle',
  packages: ['needle'],
  secrets: [{ path: '**', accounts: ['auth'], variable: 'PASSWORD' }],
});
