import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'AdonisJS',
  packages: ['@adonisjs/core/services/router', '@adonisjs/core/http', '@adonisjs/*'],
  kinds: [
    { kind: 'router', of: ['@adonisjs/core/services/router'] },
    { kind: 'server', of: ['@adonisjs/*'] },
  ],
  routers: [
    {
      path: '',
      is: 'app',
      afterwards: { prefix: ['prefix'], middleware: ['use', 'middleware'] },
      groups: ['group'],
      source: 'documentation 6',
      of: ['@adonisjs/core/services/router'],
    },
  ],
  requests: [
    {
      path: 'HttpContext().request.{all,body,only,except}',
      part: 'body',
      of: ['@adonisjs/core/http'],
    },
    { path: 'HttpContext().request.input', part: 'body', key: 0, of: ['@adonisjs/core/http'] },
    { path: 'HttpContext().request.qs', part: 'query', of: ['@adonisjs/core/http'] },
    { path: 'HttpContext().request.param', part: 'params', key: 0, of: ['@adonisjs/core/http'] },
    { path: 'HttpContext().params', part: 'params', of: ['@adonisjs/core/http'] },
  ],
});
