import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'pg-promise',
  packages: ['pg-promise'],
  kinds: ['server-only'],
  databases: [{ path: '**', client: 'driver', dialect: 'postgresql' }],
  statements: [
    {
      path: '**.{query,any,none,many,manyOrNone,result}',
      values: 'array',
      customary: true,
      rawPlaceholders: true,
    },
    { path: '**.{one,oneOrNone}', values: 'array', customary: true, single: true, rawPlaceholders: true },
    { path: '**.{map,each,multi,multiResult,stream,task}', rawPlaceholders: true },
  ],
  handles: [
    { path: '()()', is: 'pool' },
    { path: '()().connect()', is: 'connection' },
  ],
  connections: [{ path: '()().connect', kind: 'taken', release: 'done' }],
  results: [{ path: '**.{as,helpers}.*', is: 'escaped' }],
});
