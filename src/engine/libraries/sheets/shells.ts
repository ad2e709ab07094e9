import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Shells',
  packages: ['shelljs', 'child-process-promise', 'mz/child_process', 'promisify-child-process', 'node-cmd'],
  runs: [
    { path: ['exec', '{run,get,runSync}'], runs: 'command' },
    { path: ['spawn', 'execFile'], runs: 'program' },
  ],
});
