import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'tRPC',
  packages: ['@trpc/server', '@trpc/server/*'],
  servers: [{ path: 'createHTTPServer.**', serves: 'http', of: ['@trpc/server/*'] }],
});
