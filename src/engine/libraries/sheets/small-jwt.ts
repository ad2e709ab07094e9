import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Smaller JWT packages',
  packages: ['jwt-simple', 'njwt', '@tsndr/cloudflare-worker-jwt'],
  middleware: [{ path: '**.{decode,verify}.**', does: 'authenticates', asked: true }],
});
