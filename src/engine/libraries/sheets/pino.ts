import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'pino',
  packages: ['pino'],
  kinds: ['logger', 'server'],
  prose: [{ path: '**' }],
});
