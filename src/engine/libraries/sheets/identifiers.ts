import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Identifiers',
  packages: ['uuid', 'nanoid', 'nanoid/*', '@paralleldrive/cuid2', 'ulid'],
  results: [{ path: '**', is: 'escaped' }],
});
