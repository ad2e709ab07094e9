import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'winston',
  packages: ['winston', 'winston-*'],
  kinds: ['logger'],
  prose: [{ path: '**' }],
});
