import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's child_process",
  packages: ['child_process'],
  runtime: true,
  kinds: ['server', 'server-only'],
  runs: [
    { path: ['exec', 'execSync'], runs: 'command' },
    { path: ['spawn', 'spawnSync', 'execFile', 'execFileSync'], runs: 'program' },
  ],
});
