import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@fastify/jwt',
  packages: ['@fastify/jwt', 'fastify-jwt'],
  middleware: [{ path: '**', does: 'authenticates' }],
});
