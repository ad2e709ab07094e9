import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'pg',
  packages: ['pg', 'pg-pool', 'pg-native', '@neondatabase/serverless', '@vercel/postgres'],
  kinds: [
    { kind: 'server', of: ['pg'] },
    { kind: 'server-only', of: ['pg', 'pg-pool'] },
    { kind: 'back-end', of: ['pg'] },
  ],
  databases: [{ path: '**', client: 'driver', dialect: 'postgresql' }],
  tags: [{ path: ['neon()', '{sql,**.sql}'] }],
  statements: [{ path: '**.query', values: 'array', customary: true, rowsIn: 'rows' }],
  handles: [
    { path: ['[native.]{Pool,createPool,}()', '{db,sql}', 'neon()'], is: 'pool' },
    {
      path: ['[native.]Client()', '{PoolClient,ClientBase,VercelClient,VercelPoolClient}()', '**.connect()'],
      is: 'connection',
    },
  ],
  connections: [
    {
      path: ['[native.]{Pool,createPool,}().connect', '{db,sql}.connect'],
      kind: 'taken',
      release: 'release',
    },
    { path: '[native.]Client', kind: 'connection', release: 'end', opens: ['connect'] },
    { path: ['[native.]{Pool,createPool}', ''], kind: 'pool', release: 'end' },
  ],
  transactions: [
    {
      path: '[native.]{Pool,createPool,}()',
      reader: 'receiver',
      customary: true,
      connection: {
        name: 'client',
        take: 'await {handle}.connect()',
        begin: "await client.query('BEGIN');",
        commit: "await client.query('COMMIT');",
        rollback: "await client.query('ROLLBACK');",
      },
    },
  ],
  results: [{ path: '**.{escapeLiteral,escapeIdentifier}', is: 'escaped' }],
});
