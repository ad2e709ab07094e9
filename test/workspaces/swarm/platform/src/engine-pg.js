'use strict';

const vm = require('node:vm');
const { setTimeout: sleep } = require('node:timers/promises');
const { pool, withTransaction } = require('./db/pool');
const { createApprovalRequest, dispatchForApproval } = require('./ai-dispatcher');
const { findByIds, isBlocked } = require('./db/ticket-repository');
const { openPullRequest } = require('./integrations/github');
const { realtime } = require('./websocket');
const logger = require('./logger');

const POLL_MS = 2_000;
const SESSION_SWEEP_MS = 60_000;
const TITLE_BATCH = 100;
const GUARD_TIMEOUT_MS = 200;

let lastStepOutput = null;

const inFlight = new Map();

/** Runs the steps of a ticket's workflow, one at a time; what is done is in step_runs. */
class StepExecutor {
  constructor(swarm) {
    this.swarm = swarm;
  }

  async loadProgress(ticket) {
    const { rows } = await pool.query(
      `SELECT w.steps,
              ARRAY(
                SELECT r.step_name
                  FROM step_runs r
                 WHERE r.tenant_id = $1 AND r.ticket_id = $3 AND r.outcome <> 'failed'
              ) AS completed
         FROM workflow_definitions w
        WHERE w.tenant_id = $1 AND w.project_id = $2 AND w.is_active
        ORDER BY w.created_at DESC
        LIMIT 1`,
      [ticket.tenantId, ticket.projectId, ticket.id],
    );
    return rows[0] || { steps: [], completed: [] };
  }

  /** Runs the next open step. Returns false when the workflow is through. */
  async runNext(ticket) {
    const { steps, completed } = await this.loadProgress(ticket);
    const step = steps.find((candidate) => !completed.includes(candidate.name));
    if (!step) return false;

    const startedAt = new Date();
    inFlight.set(ticket.id, step.name);
    try {
      if (!this.guardAllows(step, ticket)) {
        await this.record(ticket, step, 'skipped', {}, startedAt);
        return true;
      }
      const output = await this.perform(step, ticket);
      lastStepOutput = output;
      await this.record(ticket, step, 'succeeded', output, startedAt);
      return true;
    } catch (err) {
      logger.error({ err, ticketId: ticket.id, step: step.name }, 'Step failed');
      await this.record(ticket, step, 'failed', { message: err.message }, startedAt);
      throw err;
    } finally {
      inFlight.delete(ticket.id);
    }
  }

  // Guards are short expressions that tenants write, such as `ticket.points > 5`.
  guardAllows(step, ticket) {
    if (!step.guard) return true;
    const sandbox = { ticket: { title: ticket.title, points: ticket.points }, previous: lastStepOutput };
    return Boolean(vm.runInNewContext(step.guard, sandbox, { timeout: GUARD_TIMEOUT_MS }));
  }

  async perform(step, ticket) {
    switch (step.kind) {
      case 'agent':
        return this.swarm.launch(ticket);
      case 'approval':
        return {
          approvalId: await createApprovalRequest({
            tenantId: ticket.tenantId,
            sessionId: step.sessionId,
            ticketId: ticket.id,
            kind: 'diff',
            request: { summary: step.summary },
          }),
        };
      case 'pull_request':
        return openPullRequest(ticket.repositoryUrl, {
          title: ticket.title,
          body: `Closes ticket ${ticket.id}`,
          head: ticket.branchName,
          base: ticket.defaultBranch,
        });
      default:
        throw new Error(`Unknown step kind: ${step.kind}`);
    }
  }

  async record(ticket, step, outcome, output, startedAt) {
    const status = outcome === 'failed' ? 'failed' : 'in_progress';
    await withTransaction(async (client) => {
      await client.query(
        `INSERT INTO step_runs (tenant_id, ticket_id, step_name, outcome, output, started_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [ticket.tenantId, ticket.id, step.name, outcome, output, startedAt],
      );
      await client.query('UPDATE tickets SET status = $3, updated_at = now() WHERE tenant_id = $1 AND id = $2', [
        ticket.tenantId,
        ticket.id,
        status,
      ]);
    });
    realtime.ticketUpdate(ticket.id, { status, step: step.name }, { projectId: ticket.projectId });
  }
}

/** Claims one tenant's ready tickets and drives them through their workflow. */
class WorkflowDispatcher {
  constructor(tenantId, executor) {
    this.tenantId = tenantId;
    this.executor = executor;
    this.running = false;
    this.wake = null;
    this.sweepTimer = null;
  }

  start() {
    this.running = true;
    this.sweepTimer = setInterval(() => {
      this.expireSessions().catch((err) => logger.error({ err, tenantId: this.tenantId }, 'Session sweep failed'));
    }, SESSION_SWEEP_MS);
    this.loop().catch((err) => logger.fatal({ err, tenantId: this.tenantId }, 'Dispatcher stopped'));
  }

  stop() {
    this.running = false;
    clearInterval(this.sweepTimer);
    this.nudge();
  }

  nudge() {
    if (this.wake) this.wake.abort();
  }

  async loop() {
    while (this.running) {
      const ticket = await this.claimNext();
      if (ticket) {
        await this.drive(ticket);
      } else {
        this.wake = new AbortController();
        await sleep(POLL_MS, undefined, { signal: this.wake.signal }).catch(() => undefined);
      }
    }
  }

  async drive(ticket) {
    try {
      if (ticket.needsPlan) await dispatchForApproval(this.tenantId, ticket);
      let open = true;
      while (open && this.running) open = await this.executor.runNext(ticket);
    } catch (err) {
      logger.error({ err, ticketId: ticket.id }, 'Ticket could not be driven to its end');
    }
  }

  /** SKIP LOCKED lets several platform processes claim from the same queue. */
  async claimNext() {
    const { rows } = await pool.query(
      `UPDATE tickets t
          SET status = 'in_progress', branch_name = 'swarm/' || t.id, updated_at = now()
         FROM projects p
        WHERE t.tenant_id = $1
          AND p.tenant_id = t.tenant_id AND p.id = t.project_id
          AND t.id = (
            SELECT q.id
              FROM tickets q
             WHERE q.tenant_id = $1 AND q.status = 'ready'
             ORDER BY q.position
             LIMIT 1
               FOR UPDATE SKIP LOCKED
          )
        RETURNING t.id, t.project_id, t.title, t.description, t.estimate_points, t.branch_name,
                  p.repository_url, p.default_branch`,
      [this.tenantId],
    );
    if (rows.length === 0) return null;
    const [row] = rows;
    return {
      id: row.id,
      tenantId: this.tenantId,
      projectId: row.project_id,
      title: row.title,
      description: row.description,
      points: row.estimate_points,
      branchName: row.branch_name,
      repositoryUrl: row.repository_url,
      defaultBranch: row.default_branch,
      needsPlan: (row.estimate_points ?? 0) > 3,
    };
  }

  /** Resolves the ticket graph: backlog tickets whose dependencies are all done. */
  async findUnblocked(projectId) {
    const { rows: candidates } = await pool.query(
      `SELECT id, title
         FROM tickets
        WHERE tenant_id = $1 AND project_id = $2 AND status = 'backlog'
        ORDER BY position
        LIMIT 200`,
      [this.tenantId, projectId],
    );

    const unblocked = [];
    for (const ticket of candidates) {
      const { rows: dependencies } = await pool.query(
        `SELECT d.depends_on_ticket_id, t.status
           FROM ticket_dependencies d
           JOIN tickets t ON t.id = d.depends_on_ticket_id AND t.tenant_id = d.tenant_id
          WHERE d.tenant_id = $1 AND d.ticket_id = $2`,
        [this.tenantId, ticket.id],
      );
      if (dependencies.every((dependency) => dependency.status === 'done')) unblocked.push(ticket);
    }
    return unblocked;
  }

  /** Titles for log lines and digests; the list of ids may be long, so it goes in batches. */
  async titlesOf(ticketIds) {
    const titles = new Map();
    for (let start = 0; start < ticketIds.length; start += TITLE_BATCH) {
      const tickets = await findByIds(this.tenantId, ticketIds.slice(start, start + TITLE_BATCH));
      for (const ticket of tickets) titles.set(ticket.id, ticket.title);
    }
    return titles;
  }

  async promote(ticketId) {
    if (await isBlocked(this.tenantId, ticketId)) return false;
    const { rowCount } = await pool.query(
      "UPDATE tickets SET status = 'ready', updated_at = now() WHERE tenant_id = $1 AND id = $2 AND status = 'backlog'",
      [this.tenantId, ticketId],
    );
    return rowCount > 0;
  }

  async expireSessions() {
    const { rowCount } = await pool.query(
      `UPDATE hitl_sessions
          SET state = 'expired', closed_at = now()
        WHERE tenant_id = $1 AND state IN ('open', 'awaiting_approval') AND expires_at < now()`,
      [this.tenantId],
    );
    if (rowCount > 0) logger.info({ tenantId: this.tenantId, sessions: rowCount }, 'Expired idle sessions');
  }
}

/** How many tickets wait, for the autoscaler. A short statement timeout keeps it off a busy database. */
async function measureQueueDepth(tenantId) {
  const client = await pool.connect();
  await client.query("SET statement_timeout = '2s'");
  const { rows } = await client.query(
    "SELECT count(*)::int AS waiting FROM tickets WHERE tenant_id = $1 AND status = 'ready'",
    [tenantId],
  );
  await client.query('RESET statement_timeout');
  client.release();
  return rows[0].waiting;
}

/** An advisory lock lives as long as its connection, so the caller gets both and gives both back. */
async function acquireTenantLease(tenantId) {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('SELECT pg_try_advisory_lock(hashtext($1)) AS locked', [tenantId]);
    if (rows[0].locked) return client;
  } catch (err) {
    client.release(err);
    throw err;
  }
  client.release();
  return null;
}

module.exports = { StepExecutor, WorkflowDispatcher, acquireTenantLease, measureQueueDepth };
