import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'TypeORM',
  packages: ['typeorm', '@nestjs/typeorm'],
  kinds: [
    'store',
    { kind: 'server', of: ['typeorm'] },
    { kind: 'server-only', of: ['@nestjs/typeorm'] },
    { kind: 'back-end', of: ['typeorm'] },
  ],
  databases: [{ path: '**', client: 'orm' }],
  statements: [{ path: '**.query', values: 'array', customary: true }, { path: '**.stream' }],
  fragments: [
    {
      path: '**.createQueryBuilder().**.{where,andWhere,orWhere,having,andHaving,orHaving,orderBy,addOrderBy,addGroupBy}',
      beside: 'QueryBuilder',
      holders: ['createQueryBuilder', 'queryBuilder', 'qb'],
    },
  ],
  connections: [
    { path: '**.createQueryRunner', kind: 'taken', release: 'release', anywhere: true },
    { path: 'DataSource', kind: 'pool', release: 'destroy', opens: ['initialize'] },
    { path: 'createConnection', kind: 'pool', release: 'close' },
  ],
  transactions: [
    {
      path: '{Tree,Mongo,}Repository().**',
      reader: 'repository',
      callback: { open: '{handle}.manager.transaction(async (manager) =>', name: 'manager' },
    },
    {
      path: '**',
      reader: 'source',
      holders: ['dataSource', 'connection'],
      callback: { open: '{handle}.transaction(async (manager) =>', name: 'manager' },
    },
  ],
});
