import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'better-sqlite3',
  packages: ['better-sqlite3', 'better-sqlite3-*'],
  kinds: [
    { kind: 'server', of: ['better-sqlite3'] },
    { kind: 'server-only', of: ['better-sqlite3'] },
  ],
});
