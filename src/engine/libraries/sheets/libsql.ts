import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'libSQL',
  packages: ['@libsql/client', '@libsql/client/*', 'libsql'],
  databases: [{ path: '**', client: 'driver', dialect: 'sqlite' }],
  statements: [
    { path: '**.execute', values: 'array' },
    { path: '**.{executeMultiple,batch,migrate,exec}' },
    { path: '**.prepare', prepares: true },
  ],
  connections: [
    { path: '{,Database}', kind: 'connection', release: 'close' },
    { path: 'createClient().transaction', kind: 'taken', release: 'close', source: 'documentation 0.15' },
  ],
  transactions: [{ path: '{,Database}().transaction', reader: 'receiver', ambient: true }],
});
