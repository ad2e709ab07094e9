import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Node',
  packages: ['global'],
  prose: [{ path: 'console.**' }],
  servers: [
    { path: '{Bun,Deno}.**', serves: 'http' },
    { path: '{Bun,Deno}.serve', serves: 'http', listens: 'made' },
  ],
});
