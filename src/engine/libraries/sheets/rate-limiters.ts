import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Rate limiters',
  packages: [
    'express-rate-limit',
    'rate-limiter-flexible',
    '@upstash/ratelimit',
    '@fastify/rate-limit',
    '@nestjs/throttler',
    'hono-rate-limiter',
    'express-slow-down',
  ],
});
