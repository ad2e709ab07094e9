import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'hapi',
  packages: ['@hapi/hapi', '@hapi/boom', 'boom', '@hapi/basic'],
});
