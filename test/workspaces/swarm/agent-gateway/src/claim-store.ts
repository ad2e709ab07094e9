import { sql } from './db.js';
import type { AgentIdentity } from './auth.js';

export interface ClaimedTicket {
  id: string;
  title: string;
  description: string;
  branchName: string;
  repositoryUrl: string;
}

export type Outcome = 'succeeded' | 'failed';

/** What the routes need from the database, so that they can be tested without one. */
export interface ClaimStore {
  claim(agent: AgentIdentity): Promise<ClaimedTicket | null>;
  beat(agent: AgentIdentity): Promise<void>;
  complete(agent: AgentIdentity, stepName: string, outcome: Outcome, output: Record<string, string>): Promise<void>;
  appendLog(agent: AgentIdentity, stream: 'stdout' | 'stderr', lines: string[]): Promise<string | null>;
}

export class PgClaimStore implements ClaimStore {
  async claim(agent: AgentIdentity): Promise<ClaimedTicket | null> {
    const rows = await sql<ClaimedTicket[]>`
      SELECT t.id, t.title, t.description, t.branch_name AS "branchName", p.repository_url AS "repositoryUrl"
        FROM tickets t
        JOIN projects p ON p.id = t.project_id AND p.tenant_id = t.tenant_id
       WHERE t.tenant_id = ${agent.tenantId}
         AND t.id = ${agent.ticketId}
         AND t.assigned_agent_id = ${agent.agentId}
         AND t.status = 'in_progress'`;
    return rows[0] ?? null;
  }

  async beat(agent: AgentIdentity): Promise<void> {
    await sql`
      UPDATE agents SET last_seen_at = now()
       WHERE tenant_id = ${agent.tenantId} AND id = ${agent.agentId}`;
  }

  async complete(
    agent: AgentIdentity,
    stepName: string,
    outcome: Outcome,
    output: Record<string, string>,
  ): Promise<void> {
    await sql.begin(async (tx) => {
      await tx`
        INSERT INTO step_runs (tenant_id, ticket_id, step_name, outcome, output, started_at)
        VALUES (${agent.tenantId}, ${agent.ticketId}, ${stepName}, ${outcome}, ${tx.json(output)}, now())`;
      await tx`
        UPDATE agents SET status = 'idle', last_seen_at = now()
         WHERE tenant_id = ${agent.tenantId} AND id = ${agent.agentId}`;
    });
  }

  /** Returns the VM whose console it is, or null when the agent has none. */
  async appendLog(agent: AgentIdentity, stream: 'stdout' | 'stderr', lines: string[]): Promise<string | null> {
    const rows = await sql<{ vmId: string }[]>`
      INSERT INTO vm_console_logs (tenant_id, vm_id, stream, line)
      SELECT v.tenant_id, v.id, ${stream}, line
        FROM vms v
       CROSS JOIN unnest(${lines}::text[]) AS line
       WHERE v.tenant_id = ${agent.tenantId} AND v.ticket_id = ${agent.ticketId} AND v.state = 'running'
      RETURNING vm_id AS "vmId"`;
    return rows[0]?.vmId ?? null;
  }
}
