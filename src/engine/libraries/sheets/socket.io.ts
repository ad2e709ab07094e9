import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Socket.IO',
  packages: ['socket.io', '@socket.io/*', 'socket.io-emitter'],
  kinds: [
    { kind: 'server', of: ['socket.io'] },
    { kind: 'back-end', of: ['socket.io'] },
  ],
  servers: [
    { path: '{Server,listen,}', serves: 'connections', listens: 'first', of: ['socket.io'] },
    { path: '{Server,listen,}().**', serves: 'connections', of: ['socket.io'] },
  ],
});
