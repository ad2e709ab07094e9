import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'mysql2',
  packages: ['mysql', 'mysql2', 'mysql2/promise', 'promise-mysql'],
});
