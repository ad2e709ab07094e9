import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Health checks',
  packages: [
    '@nestjs/terminus',
    'fastify-healthcheck',
    'under-pressure',
    '@fastify/under-pressure',
    'fastify-custom-healthcheck',
    'express-healthcheck',
    '@cloudnative/health',
    '@cloudnative/health-connect',
    'express-actuator',
    'http-health',
  ],
  kinds: ['health-check'],
});
