import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'pg-boss',
  packages: ['pg-boss'],
  kinds: ['client'],
  workers: [{ path: '[PgBoss]().work', handler: 'last', source: 'documentation 12.x' }],
});
