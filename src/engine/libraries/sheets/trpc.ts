import { defineLibrary } from '../library';

const chain = {
  begins: ['procedure'],
  named: ['authed', 'authenticated', 'protected', 'public'],
  inputs: ['input'],
  middleware: ['use'],
  given: ['input'],
};

export default defineLibrary({
  name: 'tRPC',
  packages: ['@trpc/server', '@trpc/server/*'],
  servers: [{ path: 'createHTTPServer.**', serves: 'http', of: ['@trpc/server/*'] }],
  errorAnswers: [
    {
      path: 'initTRPC.**.create',
      uncaught: { unset: 'stack', production: 'message', test: 'stack' },
      tells: { what: 'stack', option: 'isDev', value: true },
      hook: { option: 'errorFormatter', error: { parameter: 0, member: 'error' } },
      source: 'findings/production-still-sends-the-error-message.sh; measured 11.25',
    },
  ],
  httpErrors: [{ path: 'TRPCError', status: 'code', messageOf: 0 }],
  sockets: [{ path: 'applyWSSHandler()', of: ['@trpc/server/*'], probesWith: 'keepAlive' }],
  procedures: [
    { path: '**.query', method: 'QUERY', ...chain },
    { path: '**.mutation', method: 'MUTATION', ...chain },
    { path: '**.subscription', method: 'SUBSCRIPTION', ...chain },
  ],
});
