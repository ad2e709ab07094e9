import { defineLibrary } from '../library';

export default defineLibrary({
name: 'H3 and Nitro',
packages: ['h3', 'nitropack', 'nitropack/*', 'nitro', 'nitro/*', 'srvx'],
secrets: [
    {
      path: ['{useSession,getSession,updateSession,sealSession,unsealSession}', 'clearSession'],
      options: ['password'],
      variable: 'SESSION_PASSWORD',
    },
  ],
errorAnswers: [
    {
      path: ['{H3,createApp,createH3}'],
      uncaught: { unset: 'nothing', production: 'nothing', test: 'nothing' },
      tells: { what: 'stack', option: 'debug', value: true },
      source: 'findings/production-still-sends-the-error-message.sh',
    },
  ],
servers: [
    {
      path: 'serve',
      of: ['h3', 'srvx'],
      serves: 'connections',
      listens: 'made',
      onSignal: { option: 'gracefulShutdown' },
      source: 'measured h3 2.0.8',
    },
  ],
sockets: [
    {
      path: '{defineWebSocketHandler,defineWebSocket}()',
      of: ['h3'],
      server: { made: 'call', heartbeat: 'unknown' },
    },
  ]
});
