import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'AdonisJS',
  packages: ['@adonisjs/*'],
});
