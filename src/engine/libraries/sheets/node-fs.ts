import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's fs",
  packages: ['fs', 'fs/promises'],
  runtime: true,
  kinds: ['server', 'server-only'],
});
