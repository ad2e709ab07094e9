import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Prisma's driver adapters",
  packages: ['@prisma/adapter-*'],
});
