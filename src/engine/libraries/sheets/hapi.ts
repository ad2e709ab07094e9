import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'hapi',
  packages: ['@hapi/hapi', '@hapi/boom', 'boom', '@hapi/basic', '@hapi/auth*', '@hapi/cookie*', 'hapi'],
  kinds: [
    { kind: 'router', of: ['@hapi/hapi'] },
    { kind: 'server', of: ['@hapi/hapi'] },
    { kind: 'server-only', of: ['@hapi/hapi'] },
    { kind: 'back-end', of: ['@hapi/hapi'] },
  ],
  routers: [{ path: '{server,Server}().**', is: 'app', of: ['@hapi/hapi'] }],
  servers: [{ path: '{server,Server}.**', serves: 'http', method: 'start', of: ['@hapi/hapi'] }],
  middleware: [{ path: '**', does: 'authenticates', of: ['@hapi/auth*', '@hapi/basic', '@hapi/cookie*'] }],
  httpErrors: [
    {
      path: '{unauthorized,forbidden,tooManyRequests,notFound,badRequest,conflict,internal,badImplementation,badData,paymentRequired,preconditionFailed,serverUnavailable,notImplemented,methodNotAllowed,notAcceptable,resourceGone,clientTimeout,entityTooLarge,uriTooLong,unsupportedMediaType,rangeNotSatisfiable,expectationFailed,teapot,locked,failedDependency,tooEarly,preconditionRequired,illegal,badGateway,gatewayTimeout,proxyAuthRequired,lengthRequired}',
      status: 'name',
    },
  ],
  handlers: [{ path: '', answers: 1, as: 'toolkit', of: ['@hapi/hapi', 'hapi'] }],
});
