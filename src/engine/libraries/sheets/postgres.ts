import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'postgres.js',
  packages: ['postgres'],
  kinds: ['server', 'server-only'],
  databases: [{ path: '**', client: 'driver', dialect: 'postgresql' }],
  tags: [{ path: ['()', '**.{begin,savepoint,reserve}()', '{TransactionSql,ReservedSql}()'] }],
  statements: [{ path: '**.unsafe', values: 'array', customary: true }],
  handles: [
    { path: '()', is: 'pool' },
    { path: ['().reserve()', 'ReservedSql()', 'TransactionSql()'], is: 'connection' },
  ],
  connections: [
    { path: '().reserve', kind: 'taken', release: 'release' },
    { path: '{,postgres}', kind: 'pool', release: 'end' },
  ],
  transactions: [{ path: '()', reader: 'tag', callback: { open: '{handle}.begin(async ({handle}) =>' } }],
});
