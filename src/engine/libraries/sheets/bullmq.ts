import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'BullMQ',
  packages: ['bullmq', 'bull', 'bee-queue'],
  kinds: [{ kind: 'server', of: ['bullmq'] }, { kind: 'server-only', of: ['bull', 'bullmq'] }, 'client'],
  workers: [
    { path: 'Worker', of: ['bullmq'], handler: 1 },
    { path: 'SandboxedJob()', of: ['bullmq'], isJob: true },
    { path: '().process', of: ['bull', 'bee-queue'], handler: 'last' },
  ],
});
