import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's crypto",
  packages: ['crypto'],
});
