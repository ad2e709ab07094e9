import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Drizzle',
  packages: ['drizzle-orm', 'drizzle-orm/*', 'drizzle-zod'],
  kinds: [
    { kind: 'store', of: ['drizzle-orm', 'drizzle-orm/*'] },
    { kind: 'server', of: ['drizzle-orm', 'drizzle-orm/*'] },
    { kind: 'back-end', of: ['drizzle-orm'] },
  ],
});
