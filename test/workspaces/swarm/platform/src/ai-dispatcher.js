'use strict';

const { Anthropic } = require('@anthropic-ai/sdk');
const { pool, withTransaction } = require('./db/pool');
const { notFound } = require('./errors');
const { notifyOperators } = require('./integrations/slack');
const { realtime } = require('./websocket');
const logger = require('./logger');

const anthropic = new Anthropic();

const MODEL = 'claude-sonnet-4-5';
const MAX_PLAN_TOKENS = 4_096;

const PLANNER_PROMPT = [
  'You plan the work of a coding agent on one ticket.',
  'Answer with numbered steps. Name the files you expect to change.',
  'Say so when the ticket is too vague to plan.',
].join('\n');

/** Counters for the status page. */
const metrics = { plans: 0, approvals: 0 };

async function openSession(tenantId, ticketId) {
  return withTransaction(async (client) => {
    const { rows } = await client.query(
      `INSERT INTO hitl_sessions (tenant_id, ticket_id)
       SELECT tenant_id, id FROM tickets WHERE tenant_id = $1 AND id = $2
       RETURNING id`,
      [tenantId, ticketId],
    );
    if (rows.length === 0) throw notFound('ticket');
    await client.query(
      `INSERT INTO hitl_events (tenant_id, session_id, event_type, payload)
       VALUES ($1, $2, 'session_opened', $3)`,
      [tenantId, rows[0].id, { actor: 'system', ticketId }],
    );
    return rows[0].id;
  });
}

async function draftPlan(ticket) {
  const message = await anthropic.messages.create({
    model: MODEL,
    max_tokens: MAX_PLAN_TOKENS,
    system: PLANNER_PROMPT,
    messages: [{ role: 'user', content: `# ${ticket.title}\n\n${ticket.description}` }],
  });
  metrics.plans += 1;
  return message.content
    .filter((block) => block.type === 'text')
    .map((block) => block.text)
    .join('\n');
}

/**
 * Asks the people who watch the session for a decision. The approval, the session's state and the event
 * are one transaction; the notification goes out when it is committed.
 */
async function createApprovalRequest({ tenantId, sessionId, ticketId, kind, request }) {
  const approvalId = await withTransaction(async (client) => {
    const { rows } = await client.query(
      `INSERT INTO hitl_approvals (tenant_id, session_id, kind, request)
       VALUES ($1, $2, $3, $4)
       RETURNING id`,
      [tenantId, sessionId, kind, request],
    );
    await client.query(
      `UPDATE hitl_sessions SET state = 'awaiting_approval'
        WHERE tenant_id = $1 AND id = $2 AND state IN ('open', 'resumed')`,
      [tenantId, sessionId],
    );
    await client.query(
      `INSERT INTO hitl_events (tenant_id, session_id, event_type, payload)
       VALUES ($1, $2, 'approval_requested', $3)`,
      [tenantId, sessionId, { actor: 'agent', approvalId: rows[0].id, kind, state: 'awaiting_approval' }],
    );
    return rows[0].id;
  });

  metrics.approvals += 1;
  realtime.broadcast(`session:${sessionId}`, 'approval:requested', {
    approvalId,
    sessionId,
    ticketId,
    kind,
    summary: request.summary,
  });
  logger.info({ approvalId, ticketId, kind }, 'Asked for an approval');
  return approvalId;
}

/** Plans a ticket and waits for a person to agree before any VM is started. */
async function dispatchForApproval(tenantId, ticket) {
  const sessionId = await openSession(tenantId, ticket.id);
  try {
    const plan = await draftPlan(ticket);
    return await createApprovalRequest({
      tenantId,
      sessionId,
      ticketId: ticket.id,
      kind: 'plan',
      request: { summary: plan.slice(0, 280), plan },
    });
  } catch (err) {
    logger.error({ err, ticketId: ticket.id }, 'Could not plan the ticket');
    await notifyOperators('A ticket could not be planned', { ticket: ticket.id, tenant: tenantId });
    throw err;
  }
}

async function countPendingApprovals(tenantId, sessionId) {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS pending
       FROM hitl_approvals
      WHERE tenant_id = $1 AND session_id = $2 AND state = 'pending'`,
    [tenantId, sessionId],
  );
  return rows[0].pending;
}

module.exports = { countPendingApprovals, createApprovalRequest, dispatchForApproval, metrics };
