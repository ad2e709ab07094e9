import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'hapi',
  packages: ['@hapi/hapi', 'hapi', '@hapi/boom', 'boom', '@hapi/basic'],
  httpErrors: [
    {
      path: '{unauthorized,forbidden,tooManyRequests,notFound,badRequest,conflict,internal,badImplementation,badData,paymentRequired,preconditionFailed,serverUnavailable,notImplemented,methodNotAllowed,notAcceptable,resourceGone,clientTimeout,entityTooLarge,uriTooLong,unsupportedMediaType,rangeNotSatisfiable,expectationFailed,teapot,locked,failedDependency,tooEarly,preconditionRequired,illegal,badGateway,gatewayTimeout,proxyAuthRequired,lengthRequired}',
      status: 'name',
    },
  ],
  handlers: [{ path: '', answers: 1, as: 'toolkit' }],
});
