import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'jose',
  packages: ['jose'],
  middleware: [
    {
      path: '{jwtVerify,compactVerify,flattenedVerify,generalVerify,jwtDecrypt}.**',
      does: 'authenticates',
      asked: true,
    },
  ],
});
