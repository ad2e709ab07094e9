import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Prisma',
  packages: ['@prisma/client', '@prisma/client/*'],
  kinds: ['store', { kind: 'server', of: ['@prisma/client'] }, { kind: 'back-end', of: ['@prisma/client'] }],
  boundaries: [{ path: 'PrismaClient', of: ['@prisma/client'] }],
  databases: [{ path: '**', client: 'orm' }],
  tags: [{ path: '**.{$queryRaw,$executeRaw}' }],
  statements: [
    { path: '**.{$queryRawUnsafe,$executeRawUnsafe}', values: 'arguments', customary: true },
    { path: '**.{$queryRaw,$executeRaw}' },
  ],
  fragments: [{ path: 'Prisma.raw' }],
  connections: [{ path: 'PrismaClient', kind: 'pool', release: '$disconnect', generated: true }],
  transactions: [
    {
      path: '**',
      reader: 'chain',
      names: 2,
      holders: ['prisma'],
      callback: { open: '{handle}.$transaction(async (tx) =>', name: 'tx' },
    },
  ],
  dataClients: [
    {
      path: ['PrismaClient().**', 'Prisma.*().**'],
      reader: 'prisma',
      asks: 'orm',
      called: ['*prisma*'],
      filters: { undefined: 'left out' },
      source: 'findings/prisma-undefined-is-no-condition.sh',
    },
    // `generator client { output = … }` writes the client into the project.
    {
      path: 'PrismaClient',
      reader: 'prisma',
      asks: 'orm',
      generated: true,
      source: 'findings/prisma-7-client-is-generated-into-the-project.sh',
    },
  ],
  modelQueries: [
    {
      path: 'PrismaClient().*.findMany',
      reader: 'prisma',
      does: 'select',
      takes: 'options',
      distinctive: true,
    },
    {
      path: 'PrismaClient().*.{findFirst,findFirstOrThrow,findUnique,findUniqueOrThrow}',
      reader: 'prisma',
      does: 'select',
      takes: 'options',
      single: true,
      distinctive: true,
    },
    {
      path: 'PrismaClient().*.{count,aggregate}',
      reader: 'prisma',
      does: 'select',
      takes: 'options',
      single: true,
      aggregate: true,
    },
    { path: 'PrismaClient().*.groupBy', reader: 'prisma', does: 'select', takes: 'options', aggregate: true },
    {
      path: 'PrismaClient().*.{create,createMany,upsert}',
      reader: 'prisma',
      does: 'insert',
      takes: 'options',
    },
    {
      path: 'PrismaClient().*.createManyAndReturn',
      reader: 'prisma',
      does: 'insert',
      takes: 'options',
      distinctive: true,
    },
    { path: 'PrismaClient().*.{update,updateMany}', reader: 'prisma', does: 'update', takes: 'options' },
    {
      path: 'PrismaClient().*.updateManyAndReturn',
      reader: 'prisma',
      does: 'update',
      takes: 'options',
      distinctive: true,
    },
    { path: 'PrismaClient().*.{delete,deleteMany}', reader: 'prisma', does: 'delete', takes: 'options' },
  ],
});
