import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'ws',
  packages: ['ws', 'isows', 'isomorphic-ws'],
});
