import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's fs",
  packages: ['fs', 'fs/promises'],
  kinds: ['server', 'server-only'],
});
