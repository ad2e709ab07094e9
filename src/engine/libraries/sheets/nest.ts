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
});
