import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Socket.IO',
  packages: ['socket.io', '@socket.io/*', 'socket.io-emitter'],
});
