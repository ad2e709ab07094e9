import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'tRPC',
  packages: ['@trpc/server', '@trpc/server/*'],
});
