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
});
