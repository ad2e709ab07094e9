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
      source: 'measured 1.x and 2.0.8',
    },
  ],
});
