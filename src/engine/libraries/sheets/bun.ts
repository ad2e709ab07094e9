import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Bun',
  packages: ['bun', 'bun:sqlite'],
  runs: [{ path: ['$', 'spawn', 'spawnSync'], runs: 'words' }],
});
