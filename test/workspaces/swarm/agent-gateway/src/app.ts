import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { claimRoutes } from './claims.js';
import type { ClaimStore } from './claim-store.js';
import type { EventHub } from './event-hub.js';
import { healthRoutes } from './health.js';

export async function buildApp(store: ClaimStore, hub: EventHub): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: process.env.LOG_LEVEL ?? 'info' },
    requestIdHeader: 'x-request-id',
    genReqId: () => randomUUID(),
    bodyLimit: 4 * 1024 * 1024,
    requestTimeout: 30_000,
  });

  await app.register(rateLimit, { max: 600, timeWindow: '1 minute' });

  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });

  app.setErrorHandler((err: FastifyError, request, reply) => {
    if (err.validation) {
      return reply.code(400).send({ error: { code: 'invalid_request', message: 'The request does not match the schema' } });
    }
    if (err.statusCode === 429) {
      return reply.code(429).send({ error: { code: 'too_many_requests', message: 'Slow down' } });
    }
    request.log.error({ err }, 'Request failed');
    return reply.code(500).send({ error: { code: 'internal', message: 'Something went wrong on our side' } });
  });

  await app.register(healthRoutes);
  await app.register(claimRoutes, { prefix: '/agent/v1', store, hub });
  return app;
}
