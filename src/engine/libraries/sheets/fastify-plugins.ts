import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Fastify's plugins",
  packages: [
    '@fastify/autoload',
    'fastify-autoload',
    '@fastify/cookie',
    '@fastify/session',
    '@fastify/secure-session',
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
