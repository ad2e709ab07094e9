import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'node:sqlite and sqlite',
  packages: ['sqlite'],
  databases: [{ path: '**', client: 'driver', dialect: 'sqlite' }],
  statements: [
    { path: '**.{run,all,each}', values: 'array' },
    { path: '**.get', values: 'array', single: true },
    { path: '**.exec' },
    { path: '**.prepare', prepares: true },
  ],
  connections: [{ path: ['DatabaseSync', 'open'], kind: 'connection', release: 'close' }],
});
