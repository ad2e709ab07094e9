import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Nest',
  packages: ['@nestjs/common', '@nestjs/core'],
  errorAnswers: [
    {
      path: '',
      uncaught: { unset: 'nothing', production: 'nothing', test: 'nothing' },
      source: 'measured 12.5',
    },
  ],
  httpErrors: [
    {
      path: '{BadRequest,Unauthorized,Forbidden,NotFound,MethodNotAllowed,NotAcceptable,RequestTimeout,Conflict,Gone,PreconditionFailed,PayloadTooLarge,UnsupportedMediaType,ImATeapot,Misdirected,UnprocessableEntity,InternalServerError,NotImplemented,BadGateway,ServiceUnavailable,GatewayTimeout,HttpVersionNotSupported}Exception',
      status: 'name',
      body: 0,
      textBecomes: ['statusCode', 'message'],
    },
    { path: 'HttpException', status: 1, body: 0, textBecomes: ['statusCode', 'message'] },
  ],
});
