import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Nest',
  packages: ['@nestjs/common', '@nestjs/core', '@nestjs/*'],
  kinds: [
    { kind: 'controllers', of: ['@nestjs/common'] },
    { kind: 'server', of: ['@nestjs/*'] },
    { kind: 'container', of: ['@nestjs/*'] },
    { kind: 'server-only', of: ['@nestjs/core'] },
    { kind: 'back-end', of: ['@nestjs/core'] },
    { kind: 'logger', of: ['@nestjs/common'] },
    { kind: 'injector', of: ['@nestjs/common'] },
  ],
  routers: [{ path: 'NestFactory.create().**', is: 'app', joins: 'container', of: ['@nestjs/core'] }],
  servers: [{ path: 'NestFactory.create.**', serves: 'http', closes: 'hooks', of: ['@nestjs/core'] }],
  decorators: [
    { path: 'Controller', is: 'controller', joins: 'container' },
    { path: 'Get', is: 'route', method: 'GET' },
    { path: 'Post', is: 'route', method: 'POST' },
    { path: 'Put', is: 'route', method: 'PUT' },
    { path: 'Patch', is: 'route', method: 'PATCH' },
    { path: 'Delete', is: 'route', method: 'DELETE' },
    { path: 'Head', is: 'route', method: 'HEAD' },
    { path: 'Options', is: 'route', method: 'OPTIONS' },
    { path: 'All', is: 'route', method: 'ALL' },
    { path: 'Sse', is: 'route', method: 'GET' },
    { path: 'Render', is: 'page' },
    { path: 'UseGuards', is: 'uses' },
    {
      path: '{HttpCode,Header,Render,Redirect,Version,UseInterceptors,UsePipes,UseFilters,Injectable,Catch}',
      is: 'describes',
    },
    { path: '{Body,Query}', is: 'input', writable: true },
    { path: '{Param,Headers,Req,UploadedFile}', is: 'input' },
  ],
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
