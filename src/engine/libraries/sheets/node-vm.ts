import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's vm",
  packages: ['vm'],
  kinds: ['server-only'],
});
