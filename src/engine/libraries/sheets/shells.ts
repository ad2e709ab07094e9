import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Shells',
  packages: [
    'execa',
    'cross-spawn',
    'shelljs',
    'zx',
    'child-process-promise',
    'mz/child_process',
    'promisify-child-process',
    'node-cmd',
  ],
});
