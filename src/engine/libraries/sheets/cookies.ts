import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Signed cookies',
  packages: ['cookie-parser', 'keygrip', 'cryptr', 'cookie-signature'],
  middleware: [{ path: '**', does: 'nothing', of: ['cookie-parser'] }],
});
