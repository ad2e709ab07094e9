import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Graphile Worker',
  packages: ['graphile-worker'],
  kinds: ['client'],
  workers: [
    { path: '{run,runOnce}', byName: 'taskList', source: 'documentation 0.16' },
    { path: 'Task()', isHandler: true, source: 'documentation 0.16' },
  ],
});
