import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's url and querystring",
  packages: ['url', 'querystring', 'qs'],
  results: [{ path: '**', is: 'arguments' }],
});
