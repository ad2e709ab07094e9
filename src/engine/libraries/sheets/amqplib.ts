import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'amqplib',
  packages: ['amqplib', 'amqplib/*', 'amqp-connection-manager'],
  kinds: [{ kind: 'server', of: ['amqplib'] }, { kind: 'server-only', of: ['amqplib'] }, 'login', 'client'],
  workers: [{ path: '**.consume', handler: 1 }],
  connections: [{ path: 'connect', kind: 'connection', release: 'close' }],
});
