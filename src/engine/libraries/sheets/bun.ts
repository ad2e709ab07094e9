import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Bun',
  packages: ['bun', 'bun:sqlite'],
  servers: [{ path: 'serve', serves: 'http', listens: 'made', of: ['bun'] }],
  runs: [{ path: ['$', 'spawn', 'spawnSync'], runs: 'words' }],
});
