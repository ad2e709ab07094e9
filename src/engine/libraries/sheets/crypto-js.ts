import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'crypto-js',
  packages: ['crypto-js', 'crypto-js/*'],
});
