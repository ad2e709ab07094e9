import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Knex',
  packages: ['knex'],
  kinds: ['store', 'server', 'server-only', 'back-end'],
  databases: [{ path: '**', client: 'builder' }],
  fragments: [
    {
      path: '**.{raw,whereRaw,orWhereRaw,andWhereRaw,havingRaw,orHavingRaw,orderByRaw,groupByRaw,joinRaw,fromRaw,selectRaw,orderRaw}',
      values: 'array',
      placeholder: '?',
    },
  ],
  connections: [{ path: '{,knex,Knex}', kind: 'pool', release: 'destroy' }],
  transactions: [
    {
      path: '**',
      reader: 'chain',
      names: 0,
      holders: ['knex', 'db'],
      callback: { open: '{handle}.transaction(async (trx) =>', name: 'trx' },
    },
  ],
  dataClients: [
    {
      path: '[{knex,Knex[.*]}]().**',
      reader: 'knex',
      asks: 'builder',
      called: ['knex', '_knex', '*knex', 'trx', '_trx', 'tx', '_tx', '*Trx'],
      filters: { undefined: 'throws' },
      source: 'measured 3.3.0',
    },
  ],
  tables: [{ path: '().schema', reader: 'knex', namesDialect: true }],
});
