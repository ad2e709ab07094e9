import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'request',
  packages: ['request', 'request-promise', 'request-promise-native'],
});
