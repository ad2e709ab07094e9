import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Prisma',
  packages: ['@prisma/client', '@prisma/client/*'],
});
