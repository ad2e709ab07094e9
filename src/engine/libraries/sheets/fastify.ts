import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Fastify',
  packages: ['fastify', 'fastify-plugin'],
});
