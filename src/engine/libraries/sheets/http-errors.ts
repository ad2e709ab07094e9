import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'http-errors',
  packages: ['http-errors'],
  httpErrors: [
    {
      path: '{Unauthorized,Forbidden,TooManyRequests,NotFound,BadRequest,Conflict,InternalServerError,UnprocessableEntity,ServiceUnavailable,Gone,MethodNotAllowed,NotAcceptable,PaymentRequired,PreconditionFailed,NotImplemented,BadGateway,GatewayTimeout,RequestTimeout,PayloadTooLarge,UnsupportedMediaType,Locked,FailedDependency,LengthRequired,RangeNotSatisfiable,ExpectationFailed,ImATeapot,UpgradeRequired,PreconditionRequired,UnavailableForLegalReasons}',
      status: 'name',
    },
  ],
});
