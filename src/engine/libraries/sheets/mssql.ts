import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'mssql',
  packages: ['mssql'],
  kinds: ['server-only'],
  databases: [{ path: '**', client: 'driver', dialect: 'transactsql' }],
  statements: [{ path: '**.{query,batch,execute}' }],
  handles: [
    { path: ['ConnectionPool()', 'connect()'], is: 'pool' },
    { path: '**.Transaction()', is: 'connection' },
  ],
  connections: [{ path: 'ConnectionPool', kind: 'pool', release: 'close', opens: ['connect'] }],
});
