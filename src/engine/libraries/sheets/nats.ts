import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'NATS',
  packages: ['nats', '@nats-io/*'],
  kinds: ['client'],
  connections: [{ path: 'connect', kind: 'connection', release: 'drain', source: 'documentation 3.x' }],
  workers: [{ path: '**.subscribe', members: ['callback'], given: 1 }],
});
