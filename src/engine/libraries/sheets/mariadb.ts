import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'MariaDB connector',
  packages: ['mariadb', 'mariadb/callback'],
  kinds: [{ kind: 'server-only', of: ['mariadb'] }],
  databases: [{ path: '**', client: 'driver', dialect: 'mariadb' }],
  statements: [{ path: '**.{query,execute}', values: 'array' }, { path: '**.{batch,queryStream}' }],
  handles: [
    { path: ['createPool()', 'createPoolCluster().[of()]'], is: 'pool' },
    { path: ['createConnection()', '{Connection,PoolConnection}()', '**.getConnection()'], is: 'connection' },
  ],
  connections: [
    { path: '{createPool,createPoolCluster}().{,of().}getConnection', kind: 'taken', release: 'release' },
    { path: 'createConnection', kind: 'connection', release: 'end' },
    { path: 'createPool', kind: 'pool', release: 'end' },
  ],
  transactions: [
    {
      path: 'createPool()',
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
