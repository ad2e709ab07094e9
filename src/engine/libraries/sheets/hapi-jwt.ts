import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@hapi/jwt',
  packages: ['@hapi/jwt'],
  middleware: [{ path: '**', does: 'authenticates' }],
  kinds: ['tokens'],
  tokens: [
    {
      path: 'token.generate',
      does: 'signs',
      payload: 0,
      key: 1,
      options: 2,
      lifetime: { option: 'ttlSec', number: 'seconds', digits: 'milliseconds', short: '900' },
      source: 'documentation 3.x',
    },
  ],
  secrets: [
    { path: ['token.generate', 'token.verify'], argument: 1, options: ['key'], variable: 'JWT_SECRET' },
  ],
});
