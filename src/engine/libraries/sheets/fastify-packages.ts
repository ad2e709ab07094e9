import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Other packages of Fastify's",
  packages: ['@fastify/*', 'fastify-*'],
  secrets: [{ path: '**', options: ['secret', 'key', 'password'], variable: 'SESSION_SECRET' }],
});
