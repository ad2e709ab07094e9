import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Inversify',
  packages: ['inversify', 'inversify-express-utils', '@inversifyjs/http-core'],
  kinds: [
    { kind: 'injector', of: ['inversify'] },
    { kind: 'controllers', of: ['inversify-express-utils', '@inversifyjs/http-core'] },
  ],
  decorators: [
    { path: 'controller', is: 'controller', joins: 'app' },
    { path: 'httpGet', is: 'route', method: 'GET', takesMiddleware: true },
    { path: 'httpPost', is: 'route', method: 'POST', takesMiddleware: true },
    { path: 'httpPut', is: 'route', method: 'PUT', takesMiddleware: true },
    { path: 'httpPatch', is: 'route', method: 'PATCH', takesMiddleware: true },
    { path: 'httpDelete', is: 'route', method: 'DELETE', takesMiddleware: true },
    { path: 'httpHead', is: 'route', method: 'HEAD', takesMiddleware: true },
    { path: 'httpOptions', is: 'route', method: 'OPTIONS', takesMiddleware: true },
    { path: '{all,httpAll}', is: 'route', method: 'ALL', takesMiddleware: true },
    { path: 'withMiddleware', is: 'uses' },
  ],
  servers: [{ path: 'InversifyExpressServer().**', serves: 'connections', of: ['inversify-express-utils'] }],
});
