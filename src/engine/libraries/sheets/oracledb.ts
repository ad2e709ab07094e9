import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'oracledb',
  packages: ['oracledb'],
  kinds: ['server-only', 'login'],
  databases: [{ path: '**', client: 'driver' }],
  statements: [{ path: '**.{execute,queryStream}' }],
  handles: [
    { path: '{createPool,getPool}()', is: 'pool' },
    { path: '**.getConnection()', is: 'connection' },
  ],
  connections: [{ path: ['[{createPool,getPool}().]getConnection'], kind: 'taken', release: 'close' }],
});
