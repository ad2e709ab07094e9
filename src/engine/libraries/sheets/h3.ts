import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'H3 and Nitro',
  packages: ['h3', 'nitropack', 'nitropack/*', 'nitro', 'nitro/*', 'srvx'],
});
