import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@databases/pg',
  packages: ['@databases/pg'],
  databases: [{ path: '**', client: 'driver', dialect: 'postgresql' }],
  tags: [{ path: '().query' }],
  statements: [{ path: '**.query' }],
  handles: [{ path: '()', is: 'pool' }],
});
