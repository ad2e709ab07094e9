import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'pg',
  packages: ['pg', 'pg-pool', 'pg-native', '@neondatabase/serverless', '@vercel/postgres'],
});
