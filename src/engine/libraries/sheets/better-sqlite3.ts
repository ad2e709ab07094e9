import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'better-sqlite3',
  packages: ['better-sqlite3', 'better-sqlite3-*'],
  kinds: [
    { kind: 'server', of: ['better-sqlite3'] },
    { kind: 'server-only', of: ['better-sqlite3'] },
  ],
  databases: [{ path: '**', client: 'driver', dialect: 'sqlite' }],
  statements: [{ path: '**.{exec,pragma}' }, { path: '**.prepare', prepares: true }],
  connections: [{ path: '{,Database}', kind: 'connection', release: 'close' }],
  transactions: [{ path: '**.transaction', reader: 'receiver', ambient: true }],
});
