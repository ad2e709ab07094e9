import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'winston',
  packages: ['winston', 'winston-*'],
  kinds: ['logger', { kind: 'server', of: ['winston'] }],
  prose: [{ path: '**' }],
});
