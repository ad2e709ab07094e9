import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'libSQL',
  packages: ['@libsql/client', '@libsql/client/*', 'libsql'],
  databases: [{ path: '**', client: 'driver', dialect: 'sqlite' }],
  statements: [
    { path: '**.execute', versions: '>=0.14', values: 'array', source: 'source 0.14.0' },
    { path: '**.execute', versions: '<0.14', source: 'source 0.13.0' },
    { path: '**.{executeMultiple,exec}' },
    { path: '**.{batch,migrate}', list: true },
    { path: '**.prepare', prepares: true },
  ],
  connections: [{ path: '{,Database}', kind: 'connection', release: 'close' }],
  transactions: [
    { path: '{,Database}().transaction', of: ['libsql'], reader: 'receiver', ambient: true },
    {
      path: 'createClient().transaction',
      of: ['@libsql/client', '@libsql/client/*'],
      reader: 'receiver',
      ambient: true,
      undoneBy: ['close'],
      source: 'documentation 0.15: close() rolls back what was not committed',
    },
  ],
});
