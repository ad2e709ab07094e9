import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'PGlite',
  packages: ['@electric-sql/pglite'],
  databases: [{ path: '**', client: 'driver', dialect: 'postgresql' }],
  tags: [{ path: '{PGlite(),PGlite.create()}.sql' }],
  statements: [{ path: '**.query', values: 'array' }, { path: '**.exec' }],
  handles: [{ path: ['PGlite()', 'PGlite.create()'], is: 'connection' }],
  connections: [
    { path: ['PGlite', 'PGlite.create'], kind: 'connection', release: 'close', source: 'documentation 0.3' },
  ],
});
