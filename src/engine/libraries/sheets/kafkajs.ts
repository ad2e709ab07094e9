import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'kafkajs',
  packages: ['kafkajs', '@confluentinc/kafka-javascript'],
  kinds: [{ kind: 'server', of: ['kafkajs'] }, { kind: 'server-only', of: ['kafkajs'] }, 'client'],
  connections: [
    {
      path: '**.{producer,consumer,admin}',
      kind: 'connection',
      release: 'disconnect',
      opens: ['connect'],
      source: 'documentation 2.x',
    },
  ],
  workers: [{ path: '**.consumer().run', members: ['eachMessage', 'eachBatch'] }],
});
