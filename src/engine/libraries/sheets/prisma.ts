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
});
