import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'WebSocket clients',
  packages: ['websocket', 'faye-websocket', 'universal-websocket-client', 'html5-websocket'],
});
