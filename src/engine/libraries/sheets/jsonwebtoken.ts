import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'jsonwebtoken',
  packages: ['jsonwebtoken', 'jsonwebtoken-promisified'],
  kinds: [
    { kind: 'server', of: ['jsonwebtoken'] },
    { kind: 'back-end', of: ['jsonwebtoken'] },
  ],
  middleware: [{ path: '**.{verify,decode}.**', does: 'authenticates', asked: true }],
});
