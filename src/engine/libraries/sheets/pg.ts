import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'pg',
  packages: ['pg', 'pg-pool', 'pg-native', '@neondatabase/serverless', '@vercel/postgres'],
  kinds: [
    { kind: 'server', of: ['pg'] },
    { kind: 'server-only', of: ['pg', 'pg-pool'] },
    { kind: 'back-end', of: ['pg'] },
  ],
});
