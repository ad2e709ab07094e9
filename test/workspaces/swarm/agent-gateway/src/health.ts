import type { FastifyInstance } from 'fastify';
import { sql } from './db.js';
import { artifactsAnswer } from './platform-client.js';

export async function healthRoutes(app: FastifyInstance): Promise<void> {
  app.get('/healthz', { logLevel: 'warn' }, async () => ({ status: 'ok' }));

  app.get('/readyz', { logLevel: 'warn' }, async (_request, reply) => {
    const [database, artifacts] = await Promise.all([databaseAnswers(), artifactsAnswer()]);
    const ready = database && artifacts;
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable', database, artifacts });
  });
}

async function databaseAnswers(): Promise<boolean> {
  try {
    await sql`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}
