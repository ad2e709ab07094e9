import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's events",
  packages: ['events'],
  runtime: true,
  kinds: ['emitter'],
});
