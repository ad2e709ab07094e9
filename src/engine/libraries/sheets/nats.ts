import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'NATS',
  packages: ['nats', '@nats-io/*'],
  kinds: ['client'],
  workers: [{ path: '**.subscribe', members: ['callback'], given: 1 }],
});
