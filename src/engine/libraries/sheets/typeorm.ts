import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'TypeORM',
  packages: ['typeorm', '@nestjs/typeorm'],
  kinds: [
    'store',
    { kind: 'server', of: ['typeorm'] },
    { kind: 'server-only', of: ['@nestjs/typeorm'] },
    { kind: 'back-end', of: ['typeorm'] },
  ],
});
