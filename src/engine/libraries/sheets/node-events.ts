import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's events",
  packages: ['events'],
  kinds: ['emitter'],
});
