import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Kysely',
  packages: ['kysely'],
  databases: [{ path: '**', client: 'builder' }],
  fragments: [{ path: 'sql.{raw,lit}' }],
  transactions: [
    {
      path: '**',
      reader: 'chain',
      names: 1,
      calls: ['insertInto', 'updateTable', 'deleteFrom', 'selectFrom', 'replaceInto'],
      callback: { open: '{handle}.transaction().execute(async (trx) =>', name: 'trx' },
    },
  ],
  kinds: ['store'],
  dataClients: [
    {
      path: ['Kysely().**', 'Transaction().**'],
      reader: 'kysely',
      asks: 'builder',
      filters: { undefined: 'null' },
      source: 'measured 0.29.9',
    },
  ],
});
