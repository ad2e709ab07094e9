import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'mysql2',
  packages: ['mysql', 'mysql2', 'mysql2/promise', 'promise-mysql'],
  kinds: [
    { kind: 'server', of: ['mysql', 'mysql2', 'mysql2/promise'] },
    { kind: 'server-only', of: ['mysql', 'mysql2', 'mysql2/promise'] },
    { kind: 'back-end', of: ['mysql2'] },
  ],
  databases: [{ path: '**', client: 'driver', dialect: 'mysql' }],
  statements: [
    { path: '**.query', values: 'array', customary: true, rowsFirst: true },
    { path: '**.execute', values: 'array', customary: true, rowsFirst: true },
  ],
  handles: [
    { path: ['createPool().[promise()]', 'createPoolCluster().[of()]'], is: 'pool' },
    {
      path: ['createConnection().[promise()]', '{Connection,PoolConnection}()', '**.getConnection()'],
      is: 'connection',
    },
  ],
  connections: [
    {
      path: '{createPool,createPoolCluster}().{,promise().,of().}getConnection',
      kind: 'taken',
      release: 'release',
    },
    { path: 'createConnection', kind: 'connection', release: 'end' },
    { path: 'createPool', kind: 'pool', release: 'end' },
  ],
  transactions: [
    {
      path: 'createPool().[promise()]',
      reader: 'receiver',
      customary: true,
      connection: {
        name: 'connection',
        take: 'await {handle}.getConnection()',
        begin: 'await connection.beginTransaction();',
        commit: 'await connection.commit();',
        rollback: 'await connection.rollback();',
      },
    },
  ],
});
