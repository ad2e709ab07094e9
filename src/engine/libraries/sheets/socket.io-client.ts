import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Socket.IO client',
  packages: ['socket.io-client', 'global'],
  kinds: [{ kind: 'rooms-client', of: ['socket.io-client'] }],
  sockets: [
    {
      path: ['[{io,connect,lookup,Manager}]()', 'io.connect()'],
      of: ['socket.io-client'],
      client: { made: 'either', reconnects: 'backoff', turnedOffBy: 'reconnection' },
      source: 'documentation 4.x',
    },
    {
      path: ['io[.connect]()'],
      of: ['global'],
      client: { made: 'either', reconnects: 'backoff', turnedOffBy: 'reconnection' },
      source: 'documentation 4.x',
    },
  ],
});
