import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'MikroORM',
  packages: ['@mikro-orm/*'],
  kinds: ['store'],
});
