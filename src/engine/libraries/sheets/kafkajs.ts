import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'kafkajs',
  packages: ['kafkajs', '@confluentinc/kafka-javascript'],
  kinds: [
    { kind: 'server', of: ['kafkajs'] },
    { kind: 'server-only', of: ['kafkajs'] },
  ],
});
