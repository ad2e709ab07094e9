import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'oracledb',
  packages: ['oracledb'],
  kinds: ['server-only', 'login'],
});
