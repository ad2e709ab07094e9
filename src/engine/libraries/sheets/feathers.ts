import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Feathers',
  packages: ['@feathersjs/*'],
});
