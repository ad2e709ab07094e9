import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Node',
  packages: ['global'],
  prose: [{ path: 'console.**' }],
});
