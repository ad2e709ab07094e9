import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'mysql2',
  packages: ['mysql', 'mysql2', 'mysql2/promise', 'promise-mysql'],
  kinds: [
    { kind: 'server', of: ['mysql', 'mysql2', 'mysql2/promise'] },
    { kind: 'server-only', of: ['mysql', 'mysql2', 'mysql2/promise'] },
    { kind: 'back-end', of: ['mysql2'] },
  ],
});
