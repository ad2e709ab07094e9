import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Pothos',
  packages: ['@pothos/*'],
});
