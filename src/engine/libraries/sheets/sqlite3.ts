import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'sqlite3',
  packages: ['sqlite3'],
  kinds: ['server-only'],
  databases: [{ path: '**', client: 'driver', dialect: 'sqlite' }],
  statements: [
    { path: '**.{run,all,each}', values: 'array' },
    { path: '**.get', values: 'array', single: true },
    { path: '**.exec' },
    { path: '**.prepare', prepares: true },
  ],
  connections: [{ path: '[verbose().]Database', kind: 'connection', release: 'close' }],
});
