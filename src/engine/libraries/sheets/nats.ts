import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'NATS',
  packages: ['nats', '@nats-io/*'],
});
