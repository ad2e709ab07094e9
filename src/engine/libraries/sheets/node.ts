import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Node',
  packages: ['global'],
  prose: [{ path: 'console.**' }],
  servers: [
    { path: '{Bun,Deno}.**', serves: 'http' },
    { path: '{Bun,Deno}.serve', serves: 'http', listens: 'made' },
  ],
  secrets: [{ path: '[crypto.][webcrypto.]subtle.importKey', argument: 1, variable: 'ENCRYPTION_KEY' }],
  runs: [
    { path: '{,globalThis.,window.}eval', runs: 'code' },
    { path: '{,globalThis.}Function', runs: 'made code' },
    { path: ['Bun.{$,spawn,spawnSync}', '$'], runs: 'words' },
  ],
});
