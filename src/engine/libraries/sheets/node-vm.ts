import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's vm",
  packages: ['vm'],
  runtime: true,
  kinds: ['server-only'],
  runs: [
    {
      path: [
        '{runInContext,runInNewContext,runInThisContext,compileFunction}',
        'Script().{runInContext,runInNewContext,runInThisContext}',
      ],
      runs: 'code',
    },
    { path: ['Script', 'SourceTextModule'], runs: 'made code' },
  ],
});
