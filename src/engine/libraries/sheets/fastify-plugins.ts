import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Fastify's plugins",
  packages: [
    '@fastify/autoload',
    'fastify-autoload',
    '@fastify/cookie',
    '@fastify/session',
    '@fastify/secure-session',
    '@fastify/*',
    'fastify-*',
  ],
  secrets: [{ path: '**', options: ['secret', 'key', 'password'], variable: 'SESSION_SECRET' }],
});
