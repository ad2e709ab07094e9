import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Prisma',
  packages: ['@prisma/client', '@prisma/client/*'],
  kinds: ['store', { kind: 'server', of: ['@prisma/client'] }, { kind: 'back-end', of: ['@prisma/client'] }],
  boundaries: [{ path: 'PrismaClient', of: ['@prisma/client'] }],
});
