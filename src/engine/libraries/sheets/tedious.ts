import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'tedious',
  packages: ['tedious'],
  kinds: ['server-only', 'login'],
  databases: [{ path: '**', client: 'driver', dialect: 'transactsql' }],
  statements: [{ path: 'Request', made: true }],
});
