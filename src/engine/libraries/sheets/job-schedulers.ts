import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Job schedulers',
  packages: ['agenda', '@hokify/agenda'],
  workers: [{ path: '[Agenda]().define', handler: 'last' }],
});
