import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's async_hooks",
  packages: ['async_hooks'],
  runtime: true,
});
