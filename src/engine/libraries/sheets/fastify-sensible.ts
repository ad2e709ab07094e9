import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@fastify/sensible',
  packages: ['@fastify/sensible', 'fastify-sensible'],
  httpErrors: [
    {
      path: 'httpErrors.{badRequest,unauthorized,paymentRequired,forbidden,notFound,methodNotAllowed,notAcceptable,conflict,gone,preconditionFailed,payloadTooLarge,unsupportedMediaType,unprocessableEntity,locked,failedDependency,tooManyRequests,internalServerError,notImplemented,badGateway,serviceUnavailable,gatewayTimeout}',
      status: 'name',
    },
  ],
});
