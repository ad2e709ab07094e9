import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'MikroORM',
  packages: ['@mikro-orm/*'],
  databases: [{ path: '**', client: 'orm' }],
  statements: [{ path: '**.getConnection().execute', values: 'array' }],
  fragments: [{ path: '**.raw' }],
  kinds: ['store'],
  dataClients: [
    {
      path: [
        '{,Sql}EntityManager().**',
        '{,Sql}EntityRepository().**',
        'MikroORM().em.**',
        'MikroORM.{init,initSync}().em.**',
      ],
      reader: 'mikro-orm',
      asks: 'orm',
      filters: { undefined: 'null', secondWhere: 'replaces' },
      source: 'findings/a-second-where-replaces-the-first.sh; measured 7.2.5',
    },
  ],
  modelQueries: [
    { path: 'EntityManager().find', reader: 'mikro-orm', does: 'select', takes: 'conditions' },
    { path: 'EntityManager().{findAll,findByCursor}', reader: 'mikro-orm', does: 'select', takes: 'options' },
    {
      path: 'EntityManager().findAndCount',
      reader: 'mikro-orm',
      does: 'select',
      takes: 'conditions',
      distinctive: true,
    },
    {
      path: 'EntityManager().{findOne,findOneOrFail}',
      reader: 'mikro-orm',
      does: 'select',
      takes: 'conditions',
      single: true,
    },
    {
      path: 'EntityManager().count',
      reader: 'mikro-orm',
      does: 'select',
      takes: 'conditions',
      single: true,
      aggregate: true,
    },
    {
      path: 'EntityManager().{insert,insertMany,upsert,upsertMany}',
      reader: 'mikro-orm',
      does: 'insert',
      takes: 'values',
    },
    {
      path: 'EntityManager().{persistAndFlush,flush}',
      reader: 'mikro-orm',
      does: 'insert',
      distinctive: true,
    },
    {
      path: 'EntityManager().nativeUpdate',
      reader: 'mikro-orm',
      does: 'update',
      takes: 'conditions',
      distinctive: true,
    },
    {
      path: 'EntityManager().nativeDelete',
      reader: 'mikro-orm',
      does: 'delete',
      takes: 'conditions',
      distinctive: true,
    },
    { path: 'EntityManager().removeAndFlush', reader: 'mikro-orm', does: 'delete', distinctive: true },
  ],
  tables: [
    {
      path: '{Entity,EntitySchema,defineEntity}',
      reader: 'mikro-orm',
      indexesForeignKeys: true,
      exceptOn: ['postgresql'],
      source: 'findings/mikro-orm-indexes-no-keys-on-postgresql.sh',
    },
  ],
});
