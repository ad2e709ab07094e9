import { jwtVerify, SignJWT } from 'jose';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { config } from './config.js';

export interface AgentIdentity {
  agentId: string;
  tenantId: string;
  ticketId: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    agent: AgentIdentity;
  }
}

const ISSUER = 'swarm-platform';
const AGENT_AUDIENCE = 'agent-gateway';

/** Accepts the token that the platform put into the VM's metadata. */
export async function requireAgent(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const header = request.headers.authorization ?? '';
  try {
    const { payload } = await jwtVerify(header.replace(/^Bearer /, ''), config.jwtSecret, {
      issuer: ISSUER,
      audience: AGENT_AUDIENCE,
    });
    request.agent = {
      agentId: String(payload.sub),
      tenantId: String(payload.tenantId),
      ticketId: String(payload.ticketId),
    };
  } catch (err) {
    request.log.info({ err }, 'Refused an agent');
    await reply.code(401).send({ error: { code: 'unauthenticated', message: 'A valid agent token is required' } });
  }
}

/** Which tenant a dashboard token belongs to, or null when it is not valid. */
export async function tenantOfDashboardToken(token: string): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(token, config.jwtSecret, { issuer: ISSUER });
    return typeof payload.tenantId === 'string' ? payload.tenantId : null;
  } catch {
    return null;
  }
}

/** A short-lived token with which an agent uploads artifacts. */
export async function issueUploadToken(agent: AgentIdentity): Promise<string> {
  return new SignJWT({ tenantId: agent.tenantId, ticketId: agent.ticketId, scope: 'artifacts:write' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(agent.agentId)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(config.jwtSecret);
}
