import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Drizzle',
  packages: ['drizzle-orm', 'drizzle-orm/*', 'drizzle-zod'],
  kinds: [
    { kind: 'store', of: ['drizzle-orm', 'drizzle-orm/*'] },
    { kind: 'server', of: ['drizzle-orm', 'drizzle-orm/*'] },
    { kind: 'back-end', of: ['drizzle-orm'] },
  ],
  databases: [{ path: '**', client: 'builder' }],
  statements: [{ path: '**.{execute,run}' }, { path: '**.all' }, { path: '**.get', single: true }],
  fragments: [{ path: 'sql.raw' }],
  transactions: [
    {
      path: '**',
      reader: 'chain',
      names: 1,
      imported: true,
      callback: { open: '{handle}.transaction(async (tx) =>', name: 'tx' },
    },
  ],
  results: [
    {
      path: '{getTableName,getTableUniqueName,getTableColumns,getTableConfig,getColumns,getViewName,getViewConfig,getViewSelectedFields}',
      is: 'names',
    },
  ],
  dataClients: [
    // Of 1.0 there are previews only: a version that is not known is none of them.
    {
      path: [
        'drizzle().**',
        '{NodePg,PostgresJs,Neon,NeonHttp,MySql2,BetterSQLite3,LibSQL,D1,BunSQL,Pglite}Database().**',
      ],
      reader: 'drizzle',
      asks: 'builder',
      called: ['*drizzle'],
      versions: '>=1.0.0-beta.1 <2',
      filters: { undefined: 'null', secondWhere: 'replaces', callback: 'ignored' },
      source:
        'findings/drizzle-1-ignores-the-relational-callback.sh; measured 1.0.0-rc.5 and 1.0.0-rc.1 and 1.0.0-beta.1',
    },
    {
      path: [
        'drizzle().**',
        '{NodePg,PostgresJs,Neon,NeonHttp,MySql2,BetterSQLite3,LibSQL,D1,BunSQL,Pglite}Database().**',
      ],
      reader: 'drizzle',
      asks: 'builder',
      called: ['*drizzle'],
      filters: { undefined: 'null', secondWhere: 'replaces' },
      source: 'findings/a-second-where-replaces-the-first.sh; measured 0.45.4',
    },
  ],
});
