import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'MongoDB driver',
  packages: ['mongodb'],
  kinds: ['server', 'server-only', 'back-end', 'login', 'client', 'store'],
  connections: [
    // Since then its first query connects it, also without `connect`.
    {
      path: 'MongoClient',
      versions: '>=4.7',
      kind: 'connection',
      release: 'close',
      opens: ['connect', 'db'],
      source: 'documentation 4.7',
    },
    {
      path: 'MongoClient',
      versions: '<4.7',
      kind: 'connection',
      release: 'close',
      opens: ['connect'],
      source: 'documentation 4.6',
    },
    { path: 'MongoClient.connect', kind: 'connection', release: 'close' },
  ],
  dataClients: [
    {
      path: ['**.collection()', 'Collection()'],
      reader: 'model',
      asks: 'document',
      is: 'model',
      filters: { undefined: 'null' },
      source: 'measured 7.9.0',
    },
  ],
});
