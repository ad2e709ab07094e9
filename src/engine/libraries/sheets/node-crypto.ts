import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's crypto",
  packages: ['crypto'],
  middleware: [{ path: 'timingSafeEqual.**', does: 'authenticates', asked: true }],
});
