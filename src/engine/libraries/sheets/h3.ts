import { defineLibrary } from '../library';

const handlers = [
  'defineEventHandler',
  'eventHandler',
  'defineCachedEventHandler',
  'cachedEventHandler',
  'defineHandler',
  'defineValidatedHandler',
];

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
      source: 'findings/production-still-sends-the-error-message.sh; measured 2.0.8',
    },
  ],
  servers: [
    {
      path: 'serve',
      of: ['h3', 'srvx'],
      serves: 'http',
      listens: 'made',
      onSignal: { option: 'gracefulShutdown' },
      source: 'findings/h3-handles-sigterm-itself.sh',
    },
    { path: '', serves: 'http', of: ['h3', 'srvx'] },
  ],
  sockets: [
    {
      path: '{defineWebSocketHandler,defineWebSocket}()',
      of: ['h3'],
      server: { made: 'call', heartbeat: 'unknown' },
      source: 'source crossws 0.4.17',
    },
  ],
  kinds: [
    { kind: 'router', of: ['h3'] },
    { kind: 'server', of: ['h3', 'nitropack', 'nitropack/*', 'nitro', 'nitro/*', 'srvx'] },
    { kind: 'back-end', of: ['h3', 'nitropack', 'nitro'] },
  ],
  routers: [
    { path: '{H3,createApp}().**', is: 'app', of: ['h3'] },
    { path: 'createRouter().**', is: 'router', of: ['h3'] },
  ],
  fileRoutes: [
    {
      path: '',
      folder: 'server/api',
      under: '/api',
      exports: { default: 'ALL' },
      methodInName: true,
      madeBy: handlers,
    },
    { path: '', folder: 'server/routes', exports: { default: 'ALL' }, methodInName: true, madeBy: handlers },
  ],
  requests: [
    { path: '{readBody,readRawBody,readFormData,readMultipartFormData}', part: 'body' },
    { path: '{getQuery,getRequestURL}', part: 'query' },
    { path: 'getRouterParam', part: 'params', key: 1 },
    { path: 'getRouterParams', part: 'params' },
    { path: '{getHeader,getRequestHeader}', part: 'headers', key: 1 },
    { path: '{getHeaders,getRequestHeaders}', part: 'headers' },
    { path: 'getCookie', part: 'cookies', key: 1 },
  ],
});
