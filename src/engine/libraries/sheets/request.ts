import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'request',
  packages: ['request', 'request-promise', 'request-promise-native'],
  kinds: [{ kind: 'no-router', of: ['request'] }],
});
