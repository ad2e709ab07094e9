import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'MongoDB driver',
  packages: ['mongodb'],
  kinds: ['server', 'server-only', 'back-end', 'login'],
  connections: [
    // Its first query connects it, also without `connect`.
    { path: 'MongoClient', kind: 'connection', release: 'close', opens: ['connect', 'db'] },
    { path: 'MongoClient.connect', kind: 'connection', release: 'close' },
  ],
});
