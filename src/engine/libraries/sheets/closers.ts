import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Orderly shutdown',
  packages: ['@godaddy/terminus', 'stoppable', 'http-terminator', 'close-with-grace', 'lightship'],
  kinds: [{ kind: 'health-check', of: ['@godaddy/terminus', 'lightship'] }],
});
