import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'MikroORM',
  packages: ['@mikro-orm/*'],
  databases: [{ path: '**', client: 'orm' }],
  statements: [{ path: '**.getConnection().execute', values: 'array' }],
  fragments: [{ path: '**.raw' }],
  kinds: ['store'],
});
