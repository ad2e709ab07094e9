import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'kafkajs',
  packages: ['kafkajs', '@confluentinc/kafka-javascript'],
  kinds: [{ kind: 'server', of: ['kafkajs'] }, { kind: 'server-only', of: ['kafkajs'] }, 'client'],
  workers: [{ path: '**.consumer().run', members: ['eachMessage', 'eachBatch'] }],
});
