import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Drizzle',
  packages: ['drizzle-orm', 'drizzle-orm/*', 'drizzle-zod'],
});
