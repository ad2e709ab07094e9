import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'BullMQ',
  packages: ['bullmq', 'bull', 'bee-queue'],
  kinds: [
    { kind: 'server', of: ['bullmq'] },
    { kind: 'server-only', of: ['bull', 'bullmq'] },
  ],
});
