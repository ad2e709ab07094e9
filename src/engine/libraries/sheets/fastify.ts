import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Fastify',
  packages: ['fastify', 'fastify-plugin'],
  errorAnswers: [
    {
      path: '',
      uncaught: { unset: 'message', production: 'message', test: 'message' },
      sentIsUncaught: true,
      source: 'measured 5.12.8',
    },
  ],
  httpErrors: [{ path: 'FastifyError', status: 'none' }],
});
