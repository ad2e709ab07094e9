import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Express',
  packages: ['express', 'connect', 'polka'],
});
