import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'generic-pool',
  packages: ['generic-pool'],
  connections: [{ path: 'createPool().acquire', kind: 'taken', release: 'release' }],
});
