import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Prisma's adapters for PostgreSQL",
  packages: ['@prisma/adapter-pg', '@prisma/adapter-neon'],
  databases: [{ path: '**', client: 'driver', dialect: 'postgresql' }],
});
