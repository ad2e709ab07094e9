import { defineLibrary } from '../library';

export default defineLibrary({
name: "Express's smaller middleware",
packages: [
    'errorhandler',
    'express-error-handler',
    'helmet',
    'feature-policy',
    'permissions-policy',
    'cors',
    'compression',
    'morgan',
    'body-parser',
    'multer',
    'serve-static',
    'serve-favicon',
    'method-override',
    'response-time',
    'connect-timeout',
    'express-fileupload',
    'express-status-monitor',
    'express-useragent',
    'express-device',
    'koa-bodyparser',
    'koa-body',
    'koa-helmet',
    '@koa/cors',
    'koa-compress',
    'koa-static',
    'koa-conditional-get',
    'koa-etag',
  ],
middleware: [{ path: '**', does: 'nothing' }],
errorAnswers: [
    {
      path: ['', 'errorHandler'],
      tells: { what: 'stack' },
      of: ['errorhandler', 'express-error-handler'],
    },
  ]
});
