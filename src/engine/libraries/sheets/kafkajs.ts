import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'kafkajs',
  packages: ['kafkajs', '@confluentinc/kafka-javascript'],
});
