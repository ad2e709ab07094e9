import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'BullMQ',
  packages: ['bullmq', 'bull', 'bee-queue'],
});
