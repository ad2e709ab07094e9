import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Controllers by decorators',
  packages: ['routing-controllers', 'tsoa', '@tsed/*', '@loopback/*', '@foal/*', '@midwayjs/*'],
  kinds: ['controllers'],
  decorators: [
    { path: '{Controller,JsonController,RestController}', is: 'controller', joins: 'app' },
    { path: 'Get', is: 'route', method: 'GET' },
    { path: 'Post', is: 'route', method: 'POST' },
    { path: 'Put', is: 'route', method: 'PUT' },
    { path: 'Patch', is: 'route', method: 'PATCH' },
    { path: 'Delete', is: 'route', method: 'DELETE' },
    { path: 'Head', is: 'route', method: 'HEAD' },
    { path: 'Options', is: 'route', method: 'OPTIONS' },
    { path: 'All', is: 'route', method: 'ALL' },
    { path: '{UseBefore,Use}', is: 'uses' },
    { path: '{Description,Returns,Response,Produces,Tags}', is: 'describes' },
  ],
  servers: [{ path: 'createExpressServer.**', serves: 'http', of: ['routing-controllers'] }],
});
