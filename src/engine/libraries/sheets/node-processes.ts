import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's cluster and workers",
  packages: ['cluster', 'worker_threads', 'v8'],
  kinds: [{ kind: 'server', of: ['cluster', 'worker_threads'] }, 'server-only'],
});
