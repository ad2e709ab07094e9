import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Fastify's plugins",
  packages: [
    '@fastify/autoload',
    'fastify-autoload',
    '@fastify/cookie',
    '@fastify/session',
    '@fastify/secure-session',
    '@fastify/helmet',
    '@fastify/cors',
    '@fastify/formbody',
    '@fastify/multipart',
    '@fastify/static',
    '@fastify/compress',
    '@fastify/swagger',
    '@fastify/swagger-ui',
    '@fastify/etag',
    '@fastify/accepts',
  ],
  mounts: [{ path: '**', mounts: 'folder', of: ['@fastify/autoload', 'fastify-autoload'] }],
  middleware: [{ path: '**', does: 'nothing' }],
  secrets: [
    {
      path: '**',
      options: ['secret', 'key', 'password'],
      variable: 'SESSION_SECRET',
      of: ['@fastify/cookie', '@fastify/session', '@fastify/secure-session'],
    },
  ],
});
