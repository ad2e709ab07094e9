import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's util",
  packages: ['util', 'buffer'],
});
