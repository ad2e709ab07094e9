import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's net",
  packages: ['net', 'tls', 'dgram'],
  runtime: true,
  kinds: [{ kind: 'server', of: ['net', 'tls'] }, 'server-only'],
});
