import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Mongoose',
  packages: ['mongoose', '@nestjs/mongoose'],
  kinds: [
    { kind: 'server', of: ['mongoose'] },
    'server-only',
    { kind: 'back-end', of: ['mongoose'] },
    'login',
    'client',
    'document-mapper',
    'store',
  ],
  connections: [{ path: 'createConnection', kind: 'connection', release: 'close' }],
});
