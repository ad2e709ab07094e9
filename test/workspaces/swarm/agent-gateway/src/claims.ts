import type { FastifyInstance } from 'fastify';
import { issueUploadToken, requireAgent } from './auth.js';
import type { ClaimStore, Outcome } from './claim-store.js';
import type { EventHub } from './event-hub.js';
import { ticketStatus } from './platform-client.js';

interface Dependencies {
  store: ClaimStore;
  hub: EventHub;
}

const completion = {
  type: 'object',
  required: ['step', 'outcome'],
  additionalProperties: false,
  properties: {
    step: { type: 'string', minLength: 1, maxLength: 60 },
    outcome: { enum: ['succeeded', 'failed'] },
    output: { type: 'object', additionalProperties: { type: 'string' }, default: {} },
  },
} as const;

const logLines = {
  type: 'object',
  required: ['stream', 'lines'],
  additionalProperties: false,
  properties: {
    stream: { enum: ['stdout', 'stderr'] },
    lines: { type: 'array', maxItems: 500, items: { type: 'string', maxLength: 4_000 } },
  },
} as const;

/** What an agent inside a VM may ask for. It always calls us. */
export async function claimRoutes(app: FastifyInstance, { store, hub }: Dependencies): Promise<void> {
  app.addHook('preHandler', requireAgent);

  app.post('/claims', async (request, reply) => {
    const ticket = await store.claim(request.agent);
    if (!ticket) {
      return reply.code(404).send({ error: { code: 'nothing_to_claim', message: 'The ticket is not yours to work on' } });
    }
    request.log.info({ ticketId: ticket.id }, 'Ticket claimed');
    return reply.code(201).send({ ticket, uploadToken: await issueUploadToken(request.agent) });
  });

  app.get('/claims/current', async (request) => {
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    return { status: await ticketStatus(request.agent.ticketId, token, request.id) };
  });

  app.post('/heartbeats', async (request, reply) => {
    await store.beat(request.agent);
    return reply.code(204).send();
  });

  app.post<{ Body: { step: string; outcome: Outcome; output: Record<string, string> } }>(
    '/completions',
    { schema: { body: completion } },
    async (request, reply) => {
      const { step, outcome, output } = request.body;
      await store.complete(request.agent, step, outcome, output);
      request.log.info({ step, outcome }, 'Step completed');
      return reply.code(204).send();
    },
  );

  app.post<{ Body: { stream: 'stdout' | 'stderr'; lines: string[] } }>(
    '/console-lines',
    { schema: { body: logLines } },
    async (request, reply) => {
      const { stream, lines } = request.body;
      const { tenantId, ticketId } = request.agent;
      const vmId = await store.appendLog(request.agent, stream, lines);
      if (vmId) {
        hub.publish([`tenant:${tenantId}:vm:${vmId}`, `tenant:${tenantId}:ticket:${ticketId}`], 'console:lines', {
          stream,
          lines,
        });
      }
      return reply.code(204).send();
    },
  );
}
