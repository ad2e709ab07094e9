import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'hono/jwt',
  packages: ['hono/jwt'],
  middleware: [{ path: '**', does: 'authenticates' }],
  kinds: ['tokens'],
  tokens: [{ path: 'sign', does: 'signs', payload: 0, key: 1, source: 'measured 4.13' }],
  secrets: [
    { path: ['sign', 'verify', 'create'], argument: 1, variable: 'JWT_SECRET' },
    { path: 'jwt', options: ['secret'], variable: 'JWT_SECRET' },
  ],
});
