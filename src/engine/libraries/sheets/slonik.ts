import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Slonik',
  packages: ['slonik'],
  kinds: ['server', 'server-only'],
  databases: [{ path: '**', client: 'driver', dialect: 'postgresql' }],
  statements: [
    { path: '**.{query,any,anyFirst,many,manyFirst,stream}' },
    { path: '**.{one,oneFirst,maybeOne,maybeOneFirst,exists}', single: true },
  ],
  handles: [{ path: 'createPool()', is: 'pool' }],
});
