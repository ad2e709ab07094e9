import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Smaller JWT packages',
  packages: ['jwt-simple', 'njwt', '@tsndr/cloudflare-worker-jwt'],
  middleware: [{ path: '**.{decode,verify}.**', does: 'authenticates', asked: true }],
  kinds: ['tokens'],
  tokens: [
    // `jwt-simple` and `@tsndr/cloudflare-worker-jwt`: only the claim says when a token ends.
    { path: ['encode', 'sign'], does: 'signs', payload: 0, key: 1 },
  ],
  secrets: [{ path: ['encode', 'decode', 'sign', 'verify', 'create'], argument: 1, variable: 'JWT_SECRET' }],
});
