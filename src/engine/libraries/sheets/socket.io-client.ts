import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Socket.IO client',
  packages: ['socket.io-client'],
});
