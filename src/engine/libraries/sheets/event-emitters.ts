import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Event emitters and streams',
  packages: ['eventemitter3', 'mitt', 'rxjs', 'stream'],
});
