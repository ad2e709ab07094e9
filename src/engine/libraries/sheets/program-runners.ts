import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Packages that run programs',
  packages: ['execa', 'cross-spawn', 'zx', 'tinyexec', 'nano-spawn'],
  runs: [
    { path: ['command', 'commandSync', 'execaCommand', 'execaCommandSync'], runs: 'command' },
    // Called as modules: `execa('git', ['log'])`, `spawn('git', ['log'])`.
    { path: ['', 'execa', 'execaSync', 'sync', 'spawn', 'x', 'exec'], runs: 'program' },
    // The tagged templates of `execa` and `zx`.
    { path: ['$', 'spinner'], runs: 'words' },
  ],
});
