import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'uWebSockets.js',
  packages: ['uWebSockets.js'],
});
