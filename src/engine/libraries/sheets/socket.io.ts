import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Socket.IO',
  packages: ['socket.io', '@socket.io/*', 'socket.io-emitter'],
  kinds: [
    { kind: 'server', of: ['socket.io'] },
    { kind: 'back-end', of: ['socket.io'] },
    { kind: 'sockets', of: ['socket.io', '@socket.io/*'] },
    { kind: 'rooms', of: ['socket.io', '@socket.io/*', 'socket.io-emitter'] },
  ],
  servers: [
    { path: '{Server,listen,}', serves: 'connections', listens: 'first', of: ['socket.io'] },
    { path: '{Server,listen,}().**', serves: 'connections', of: ['socket.io'] },
  ],
  sockets: [
    {
      path: '[{Server,listen}]()',
      of: ['socket.io'],
      server: {
        made: 'either',
        heartbeat: 'own',
        off: {
          options: ['pingInterval', 'pingTimeout', 'heartbeats', 'heartbeat interval', 'heartbeatInterval'],
          at: [1, 0],
        },
      },
      sendsToAll: true,
      source: 'measured 4.8.4: pingInterval 25 s, pingTimeout 20 s',
    },
    { path: '{Socket,DefaultSocket}()', of: ['socket.io'], held: true },
    {
      path: '{[{Server,listen}](),Namespace()}[.{of(),sockets,nsp,nsps,server,io}][.{volatile,local,compress(),timeout()}][.{volatile,local,compress(),timeout()}]',
      of: ['socket.io'],
      sendsToAll: true,
    },
    {
      path: '{[{Server,listen}](),Namespace()}[.{of(),sockets}].{sockets.sockets,sockets.connected,fetchSockets()}',
      of: ['socket.io'],
      allSockets: true,
    },
    {
      path: 'Emitter()[.of()][.{volatile,local,compress(),timeout()}]',
      of: ['@socket.io/*'],
      sendsToAll: true,
    },
    {
      path: '()[.of()][.{volatile,local,compress(),timeout()}]',
      of: ['socket.io-emitter'],
      sendsToAll: true,
    },
  ],
});
