import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'PlanetScale',
  packages: ['@planetscale/database'],
  databases: [{ path: '**', client: 'driver', dialect: 'mysql' }],
  statements: [{ path: '**.execute', values: 'array' }],
  handles: [{ path: ['Client()', 'connect()'], is: 'pool' }],
});
