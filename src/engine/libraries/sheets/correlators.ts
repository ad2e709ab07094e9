import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Request ids and tracing',
  packages: ['pino-http', 'nestjs-pino', 'express-pino-logger', 'hono-pino', 'koa-pino-logger'],
});
