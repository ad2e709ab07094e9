import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's cluster and workers",
  packages: ['cluster', 'worker_threads', 'v8', 'process'],
  runtime: true,
  kinds: [
    { kind: 'server', of: ['cluster', 'worker_threads'] },
    { kind: 'server-only', of: ['cluster', 'worker_threads', 'v8'] },
    { kind: 'process', of: ['process'] },
  ],
});
