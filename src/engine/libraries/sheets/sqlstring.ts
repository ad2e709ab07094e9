import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'sqlstring',
  packages: ['sqlstring'],
  results: [{ path: '**', is: 'escaped' }],
});
